import { foldFiles, foldLinks, foldRelated, foldSignals } from './attachments.ts'
import {
  COMMANDER_ROLE,
  CUSTOMER_IMPACTS,
  DEFAULT_TYPE,
  VISIBILITIES,
  type CustomerImpact,
  type FieldValue,
  type IncidentEvent
} from './events.ts'
import { stampMs } from './clock.ts'
import { commentKey, foldComments } from './comments.ts'
import type { ActorId, EventId } from './ids.ts'
import { foldImpacts, impactSpan, impactText } from './impacts.ts'
import type { Incident, Overruled } from './incident.ts'
import { resolvedAt, type Transition } from './lifecycle.ts'
import { foldMessages, messageKey } from './messages.ts'
import { foldPostmortem, POSTMORTEM_REVIEWERS, POSTMORTEM_STATE, signOffKey } from './postmortem.ts'
import { foldRegister, withoutUndone, type Setting } from './register.ts'
import { foldHandover, foldResponders, isContribution } from './responders.ts'
import { UNKNOWN_SEVERITY } from './severity.ts'
import { foldTasks, taskKey } from './tasks.ts'
import { foldTimeline } from './timeline.ts'

export { isPerson } from './responders.ts'

/** Raise when the fold gives another incident for the same events: projections are then rebuilt. */
export const FOLD_VERSION = 9

type Settings = Map<string, Setting<FieldValue>[]>

/**
 * The incident a set of events makes. Pure and total: any order, any subset, any repetition of the same events gives the same
 * incident on every machine. Order is that of ids; `at` only says when something happened.
 */
export function foldIncident(events: Iterable<IncidentEvent>): Incident {
  const log = inOrder(events)
  const declared = log.find((event) => event.kind === 'declared')
  const settings = collectSettings(log)
  const registers = new Map([...settings].map(([what, list]) => [what, foldRegister(list)]))
  const value = (what: string): FieldValue => registers.get(what)?.current?.value ?? null
  const transitions = withoutUndone(settings.get('status') ?? []).map(({ value, at }) => ({ status: value, at }) as Transition)
  const annulled = annulledBy(log)
  const standing = annulled.size === 0 ? log : log.filter(({ id }) => !annulled.has(id))
  const impacts = foldImpacts(standing)
  const commander = (text(value(`role:${COMMANDER_ROLE}`)) as ActorId) || null
  const current = (what: string): FieldValue | undefined => registers.get(what)?.current?.value
  const timestamp = (name: string): number | null => asTime(value(`timestamp:${name}`))
  const overrides = { declared: timestamp('declared'), detected: timestamp('detected'), resolved: timestamp('resolved') }
  const fields = collectFields(registers)
  return {
    isDeclared: declared !== undefined,
    number: log.find((event) => event.kind === 'numberAssigned')?.number ?? null,
    title: text(fields['title']) || 'Not arrived yet',
    severity: text(value('severity')) || UNKNOWN_SEVERITY,
    status: transitions.at(-1)?.status ?? 'active',
    incidentType: declared?.incidentType ?? DEFAULT_TYPE,
    visibility: VISIBILITIES.find((each) => each === value('visibility')) ?? 'public',
    isTest: declared?.isTest ?? false,
    customerImpact: asCustomerImpact(fields['customer_impact']),
    commander,
    fields,
    services: list(fields['services']),
    teams: list(fields['teams']),
    declaredAt: declared?.at ?? log[0]?.at ?? 0,
    declaredBy: declared?.by ?? null,
    resolvedAt: resolvedAt(transitions),
    transitions,
    impacts,
    impactSpan: impactSpan(impacts),
    overrides,
    responders: foldResponders(log, commander),
    handover: foldHandover(log, commander),
    links: foldLinks(standing),
    tasks: foldTasks(standing, current),
    related: foldRelated(log),
    signals: foldSignals(standing),
    files: foldFiles(log),
    messages: foldMessages(standing, current),
    postmortem: foldPostmortem(log, (what) => registers.get(what)?.current),
    comments: foldComments(standing, (what) => registers.get(what)?.current),
    timeline: foldTimeline(log, annulled),
    overruled: collectOverruled(registers),
    names: foldNames(log),
    lastUpdateAt: lastActivity(log),
    lastBroadcastAt: lastBroadcast(log),
    heads: new Map([...registers].flatMap(([what, { current }]) => (current ? [[what, current.id]] : [])))
  }
}

