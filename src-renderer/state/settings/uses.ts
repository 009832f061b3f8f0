import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'

export interface Uses {
  incidents: number
  open: number
}

/** How many incidents a term finds, and how many of them are open; null: it cannot be counted now. */
export async function countUses(warRoom: Pick<WarRoom, 'countList'>, term: string): Promise<Uses | null> {
  const [all, open] = await Promise.all([
    warRoom.countList({ query: term }),
    warRoom.countList({ query: `${term} state:(active OR stable)` })
  ])
  if (!all.ok || !open.ok || all.value.problem || open.value.problem) return null
  return { incidents: all.value.matches, open: open.value.matches }
}

/** Incidents of a type. With one type all are of it. */
export const typeTerm = (types: readonly IncidentType[], type: IncidentType): string =>
  types.length < 2 ? '' : `incident_type:"${type.name.replace(/["\\]/g, ' ')}" `
