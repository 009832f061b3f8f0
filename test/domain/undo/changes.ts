import fc from 'fast-check'
import type * as Y from 'yjs'
import { readIncident } from '#shared/doc/readIncident.ts'
import { headOf, writeEvents, type Author, type NewEvent } from '#shared/doc/write.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { STATUSES } from '#shared/domain/status.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

/* Changes of every kind that can be undone, as a person makes them: on what is there. */

export const MADE = [
  'status',
  'severity',
  'visibility',
  'field',
  'timestamp',
  'role',
  'manyRole',
  'commander',
  'addResponder',
  'removeResponder',
  'addImpact',
  'changeImpact',
  'removeImpact',
  'post',
  'retime',
  'flag',
  'retract',
  'link',
  'unlink',
  'addTask',
  'setTask',
  'removeTask',
  'relate',
  'unrelate',
  'attach',
  'detach',
  'draft',
  'setDraft',
  'discard'
] as const

/** What is changed, and a number that chooses on what and to what. */
export type Change = readonly [kind: (typeof MADE)[number], choice: number]
export const aChange: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom(...MADE), fc.nat({ max: 11 }))

const PEOPLE = ['pdan', 'peve', 'pfay'] as ActorId[]

/** False: there was nothing to do it to, and nothing was written. */
export function make(doc: Y.Doc, author: Author, change: Change): boolean {
  const event = eventOf(readIncident(doc), change, author.clock.now())
  if (event) writeEvents(doc, author, [event])
  return event !== undefined
}