/**
 * Sorted by id, one event per id, one event per imported source. What refers to a second copy of a fact refers to the first; a copy
 * of an entry in which somebody typed stays, so that their text is seen.
 */
export function inOrder(events: Iterable<IncidentEvent>): IncidentEvent[] {
  const sorted = [...events].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const edited = new Set(sorted.flatMap((event) => (event.kind === 'entryEdited' ? [event.entry] : [])))
  const firstOf = new Map<string, EventId>()
  const kept = new Map<EventId, EventId>()
  const log = sorted.filter((event, index) => {
    if (sorted[index - 1]?.id === event.id) return false
    if (event.source === undefined) return true
    const first = firstOf.get(event.source)
    if (first === undefined) firstOf.set(event.source, event.id)
    if (first === undefined || (event.kind === 'entryPosted' && edited.has(event.id))) return true
    kept.set(event.id, first)
    return false
  })
  return kept.size === 0 ? log : log.map((event) => referTo(event, kept))
}

function referTo(event: IncidentEvent, kept: ReadonlyMap<EventId, EventId>): IncidentEvent {
  const current = (id: EventId) => kept.get(id) ?? id
  const copy = { ...event }
  if ('base' in copy && copy.base !== null) copy.base = current(copy.base)
  if ('impact' in copy) copy.impact = current(copy.impact)
  if ('entry' in copy) copy.entry = current(copy.entry)
  if ('task' in copy) copy.task = current(copy.task)
  if ('link' in copy) copy.link = current(copy.link)
  if ('offer' in copy) copy.offer = current(copy.offer)
  if ('message' in copy) copy.message = current(copy.message)
  if ('comment' in copy) copy.comment = current(copy.comment)
  if ('removal' in copy) copy.removal = current(copy.removal)
  if (copy.kind === 'signalRemoved') copy.signal = current(copy.signal)
  return copy
}

const REMOVALS: ReadonlySet<IncidentEvent['kind']> = new Set([
  'entryRetracted',
  'impactRemoved',
  'linkRemoved',
  'signalRemoved',
  'taskRemoved',
  'messageDiscarded',
  'commentRemoved'
])

/** The removals that were taken back. */
function annulledBy(log: readonly IncidentEvent[]): ReadonlySet<EventId> {
  const restored = new Set(log.flatMap((event) => (event.kind === 'restored' ? [event.removal] : [])))
  return restored.size === 0 ? restored : new Set(log.flatMap(({ id, kind }) => (restored.has(id) && REMOVALS.has(kind) ? [id] : [])))
}

