import type { Route } from '../route.ts'

/** As the kind of an address: the dashboard fills the window, or one panel of it: `present-<id>`. */
export const PRESENT = 'present'

/** null: it is not presented. */
export function presentedOf(route: Route): { panel: string | null } | null {
  if (route.screen !== 'analytics' || route.page === 'explore' || !route.kind?.startsWith(PRESENT)) return null
  return { panel: route.kind.slice(PRESENT.length + 1) || null }
}
