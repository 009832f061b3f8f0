import { isIncidentId, type IncidentId } from '#shared/domain/ids.ts'

/** What the window shows, as kept in the address after `#`. `section` and `typeId` of the settings: absent, the first. */
export type Route =
  | { screen: 'list' }
  | { screen: 'work' }
  /** `page`: the postmortem as a page of its own; absent, the war room. */
  | { screen: 'incident'; id: IncidentId; page?: 'postmortem' }
  | { screen: 'settings'; section?: string; typeId?: string }

/** Anything unknown is the list. */
export function parseRoute(hash: string): Route {
  const [screen, first = '', second = ''] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((segment) => decode(segment))
  if (screen === 'settings') return { screen: 'settings', ...(first ? { section: first } : {}), ...(second ? { typeId: second } : {}) }
  if (screen === 'incident' && isIncidentId(first))
    return { screen: 'incident', id: first, ...(second === 'postmortem' ? { page: second } : {}) }
  return { screen: screen === 'work' ? 'work' : 'list' }
}

export function formatRoute(route: Route): string {
  if (route.screen === 'incident') return `#incident/${route.id}${route.page ? `/${route.page}` : ''}`
  if (route.screen !== 'settings') return `#${route.screen}`
  const { section, typeId } = route
  return ['#settings', section, section && typeId]
    .filter(Boolean)
    .map((segment, index) => (index === 0 ? segment! : encodeURIComponent(segment!)))
    .join('/')
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
