import { FIELDS } from '../fields.ts'
import type { CustomerImpact, FieldValue, Visibility } from '../events.ts'
import type { ActorId } from '../ids.ts'
import { impactSpan } from '../impacts.ts'
import { nameOf, type Incident } from '../incident.ts'
import { COMMANDER_ROLE } from '../events.ts'
import type { PostmortemState } from '../postmortem.ts'
import type { Status } from '../status.ts'
import { timeInStatus } from '../statusTimes.ts'
import { effectiveTimes } from '../times.ts'

/** A piece of text somebody wrote, found on its own: words that follow each other do so within one piece. */
export interface Piece {
  /** `notes`, `rootCause`, `postmortem`, `field:<name>`, or `entry:`, `impact:`, `task:`, `link:` and an id. */
  source: string
  /** When it was written, epoch ms. */
  at: number
  text: string
}

/** What people wrote in the pages and entries of an incident. */
export interface Prose {
  pieces: readonly Piece[]
  hasPostmortem: boolean
}

export interface Named {
  id: string
  name: string
}

/** What a query can see of an incident. Times are epoch ms. */
export interface SearchRow {
  number: number | null
  title: string
  /** Everything else that was written in it. */
  pieces: readonly Piece[]
  severity: string
  status: Status
  /** Id of its type. */
  incidentType: string
  visibility: Visibility
  isTest: boolean
  customerImpact: CustomerImpact
  /** Id of the commander, and the name shown for it. */
  commander: string | null
  commanderName: string | null
  createdBy: Named | null
  responders: readonly Named[]
  /** Roles that somebody has, by id. */
  roles: readonly string[]
  services: readonly string[]
  teams: readonly string[]
  hasPostmortem: boolean
  /** null: there is no text of one. */
  postmortemState: PostmortemState | null
  /** When it was declared in Muster, whatever was set by hand. */
  createdAt: number
  declaredAt: number
  detectedAt: number
  resolvedAt: number | null
  impactStart: number | null
  /** null while an impact goes on. */
  impactEnd: number | null
  /** null: customers felt nothing. */
  customerImpactStart: number | null
  /** End of what customers felt; null while they feel it. */
  customerImpactEnd: number | null
  /** See `timeInStatus`. */
  activeMs: number | null
  stableMs: number | null
  lastUpdateAt: number
  /** Every field but the title, services, teams and customer impact; those of impacts, too. A null prototype: a field may be called anything. */
  fields: Readonly<Record<string, FieldValue>>
}

export const DETECTION_METHOD = 'detection_method'
const ELSEWHERE: ReadonlySet<string> = new Set(['title', 'services', 'teams', 'customer_impact'])

/** The one reading of an incident that lists, rules and figures search by. */
export function searchRowOf(incident: Incident, prose: Prose): SearchRow {
  const named = (id: ActorId): Named => ({ id, name: nameOf(incident, id) ?? id })
  const { start, end } = incident.impactSpan
  const customers = impactSpan(incident.impacts.filter(({ isCustomer }) => isCustomer))
  const fields = fieldsOf(incident)
  return {
    number: incident.number,
    title: incident.title,
    pieces: [...prose.pieces, ...factPieces(incident), ...fieldPieces(fields, incident.declaredAt)],
    severity: incident.severity,
    status: incident.status,
    incidentType: incident.incidentType,
    visibility: incident.visibility,
    isTest: incident.isTest,
    customerImpact: incident.customerImpact,
    commander: incident.commander,
    commanderName: nameOf(incident, incident.commander),
    createdBy: incident.declaredBy && named(incident.declaredBy),
    responders: incident.responders.map(({ person }) => named(person)),
    roles: rolesOf(incident),
    services: incident.services,
    teams: incident.teams,
    postmortemState: incident.postmortem.state ?? (prose.hasPostmortem ? 'draft' : null),
    hasPostmortem: prose.hasPostmortem || incident.links.some(({ role }) => role === 'postmortem'),
    createdAt: incident.declaredAt,
    ...effectiveTimes(incident),
    impactStart: start,
    impactEnd: end,
    customerImpactStart: customers.start,
    customerImpactEnd: customers.end,
    activeMs: timeInStatus(incident.transitions, 'active'),
    stableMs: timeInStatus(incident.transitions, 'stable'),
    lastUpdateAt: incident.lastUpdateAt,
    fields
  }
}

function fieldsOf(incident: Incident): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = Object.create(null)
  for (const [name, value] of Object.entries(incident.fields)) if (value !== null && !ELSEWHERE.has(name)) fields[name] = value
  for (const [name, value] of impactFields(incident)) fields[name] = joinValues([fields[name] ?? null, value])
  fields[DETECTION_METHOD] ??= 'unknown'
  return fields
}

const OF_INCIDENT: ReadonlySet<string> = new Set(FIELDS.map(({ name }) => name))

/** What is asked of each impact; nobody can call such a field as one of the incident, so what is called so is of no form. */
const impactFields = ({ impacts }: Incident): [name: string, value: FieldValue][] =>
  impacts.flatMap(({ fields }) => Object.entries(fields)).filter(([name, value]) => value !== null && !OF_INCIDENT.has(name))

/** Of several impacts every name is found; of numbers and times, of which a row has one, the greatest. */
function joinValues(values: readonly FieldValue[]): FieldValue {
  const names = [...new Set(values.flatMap((value) => textsOf(value ?? undefined)))]
  const numbers = values.filter((value) => typeof value === 'number')
  if (names.length === 0) return numbers.length === 0 ? null : Math.max(...numbers)
  return names.length === 1 && !values.some(Array.isArray) ? names[0]! : names
}

const rolesOf = ({ responders }: Incident): string[] => [
  ...new Set(responders.flatMap(({ role, isCommander }) => (isCommander ? [COMMANDER_ROLE, role] : [role])))
]

function factPieces({ impacts, tasks, links }: Incident): Piece[] {
  return [
    ...impacts.map(({ id, start, scope }) => ({ source: `impact:${id}`, at: start, text: scope })),
    ...tasks.map(({ id, createdAt, text }) => ({ source: `task:${id}`, at: createdAt, text })),
    ...links.map(({ id, at, name }) => ({ source: `link:${id}`, at, text: name }))
  ].filter(({ text }) => text.trim() !== '')
}

/** What fields hold, as text. A name chosen from a list is found by its field, and by its words too. */
export function fieldPieces(fields: Readonly<Record<string, FieldValue>>, at: number): Piece[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const text = textsOf(value).join('\n')
    return text.trim() === '' || name === DETECTION_METHOD ? [] : [{ source: `field:${name}`, at, text }]
  })
}

/** The names a field's value holds; a number or nothing holds none. */
export function textsOf(value: FieldValue | undefined): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value : typeof value === 'boolean' ? [String(value)] : []
}
