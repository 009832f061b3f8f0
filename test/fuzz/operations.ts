import * as Y from 'yjs'
import * as attach from '#shared/doc/attachCommands.ts'
import * as commands from '#shared/doc/commands.ts'
import type { Author } from '#shared/doc/commands.ts'
import { anchorOf, PageTexts, textsOf, wordsIn } from '#shared/doc/anchors.ts'
import * as comments from '#shared/doc/commentCommands.ts'
import { setPostmortemState, setReviewers, signOff, startPostmortem, takeBackSignOff } from '#shared/doc/postmortemCommands.ts'
import * as people from '#shared/doc/peopleCommands.ts'
import { restoreOverruled } from '#shared/doc/restoreCommand.ts'
import { changeStatusWith } from '#shared/doc/statusCommand.ts'
import * as tasks from '#shared/doc/taskCommands.ts'
import * as times from '#shared/doc/timeCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { entriesOf, eventsOf, findEntryText, notesOf, pageOf, postmortemOf } from '#shared/doc/roots.ts'
import { LINK_ROLES, RELATIONS, TASK_LISTS, TIMESTAMPS, VISIBILITIES } from '#shared/domain/events.ts'
import { FIELDS, findField } from '#shared/domain/fields.ts'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { POSTMORTEM_STATES } from '#shared/domain/postmortem.ts'
import type { Result } from '#shared/domain/result.ts'
import { DEFAULT_POSTMORTEMS } from '#shared/domain/settings/defaultPostmortems.ts'
import { STATUSES } from '#shared/domain/status.ts'
import type { Random } from './random.ts'

export const PEOPLE = ['Ada', 'Björn', 'Chi', 'Dana', 'Eve'].map((name, index) => ({ id: `p${index}` as ActorId, name }))
export const WORDS = ['gateway', 'checkout', 'login', 'timeout', 'disk', 'naïve', 'rollback', 'queue']
const SERVICES = ['api', 'web', 'billing', 'search']
const SEVERITIES = ['SEV-1', 'SEV-2', 'SEV-3', 'UNKNOWN']
const DAY = 24 * 3600_000

interface At {
  doc: Y.Doc
  author: Author
  random: Random
}

type Operation = (at: At) => Result<unknown> | void

const word = (random: Random): string => random.pick(WORDS)
const words = (random: Random): string => Array.from({ length: random.int(1, 4) }, () => word(random)).join(' ')

/** A time somebody might type: mostly near, sometimes days off, in both directions. */
const time = ({ author, random }: At): number => author.clock.now() + random.int(-3, 3) * (random.chance(0.3) ? DAY : 60_000)

/** An entry of the timeline, or none. */
function anEntry({ doc, random }: At, isPosted = false): EntryId | undefined {
  const entries = readIncident(doc).timeline.filter((entry) => !isPosted || entry.event.kind === 'entryPosted')
  return entries.length > 0 ? random.pick(entries).id : undefined
}

const ROLES = [
  { id: 'responder', name: 'Responder', isMany: true },
  { id: 'scribe', name: 'Scribe', isMany: false },
  { id: 'comms', name: 'Comms', isMany: true }
]
const TYPE = { name: 'Incident', hasEditableTimestamps: true, isPrivateAllowed: true }

/** One of what an incident has several of, or none. */
function oneOf<T>({ doc, random }: At, pick: (incident: Incident) => readonly T[]): T | undefined {
  const all = pick(readIncident(doc))
  return all.length > 0 ? random.pick(all) : undefined
}