/** Every setting by what it sets, in id order. The declaration sets the first value of several. */
export function collectSettings(log: readonly IncidentEvent[]): Settings {
  const settings: Settings = new Map()
  const add = (what: string, event: IncidentEvent, value: FieldValue, base: EventId | null) => {
    const { id, by, at, undoes, redoes } = event
    const one = { id, base, value, by, at, ...(undoes && { undoes }), ...(redoes && { redoes }) }
    const all = settings.get(what)
    if (all) all.push(one)
    else settings.set(what, [one])
  }
  let isDeclared = false
  for (const event of log) {
    switch (event.kind) {
      case 'declared':
        if (isDeclared) break
        isDeclared = true
        add('field:title', event, event.title, null)
        add('severity', event, event.severity, null)
        add('status', event, event.status, null)
        add('field:customer_impact', event, event.customerImpact, null)
        add('visibility', event, event.visibility, null)
        if (event.commander !== null) add(`role:${COMMANDER_ROLE}`, event, event.commander, null)
        break
      case 'statusChanged':
        add('status', event, event.status, event.base)
        break
      case 'severityChanged':
        add('severity', event, event.severity, event.base)
        break
      case 'fieldSet':
        add(`field:${event.field}`, event, event.value, event.base)
        break
      case 'roleAssigned':
        add(`role:${event.role}`, event, event.person, event.base)
        break
      case 'roleGiven':
        add(`person:${event.person}`, event, event.role, event.base)
        break
      case 'visibilityChanged':
        add('visibility', event, event.visibility, event.base)
        break
      case 'timestampSet':
        add(`timestamp:${event.timestamp}`, event, event.to, event.base)
        break
      case 'taskSet':
        add(taskKey(event.task, event.property), event, event.value, event.base)
        break
      case 'messageSet':
        add(messageKey(event.message, event.property), event, event.value, event.base)
        break
      case 'postmortemStarted':
        add(POSTMORTEM_STATE, event, 'draft', event.base)
        break
      case 'postmortemStateSet':
        add(POSTMORTEM_STATE, event, event.state, event.base)
        break
      case 'postmortemReviewersSet':
        add(POSTMORTEM_REVIEWERS, event, event.reviewers, event.base)
        break
      case 'postmortemSignedOff':
        add(signOffKey(event.by), event, event.digest, event.base)
        break
      case 'commentResolved':
        add(commentKey(event.comment), event, event.isResolved, event.base)
        break
      case 'impactAdded':
        add(`impact:${event.id}`, event, impactText(event), null)
        break
      case 'impactChanged':
        add(`impact:${event.impact}`, event, impactText(event), event.base)
        break
      case 'entryRetimed':
        add(`at:${event.entry}`, event, event.to, event.base)
        break
      case 'entryFlagged':
        add(`flag:${event.entry}`, event, event.flagged, event.base)
        break
    }
  }
  return settings
}

type Registers = Map<string, ReturnType<typeof foldRegister<FieldValue>>>

function collectFields(registers: Registers): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = Object.create(null)
  for (const [what, register] of registers) {
    if (what.startsWith('field:')) fields[what.slice('field:'.length)] = register.current?.value ?? null
  }
  return fields
}

function collectOverruled(registers: Registers): Overruled[] {
  const found: Overruled[] = []
  for (const [what, { current, overruled }] of registers) {
    for (const lost of overruled) {
      if (current && !sameValue(lost.value, current.value)) found.push({ what, lost, kept: current })
    }
  }
  return found
}

const sameValue = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b)

function foldNames(log: readonly IncidentEvent[]): ReadonlyMap<ActorId, string> {
  const names = new Map<ActorId, string>()
  for (const event of log) if (event.kind === 'actorNamed') names.set(event.actor, event.name)
  return names
}

function lastActivity(log: readonly IncidentEvent[]): number {
  let last = 0
  for (const event of log) if (isContribution(event)) last = Math.max(last, stampMs(event.id))
  return last
}

/** When everybody was last told something: declared, an update posted, a message sent. 0: never. */
function lastBroadcast(log: readonly IncidentEvent[]): number {
  let last = 0
  for (const event of log) {
    const isTold =
      event.kind === 'declared' || event.kind === 'messageSent' || (event.kind === 'entryPosted' && event.category === 'update')
    if (isTold) last = Math.max(last, event.at)
  }
  return last
}

const text = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')
const asTime = (value: FieldValue): number | null => (typeof value === 'number' ? value : null)
const list = (value: FieldValue | undefined): string[] => (Array.isArray(value) ? value : [])
const asCustomerImpact = (value: FieldValue | undefined): CustomerImpact => CUSTOMER_IMPACTS.find((choice) => choice === value) ?? 'unknown'
