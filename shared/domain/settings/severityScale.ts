import type { Change } from './changes.ts'
import { pathOf } from './paths.ts'

/** `first`: the number of the worst level. `count`: levels beside UNKNOWN. */
export interface Scale {
  first: 0 | 1
  count: number
}

export const MAX_LEVELS = 10

/** What writes another scale, and the level that is gone afterwards; null: none is. At most one end changes by one level. */
export function changeScale(typeId: string, from: Scale, to: Scale): { changes: Change[]; removed: string | null } {
  const namesOf = ({ first, count }: Scale) => Array.from({ length: count }, (_, index) => `SEV-${first + index}`)
  const kept = new Set(namesOf(to))
  const changes: Change[] = []
  if (from.first !== to.first) changes.push({ path: pathOf('types', typeId, 'firstSeverity'), value: to.first })
  if (from.count !== to.count) changes.push({ path: pathOf('types', typeId, 'severityCount'), value: to.count })
  return { changes, removed: namesOf(from).find((name) => !kept.has(name)) ?? null }
}