/** Everything there is to do to the record besides the timeline. */
const RECORD: Record<string, Operation> = {
  addTask: (at) =>
    tasks.addTask(at.doc, at.author, {
      text: words(at.random),
      list: at.random.pick(TASK_LISTS),
      assignees: at.random.shuffle(PEOPLE).slice(0, at.random.int(0, 2)),
      dueAt: at.random.chance(0.5) ? time(at) : null
    }),
  changeTask: (at) => {
    const task = oneOf(at, (incident) => incident.tasks)
    if (!task) return
    return tasks.changeTask(at.doc, at.author, task.id, {
      text: words(at.random),
      assignees: at.random.shuffle(PEOPLE).slice(0, at.random.int(0, 2)),
      dueAt: at.random.chance(0.5) ? time(at) : null
    })
  },
  finishTask: (at) => {
    const task = oneOf(at, (incident) => incident.tasks)
    if (task) return (task.doneAt === null ? tasks.finishTask : tasks.reopenTask)(at.doc, at.author, task.id)
  },
  moveTask: (at) => {
    const task = oneOf(at, (incident) => incident.tasks)
    if (task) return tasks.moveTask(at.doc, at.author, task.id, at.random.pick(TASK_LISTS))
  },
  removeTask: (at) => {
    const task = at.random.chance(0.3) ? oneOf(at, (incident) => incident.tasks) : undefined
    if (task) return tasks.removeTask(at.doc, at.author, task.id)
  },
  setRole: ({ doc, author, random }) => people.setRole(doc, author, random.pick(PEOPLE), random.pick(ROLES)),
  changeStatusWith: ({ doc, author, random }) =>
    changeStatusWith(doc, author, random.pick(STATUSES), [{ field: findField('root_cause')!, value: words(random) }]),
  addResponder: ({ doc, author, random }) => people.addResponder(doc, author, random.pick(PEOPLE)),
  removeResponder: ({ doc, author, random }) => people.removeResponder(doc, author, random.pick(PEOPLE).id),
  offerHandover: ({ doc, author, random }) => people.offerHandover(doc, author, random.pick(PEOPLE), words(random)),
  answerHandover: ({ doc, author, random }) =>
    random.pick([people.acceptHandover, people.declineHandover, people.withdrawHandover])(doc, author),
  addLink: ({ doc, author, random }) =>
    attach.addLink(doc, author, { name: word(random), url: `https://example.com/${word(random)}`, role: random.pick(LINK_ROLES) }),
  removeLink: (at) => {
    const link = oneOf(at, (incident) => incident.links)
    if (link) return attach.removeLink(at.doc, at.author, link.id)
  },
  relateIncident: ({ doc, author, random }) =>
    attach.relateIncident(doc, author, { id: random.pick(['other1', 'other2']) }, random.pick(RELATIONS)),
  unrelateIncident: ({ doc, author, random }) => attach.unrelateIncident(doc, author, { id: random.pick(['other1', 'other2']) }),
  setTimestamp: (at) => times.setTimestamp(at.doc, at.author, TYPE, at.random.pick(TIMESTAMPS), at.random.chance(0.7) ? time(at) : null),
  changeVisibility: ({ doc, author, random }) => times.changeVisibility(doc, author, TYPE, random.pick(VISIBILITIES)),
  removeImpact: (at) => {
    const impact = at.random.chance(0.3) ? oneOf(at, (incident) => incident.impacts) : undefined
    if (impact) return commands.removeImpact(at.doc, at.author, impact.id)
  },
  startPostmortem: ({ doc, author, random }) => startPostmortem(doc, author, random.pick(DEFAULT_POSTMORTEMS)),
  clearPostmortem: ({ doc, random }) => {
    if (random.chance(0.3)) postmortemOf(doc).delete(0, postmortemOf(doc).length)
  },
  setPostmortemState: ({ doc, author, random }) => setPostmortemState(doc, author, random.pick(POSTMORTEM_STATES)),
  setReviewers: ({ doc, author, random }) => setReviewers(doc, author, random.shuffle(PEOPLE).slice(0, random.int(0, 3))),
  signOff: ({ doc, author, random }) => (random.chance(0.7) ? signOff : takeBackSignOff)(doc, author),
  typeInPostmortem: ({ doc, random }) => {
    const texts = textsOf(postmortemOf(doc))
    if (texts.length > 0) typeIn(random.pick(texts), random)
  },
  comment: ({ doc, author, random }) => {
    const page = random.pick(['notes', 'postmortem'] as const)
    const texts = textsOf(pageOf(doc, page)).filter((text) => text.length > 2)
    if (texts.length === 0) return
    const text = random.pick(texts)
    const range = { start: { text, index: 0 }, end: { text, index: random.int(1, text.length) } }
    return comments.postComment(doc, author, {
      page,
      anchor: anchorOf(range),
      quote: wordsIn(new PageTexts(pageOf(doc, page)), range) ?? '',
      text: words(random)
    })
  },
  answerComment: (at) => {
    const { doc, author, random } = at
    const comment = oneOf(at, (incident) => incident.comments)
    if (!comment) return
    if (random.chance(0.4)) return comments.replyToComment(doc, author, comment.id, words(random))
    if (random.chance(0.2)) return comments.removeComment(doc, author, comment.id)
    return comments.resolveComment(doc, author, comment.id, !comment.isResolved)
  },
  restoreOverruled: (at) => {
    const lost = oneOf(at, (incident) => incident.overruled)
    if (lost) return restoreOverruled(at.doc, at.author, lost)
  }
}