function eventOf(incident: Incident, [kind, choice]: Change, now: number): NewEvent | undefined {
  const from = <T>(items: readonly T[]): T | undefined => items[choice % Math.max(1, items.length)]
  const head = (what: string) => headOf(incident, what)
  const person = from(PEOPLE)!
  const time = T0 + choice * MINUTE
  const [impact, link, task, signal] = [from(incident.impacts), from(incident.links), from(incident.tasks), from(incident.signals)]
  const entry = from(incident.timeline)
  const note = from(incident.timeline.filter(({ event }) => event.kind === 'entryPosted'))
  const draft = from(incident.messages.filter(({ sentAt }) => sentAt === null))
  switch (kind) {
    case 'status':
      return { kind: 'statusChanged', status: from(STATUSES)!, base: head('status') }
    case 'severity':
      return { kind: 'severityChanged', severity: from(['SEV-1', 'SEV-2', 'UNKNOWN'])!, base: head('severity') }
    case 'visibility':
      return { kind: 'visibilityChanged', visibility: choice % 2 ? 'private' : 'public', base: head('visibility') }
    case 'field': {
      const field = from(['title', 'services', 'root_cause', 'customer_impact'])!
      const value = ({ title: `Title ${choice}`, services: ['a', `b${choice}`], customer_impact: 'yes' } as Record<string, FieldValue>)[
        field
      ]
      return { kind: 'fieldSet', field, value: value ?? (choice % 3 ? `text ${choice}` : null), base: head(`field:${field}`) }
    }
    case 'timestamp':
      return { kind: 'timestampSet', timestamp: 'detected', to: choice % 3 ? time : null, base: head('timestamp:detected') }
    case 'role':
      return { kind: 'roleAssigned', role: 'scribe', person, base: head('role:scribe') }
    case 'manyRole':
      return { kind: 'roleGiven', role: choice % 2 ? 'comms' : 'responder', person, base: head(`person:${person}`) }
    case 'commander':
      return { kind: 'roleAssigned', role: 'commander', person, base: head('role:commander') }
    case 'addResponder':
      return { kind: 'responderAdded', person }
    case 'removeResponder':
      return { kind: 'responderRemoved', person }
    case 'addImpact':
      return { kind: 'impactAdded', start: time, end: choice % 2 ? null : time + MINUTE, scope: `Scope ${choice}`, isCustomer: true }
    case 'changeImpact':
      return (
        impact && {
          kind: 'impactChanged',
          ...facts(impact),
          end: time,
          scope: 'Other',
          impact: impact.id,
          base: head(`impact:${impact.id}`)
        }
      )
    case 'removeImpact':
      return impact && { kind: 'impactRemoved', impact: impact.id }
    case 'post':
      return { kind: 'entryPosted', category: 'note', at: now - choice * MINUTE }
    case 'retime':
      return entry && { kind: 'entryRetimed', entry: entry.id, to: time, base: head(`at:${entry.id}`) }
    case 'flag':
      return entry && { kind: 'entryFlagged', entry: entry.id, flagged: !entry.flagged, base: head(`flag:${entry.id}`) }
    case 'retract':
      return note && { kind: 'entryRetracted', entry: note.id }
    case 'link':
      return { kind: 'linkAdded', name: `Link ${choice}`, url: 'https://example.org' }
    case 'unlink':
      return link && { kind: 'linkRemoved', link: link.id }
    case 'addTask':
      return { kind: 'taskAdded', list: choice % 2 ? 'task' : 'followUp', text: `Task ${choice}`, assignees: [], dueAt: null }
    case 'setTask': {
      if (!task) return undefined
      const property = from(['text', 'assignees', 'dueAt', 'doneAt', 'list'] as const)!
      const value = {
        text: `Task, ${choice}`,
        assignees: [person],
        dueAt: time,
        doneAt: task.doneAt === null ? time : null,
        list: 'followUp'
      }[property]
      return { kind: 'taskSet', task: task.id, property, value, base: head(`task:${task.id}/${property}`) }
    }
    case 'removeTask':
      return task && { kind: 'taskRemoved', task: task.id }
    case 'relate':
      return { kind: 'relatedAdded', incident: from(['one', 'two'])!, relation: choice % 3 ? 'related' : 'duplicate' }
    case 'unrelate':
      return incident.related[0] && { kind: 'relatedRemoved', incident: from(incident.related)!.incident }
    case 'attach':
      return { kind: 'signalAttached', signal: { type: 'link', title: `Board ${choice}`, url: 'https://example.org' } }
    case 'detach':
      return signal && { kind: 'signalRemoved', signal: signal.id }
    case 'draft':
      return { kind: 'messageDrafted', recipients: ['person:pdan'], subject: `Subject ${choice}`, body: 'Body', template: null }
    case 'setDraft':
      return (
        draft && {
          kind: 'messageSet',
          message: draft.id,
          property: 'subject',
          value: `Other ${choice}`,
          base: head(`message:${draft.id}/subject`)
        }
      )
    case 'discard':
      return draft && { kind: 'messageDiscarded', message: draft.id }
  }
}

const facts = ({ start, end, scope, isCustomer, fields }: Incident['impacts'][number]) => ({ start, end, scope, isCustomer, fields })

/** An incident without what every change leaves: lines of the timeline, heads, who wrote last. `author`: became a responder by writing. */
export function stateOf(doc: Y.Doc, author: ActorId): unknown {
  const { timeline, ...incident } = readIncident(doc)
  const left: Partial<Incident> = { ...incident }
  for (const name of ['heads', 'lastUpdateAt', 'lastBroadcastAt', 'names'] as const) delete left[name]
  return {
    ...left,
    fields: Object.fromEntries(Object.entries(incident.fields).filter(([, value]) => value !== null)),
    responders: incident.responders
      .filter(({ person }) => person !== author)
      .map((responder) => ({ ...responder, lastContributionAt: null })),
    related: [...incident.related].sort((a, b) => (a.incident < b.incident ? -1 : 1)),
    entries: timeline
      .filter(({ event, flagged, moved }) => event.kind === 'entryPosted' || flagged || moved)
      .map(({ id, at, flagged, moved }) => ({ id, at, flagged, moved }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
