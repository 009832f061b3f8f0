import { isIncidentId, type IncidentId } from '#shared/domain/ids.ts'

/**
 * What the window shows, as kept in the address after `#`. `section` and `typeId` of the settings: absent, the first.
 * `page` of the analytics: a dashboard, or `explore`; absent, the first dashboard. `text` says over what, or what is asked:
 * see state/analytics. `kind`: how an answer is shown.
 */
export type Route =
  | { screen: 'list' }
  | { screen: 'work' }
  /** `page`: the postmortem as a page of its own; absent, the war room. */
  | { screen: 'incident'; id: IncidentId; page?: 'postmortem' }
  | { screen: 'analytics'; page?: string; text?: string; kind?: string }
  /** `week`: its first day; absent, the last full week. `step`: an incident of it, or `end`; absent, its figures. */
  | { screen: 'review'; week?: string; step?: string }
  | { screen: 'settings'; section?: string; typeId?: string }

/** Anything unknown is the list. */
export function parseRoute(hash: string): Route {
  const [screen, first = '', second = '', third = ''] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((segment) => decode(segment))
  if (screen === 'settings') return { screen: 'settings', ...(first ? { section: first } : {}), ...(second ? { typeId: second } : {}) }
  if (screen === 'review') return { screen: 'review', ...(first ? { week: first } : {}), ...(second ? { step: second } : {}) }
  if (screen === 'analytics')
    return {
      screen: 'analytics',
      ...(first ? { page: first } : {}),
      ...(second ? { text: second } : {}),
      ...(third ? { kind: third } : {})
    }
  if (screen === 'incident' && isIncidentId(first))
    return { screen: 'incident', id: first, ...(second === 'postmortem' ? { page: second } : {}) }
  return { screen: screen === 'work' ? 'work' : 'list' }
}

export function formatRoute(route: Route): string {
  if (route.screen === 'incident') return `#incident/${route.id}${route.page ? `/${route.page}` : ''}`
  if (route.screen === 'settings') return segments('settings', route.section, route.typeId)
  if (route.screen === 'review') return segments('review', route.week, route.step)
  if (route.screen === 'analytics') return segments('analytics', route.page, route.text, route.kind)
  return `#${route.screen}`
}

/** The second only behind a first, and the third behind both. */
const segments = (screen: string, first: string | undefined, second: string | undefined, third?: string): string =>
  [`#${screen}`, first, first && second, first && second && third]
    .filter(Boolean)
    .map((segment, index) => (index === 0 ? segment! : encodeURIComponent(segment!)))
    .join('/')

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