/** Every command of shared/doc, and typing. */
const OPERATIONS: Record<string, Operation> = {
  ...RECORD,
  postEntry: (at) => commands.postEntry(at.doc, at.author, { text: words(at.random), at: at.random.chance(0.3) ? time(at) : undefined }),
  changeStatus: (at) => commands.changeStatus(at.doc, at.author, at.random.pick(STATUSES), at.random.chance(0.3) ? time(at) : undefined),
  changeSeverity: ({ doc, author, random }) => commands.changeSeverity(doc, author, random.pick(SEVERITIES)),
  setField: ({ doc, author, random }) => {
    const field = random.pick(FIELDS)
    const value =
      field.type === 'textArray'
        ? random.shuffle(SERVICES).slice(0, random.int(0, 3))
        : field.type === 'dropdown'
          ? random.pick(field.choices!)
          : words(random)
    return commands.setField(doc, author, field.name, value)
  },
  assignCommander: ({ doc, author, random }) => commands.assignCommander(doc, author, random.pick(PEOPLE)),
  addImpact: (at) => {
    const start = time(at)
    return commands.addImpact(at.doc, at.author, {
      start,
      end: at.random.chance(0.5) ? start + at.random.int(0, DAY) : null,
      scope: words(at.random),
      isCustomer: at.random.chance(0.5)
    })
  },
  changeImpact: (at) => {
    const { impacts } = readIncident(at.doc)
    if (impacts.length === 0) return
    const start = time(at)
    return commands.changeImpact(at.doc, at.author, at.random.pick(impacts).id, {
      start,
      end: at.random.chance(0.7) ? start + 60_000 : null,
      scope: words(at.random),
      isCustomer: true
    })
  },
  retimeEntry: (at) => {
    const entry = anEntry(at)
    if (entry) return commands.retimeEntry(at.doc, at.author, entry, time(at))
  },
  flagEntry: (at) => {
    const entry = anEntry(at)
    if (entry) return commands.flagEntry(at.doc, at.author, entry, at.random.chance(0.5))
  },
  retractEntry: (at) => {
    const entry = at.random.chance(0.3) ? anEntry(at, true) : undefined
    if (entry) return commands.retractEntry(at.doc, at.author, entry)
  },
  typeInEntry: (at) => {
    const { doc, author, random } = at
    const entries = [...entriesOf(doc).keys()].sort()
    if (entries.length === 0) return
    const entry = random.pick(entries) as EntryId
    const body = findEntryText(doc, entry)!
    typeIn(body, random)
    return commands.markEdited(doc, author, entry)
  },
  typeInNotes: ({ doc, random }) => {
    const notes = notesOf(doc)
    const paragraphs = notes.toArray().filter((node) => node instanceof Y.XmlElement)
    const text = paragraphs.length > 0 ? random.pick(paragraphs).firstChild : undefined
    if (random.chance(0.3) || !(text instanceof Y.XmlText)) return addParagraph(doc, random)
    if (random.chance(0.1)) return notes.delete(random.int(0, notes.length - 1), 1)
    if (random.chance(0.2) && text.length > 0) return text.format(0, random.int(1, text.length), { bold: random.chance(0.5) ? true : null })
    typeIn(text, random)
  }
}

function addParagraph(doc: Y.Doc, random: Random): void {
  const paragraph = new Y.XmlElement(random.pick(['paragraph', 'heading']))
  paragraph.insert(0, [new Y.XmlText(word(random))])
  const notes = notesOf(doc)
  notes.insert(random.int(0, notes.length), [paragraph])
}

/** Key press by key press, each an update of its own. */
function typeIn(text: Y.Text, random: Random): void {
  const length = text.length
  if (length > 3 && random.chance(0.4)) return text.delete(random.int(0, length - 2), random.int(1, 2))
  let at = random.int(0, length)
  for (const letter of word(random).slice(0, random.int(1, 6))) text.insert(at++, letter)
}

export const OPERATION_NAMES = Object.keys(OPERATIONS)

/** Do one of them at random; says which, and whether it was refused. */
export function operateOnce(at: At): { name: string; isRefused: boolean } {
  const name = at.random.pick(OPERATION_NAMES)
  const done = OPERATIONS[name]!(at)
  return { name, isRefused: done !== undefined && !done.ok }
}

export function declareOne({ doc, author, random }: At): void {
  const commander = random.chance(0.5) ? random.pick(PEOPLE) : undefined
  commands.declareIncident(doc, author, {
    title: words(random),
    severity: random.pick(SEVERITIES),
    commander,
    customerImpact: random.pick(['yes', 'no', 'unknown']),
    services: random.shuffle(SERVICES).slice(0, random.int(0, 2)),
    notes: random.chance(0.5) ? words(random) : undefined
  })
}

/** A status feed of one or two incidents as it was at some moment: the later, the more updates. */
export function statusFeed(random: Random, nowMs: number): Uint8Array {
  const lines = Array.from({ length: random.int(1, 2) }, () => {
    const started = Math.floor(nowMs / DAY) * DAY - 30 * DAY
    const count = random.int(1, 4)
    const updates = ['Investigating', 'Identified', 'Monitoring', 'Resolved'].slice(0, count).map((status, index) => ({
      at: new Date(started + index * 600_000).toISOString(),
      status,
      message: `${status}: ${WORDS[index]}`
    }))
    const id = `feed-${random.int(1, 2)}`
    return JSON.stringify({
      id,
      title: `Feed ${count > 2 ? 'later' : 'early'}`,
      url: `https://status.example.com/incidents/${id}`,
      started_at: updates[0]!.at,
      resolved_at: count === 4 ? updates[3]!.at : null,
      impact: count > 2 ? 'major' : 'minor',
      components: ['api', ...(count > 1 ? ['web'] : [])],
      updates
    })
  })
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

export const hasEvents = (doc: Y.Doc): boolean => eventsOf(doc).size > 0
export type { Incident }
