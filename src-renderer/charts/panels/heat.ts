import type { HeatMapData, Unit } from './panelData.ts'
import { axisStep, axisValue, hourName, weekdayName } from './panelFormat.ts'

const LEVELS = 5

/** From which value on each of the five levels is. Up to 0 there is none. */
export function heatLevels(max: number, unit: Unit): number[] {
  const step = unit === 'count' && max <= LEVELS + 2 ? 1 : stepOf(max, unit)
  const isWhole = unit === 'count' && step === 1
  return Array.from({ length: LEVELS }, (_unused, index) => (isWhole ? index + 1 : index === 0 ? Number.MIN_VALUE : index * step))
}

/** Round, and so that the last level is reached. */
function stepOf(max: number, unit: Unit): number {
  const steps = Array.from({ length: 20 }, (_unused, more) => axisStep(max, unit, LEVELS + more))
  return steps.find((step) => step * (LEVELS - 1) <= max) ?? steps.at(-1)!
}

/** 0 for nothing, 1 to 5. */
export const heatLevel = (value: number, levels: readonly number[]): number => levels.filter((from) => value >= from).length

export const highestOf = ({ cells }: HeatMapData): number => cells.flat().reduce<number>((high, value) => Math.max(high, value ?? 0), 0)

/** `5+`: what the last level says. */
export const lastLevelWords = (levels: readonly number[], unit: Unit): string => `${axisValue(levels.at(-1)!, unit)}+`

/** From the first day of the week, 1 is Monday. */
export const weekdaysFrom = (weekStart: number): number[] =>
  Array.from({ length: 7 }, (_unused, index) => ((weekStart - 1 + index) % 7) + 1)

/** `Tuesday 10:00` */
export const cellName = (weekday: number, hour: number): string => `${weekdayName(weekday)} ${hourName(hour)}`
