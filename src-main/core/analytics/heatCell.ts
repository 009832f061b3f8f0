import { hourOf, weekdayOf } from '#shared/analytics/wall.ts'
import { wallAt } from '#shared/domain/zone.ts'

/** 0 to 167: Monday 0:00 first, by the clocks of the zone. */
export function heatCellOf(at: number, zone: string): number {
  const wall = wallAt(at, zone)
  return weekdayOf(wall) * 24 + hourOf(wall)
}
