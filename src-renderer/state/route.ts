import { isIncidentId, type IncidentId } from '#shared/domain/ids.ts'

/** What the window shows, as kept in the address after `#`. */
export type Route = { screen: 'list' } | { screen: 'incident'; id: IncidentId } | { screen: 'settings' }

/** Anything unknown is the list. */
export function parseRoute(hash: string): Route {
  const [screen, id = ''] = hash.replace(/^#\/?/, '').split('/')
  if (screen === 'settings') return { screen: 'settings' }
  if (screen === 'incident' && isIncidentId(id)) return { screen: 'incident', id }
  return { screen: 'list' }
}

export function formatRoute(route: Route): string {
  return route.screen === 'incident' ? `#incident/${route.id}` : `#${route.screen}`
}
