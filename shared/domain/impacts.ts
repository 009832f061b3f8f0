import type { FieldValue, IncidentEvent } from './events.ts'
import type { EventId } from './ids.ts'

export interface Impact {
  id: EventId
  /** Epoch ms. */
  start: number
  /** Epoch ms; null while it goes on. */
  end: number | null
  scope: string
  isCustomer: boolean
  fields: Readonly<Record<string, FieldValue>>
}

/** In the order of adding; the last change of each counts, as a whole. */
export function foldImpacts(log: readonly IncidentEvent[]): Impact[] {
  const impacts = new Map<EventId, Impact>()
  for (const event of log) {
    if (event.kind === 'impactAdded') impacts.set(event.id, impactOf(event.id, event))
  }
  for (const event of log) {
    if (event.kind === 'impactChanged' && impacts.has(event.impact)) impacts.set(event.impact, impactOf(event.impact, event))
  }
  for (const event of log) if (event.kind === 'impactRemoved') impacts.delete(event.impact)
  return [...impacts.values()]
}

type ImpactEvent = Extract<IncidentEvent, { kind: 'impactAdded' | 'impactChanged' }>

const impactOf = (id: EventId, { start, end, scope, isCustomer, fields = {} }: ImpactEvent): Impact => ({
  id,
  start,
  end,
  scope,
  isCustomer,
  fields
})

/** One impact in words, to compare two of them. Times in UTC. */
export function impactText({
  start,
  end,
  scope,
  isCustomer,
  fields = {}
}: Omit<Impact, 'id' | 'fields'> & Partial<Pick<Impact, 'fields'>>): string {
  const utc = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const more = Object.entries(fields).map(([name, value]) => `, ${name} ${Array.isArray(value) ? value.join(' and ') : String(value)}`)
  return `${scope}, ${isCustomer ? 'customers affected' : 'no customers affected'}, from ${utc(start)} ${end === null ? 'and goes on' : `to ${utc(end)}`}${more.join('')}`
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
