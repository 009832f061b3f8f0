import type { FieldValue, IncidentEvent } from './events.ts'
import { checkField, isAnswered, type Field, type FieldType } from './fields.ts'
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

/** Label and value of its fields, in the order of the settings; what is no field any more goes by its name. Times in UTC. */
export function impactFieldWords(
  values: Readonly<Record<string, FieldValue>>,
  fields: readonly Pick<Field, 'name' | 'label' | 'type'>[]
): { label: string; value: string }[] {
  const known = new Map(fields.map((field) => [field.name, field]))
  const names = [...known.keys(), ...Object.keys(values).filter((name) => !known.has(name))]
  return names.flatMap((name) => {
    const [field, value] = [known.get(name), values[name] ?? null]
    return value === null ? [] : [{ label: field?.label ?? name, value: valueWords(value, field?.type) }]
  })
}

/** Why an impact cannot be written with this; null: it can. */
export function impactFieldProblem(field: Field, value: FieldValue): string | null {
  if (!isAnswered(value)) return field.isRequired ? `${field.label} is needed.` : null
  const checked = checkField(field, value)
  return checked.ok ? null : checked.problem
}

function valueWords(value: FieldValue, type: FieldType | undefined): string {
  if (type === 'datetime' && typeof value === 'number') return `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return Array.isArray(value) ? value.join(', ') : String(value)
}

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
