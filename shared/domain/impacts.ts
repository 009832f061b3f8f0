import type { EventId } from './ids.ts'

export interface Impact {
  id: EventId
  /** Epoch ms. */
  start: number
  /** Epoch ms; null while it goes on. */
  end: number | null
  scope: string
  isCustomer: boolean
}

export interface ImpactSpan {
  start: number | null
  /** null while any impact goes on, or when there is none. */
  end: number | null
}

/** From the earliest start to the latest end. */
export function impactSpan(impacts: readonly Impact[]): ImpactSpan {
  let start: number | null = null
  let end: number | null = null
  let active = false
  for (const impact of impacts) {
    if (start === null || impact.start < start) start = impact.start
    if (impact.end === null) active = true
    else if (end === null || impact.end > end) end = impact.end
  }
  return { start, end: active ? null : end }
}
