import type * as Y from 'yjs'
import type { EntryCategory, FieldValue, IncidentEvent } from '#shared/domain/events.ts'
import { distinct } from '#shared/domain/fields.ts'
import type { ActorId, DeviceId } from '#shared/domain/ids.ts'
import { stampMs } from '#shared/domain/clock.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { fingerprint } from '#shared/domain/paste/source.ts'
import { FactLog, readFactLog, writeFacts, type Fact, type Origin } from './facts.ts'
import type { ForeignDetails, ForeignImpact, ForeignIncident } from './foreign.ts'
import { sourcePrefix } from './incidentKey.ts'
import { cut } from './values.ts'
import { writeWhole } from './writeWhole.ts'

/* Bounds of the event schema. */
const MAX_TITLE = 500
const MAX_SCOPE = 2_000
const MAX_NAME = 200

export type Applied = 'added' | 'changed' | 'unchanged'

/** Write a foreign incident into its document: everything where it is new, else what the source says since. */
export function applyForeign(doc: Y.Doc, incident: ForeignIncident, device: DeviceId): Applied {
  const origin: Origin = { prefix: sourcePrefix(incident.system, incident.key), by: actorOf(incident.system), device }
  if (eventsOf(doc).size === 0 && incident.details) return writeWhole(doc, incident, incident.details, origin)
  if (eventsOf(doc).size === 0) return writeFacts(doc, origin, factsOf(incident), new FactLog()) ? 'added' : 'unchanged'
  const log = readFactLog(doc)
  const facts = inOrder([...factsOf(incident), ...changedFacts(incident, origin.prefix, log)])
  return writeFacts(doc, origin, facts, log) ? 'changed' : 'unchanged'
}

const actorOf = (system: string): ActorId => `source:${system.slice(0, 100)}` as ActorId

/** Everything an incident of another system says, one fact each, in the order in which it was written. */
export function factsOf(incident: ForeignIncident): Fact[] {
  const { startedAt, transitions, updates } = incident
  const impacts = impactsOf(incident)
  const first = Math.min(
    startedAt,
    ...[transitions[0]?.writtenAt, updates[0]?.at, ...impacts.map(({ start }) => start)].filter((at) => at !== undefined)
  )
  const facts: Fact[] = [
    {
      name: 'name',
      at: startedAt,
      writtenAt: first,
      payload: { kind: 'actorNamed', actor: actorOf(incident.system), name: cut(incident.system, MAX_NAME) }
    },
    {
      name: 'declared',
      at: startedAt,
      writtenAt: first,
      payload: {
        kind: 'declared',
        title: cut(incident.title, MAX_TITLE),
        severity: incident.severity,
        status: 'active',
        visibility: incident.visibility,
        isTest: false,
        customerImpact: incident.customerImpact,
        commander: null
      }
    }
  ]
  const services = servicesOf(incident)
  if (services.length > 0)
    facts.push({ name: 'services', at: startedAt, writtenAt: first, payload: { kind: 'fieldSet', field: 'services', value: services } })
  if (incident.url)
    facts.push({ name: 'link', at: startedAt, writtenAt: first, payload: { kind: 'linkAdded', name: 'Status page', url: incident.url } })
  impacts.forEach((impact, index) =>
    facts.push({
      name: `impact:${index}`,
      at: impact.start,
      writtenAt: Math.max(first, impact.start),
      payload: { kind: 'impactAdded', ...impact }
    })
  )
  if (incident.title.length > MAX_TITLE) facts.push(entry('title', startedAt, incident.title))
  let label = ''
  for (const update of updates) {
    facts.push(entry(`update:${update.key}`, update.at, bodyOf(update, label), incident.details ? 'note' : 'update'))
    label = update.label
  }
  if (incident.details) facts.push(...detailFacts(incident.details, incident, first))
  for (const { key, status, at, writtenAt } of transitions)
    facts.push({ name: `status:${key}`, at, writtenAt, payload: { kind: 'statusChanged', status } })
  return inOrder(facts)
}

const entry = (name: string, at: number, body: string, category: EntryCategory = 'update'): Fact => ({
  name,
  at,
  writtenAt: at,
  payload: { kind: 'entryPosted', category },
  body
})

/** Follow-ups come after everything else that is told. */
function detailFacts({ detectedAt, links, followUps }: ForeignDetails, { startedAt, asOf }: ForeignIncident, first: number): Fact[] {
  const names = followUpNames(followUps)
  return [
    ...(detectedAt === null
      ? []
      : [
          {
            name: 'detected',
            at: startedAt,
            writtenAt: first,
            payload: { kind: 'timestampSet' as const, timestamp: 'detected' as const, to: detectedAt }
          }
        ]),
    ...links.map((link): Fact => ({
      name: `link:${fingerprint(link.url)}`,
      at: startedAt,
      writtenAt: first,
      payload: { kind: 'linkAdded', ...link }
    })),
    ...followUps.flatMap(({ text, isDone }, index): Fact[] => {
      const added: Fact = {
        name: names[index]!,
        at: asOf,
        writtenAt: asOf,
        payload: { kind: 'taskAdded', list: 'followUp', text, assignees: [], dueAt: null }
      }
      const done: Fact = {
        name: `${names[index]!}:done`,
        at: asOf,
        writtenAt: asOf,
        payload: { kind: 'taskSet', property: 'doneAt', value: asOf },
        about: names[index]!
      }
      return isDone ? [added, done] : [added]
    })
  ]
}

/** By what they say, so that one that is added to the file later changes no other. */
export function followUpNames(followUps: ForeignDetails['followUps']): string[] {
  const seen = new Map<string, number>()
  return followUps.map(({ text }) => {
    const print = `followUp:${fingerprint(text)}`
    const copies = seen.get(print) ?? 0
    seen.set(print, copies + 1)
    return copies === 0 ? print : `${print}.${copies}`
  })
}

/** A label is said once, not with every update that repeats it. */
function bodyOf({ label, text }: ForeignIncident['updates'][number], previous: string): string {
  if (label === '' || label === previous || label === text) return text || label
  return text === '' ? label : `**${label}**\n\n${text}`
}

const servicesOf = (incident: ForeignIncident): string[] => distinct(incident.services).map((name) => cut(name, MAX_NAME))

const impactsOf = (incident: ForeignIncident): ForeignImpact[] =>
  incident.impacts.map((impact) => ({ ...impact, scope: cut(impact.scope, MAX_SCOPE) }))

/** Stable: facts of one moment stay in the order given, so the declaration comes first and a status after its update. */
const inOrder = (facts: Fact[]): Fact[] => facts.sort((a, b) => a.writtenAt - b.writtenAt)

/**
 * What the source now says differently than at an earlier import. Only from a later state of the source: an old file never
 * undoes a new one. Whether it overrules a person is decided by time, like between people.
 */
function changedFacts(incident: ForeignIncident, prefix: string, log: FactLog): Fact[] {
  const imported = [...log.bySource].filter(([source]) => source.startsWith(prefix)).map(([, event]) => event)
  const { asOf } = incident
  if (imported.some((event) => stampMs(event.id) >= asOf)) return []
  imported.sort((a, b) => (a.id < b.id ? 1 : -1))
  const facts: Fact[] = []
  const add = (what: string, payload: Fact['payload'], at = asOf, about?: string) =>
    facts.push({ name: `${what}@${asOf.toString(36)}`, at, writtenAt: asOf, payload, about })

  const said = (what: string) => imported.map((event) => valueOf(event, what)).find((value) => value !== undefined)
  const title = cut(incident.title, MAX_TITLE)
  if (!same(said('title'), title)) add('title', { kind: 'fieldSet', field: 'title', value: title })
  if (!same(said('severity'), incident.severity)) add('severity', { kind: 'severityChanged', severity: incident.severity })
  const { customerImpact } = incident
  if (!same(said('customer_impact'), customerImpact))
    add('customer_impact', { kind: 'fieldSet', field: 'customer_impact', value: customerImpact })
  const services = servicesOf(incident)
  if (!same(said('services') ?? [], services)) add('services', { kind: 'fieldSet', field: 'services', value: services })

  impactsOf(incident).forEach((impact, index) => {
    const name = `impact:${index}`
    const id = log.bySource.get(prefix + name)?.id
    const last = imported.find((event) =>
      event.kind === 'impactAdded' ? event.id === id : event.kind === 'impactChanged' && event.impact === id
    )
    const isImpact = last?.kind === 'impactAdded' || last?.kind === 'impactChanged'
    if (isImpact && !same(impactIn(last), impactIn(impact))) add(name, { kind: 'impactChanged', ...impact }, impact.end ?? asOf, name)
  })
  return facts
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const impactIn = ({ start, end, scope, isCustomer }: ForeignImpact): ForeignImpact => ({ start, end, scope, isCustomer })

function valueOf(event: IncidentEvent, what: string): FieldValue | undefined {
  if (event.kind === 'fieldSet') return event.field === what ? event.value : undefined
  if (event.kind === 'severityChanged') return what === 'severity' ? event.severity : undefined
  if (event.kind !== 'declared') return undefined
  const { title, severity, customerImpact } = event
  return ({ title, severity, customer_impact: customerImpact } as Record<string, string>)[what]
}
