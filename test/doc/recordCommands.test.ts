import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addLink, isOpenable, relateIncident, removeLink, unrelateIncident } from '#shared/doc/attachCommands.ts'
import {
  addImpact,
  assignCommander,
  changeImpact,
  changeSeverity,
  changeStatus,
  declareIncident,
  flagEntry,
  postEntry,
  removeImpact,
  retimeEntry,
  setField,
  type Author
} from '#shared/doc/commands.ts'
import {
  acceptHandover,
  addResponder,
  declineHandover,
  offerHandover,
  removeResponder,
  setRole,
  withdrawHandover
} from '#shared/doc/peopleCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { restoreOverruled } from '#shared/doc/restoreCommand.ts'
import { eventsOf, newDoc } from '#shared/doc/roots.ts'
import { changeStatusWith } from '#shared/doc/statusCommand.ts'
import { addTask, changeTask, finishTask, moveTask, removeTask, reopenTask } from '#shared/doc/taskCommands.ts'
import { changeVisibility, setTimestamp } from '#shared/doc/timeCommands.ts'
import { describeEntry } from '#shared/domain/describe.ts'
import { findField, type Field } from '#shared/domain/fields.ts'
import type { EventId } from '#shared/domain/ids.ts'
import { numberOf } from '#shared/domain/number.ts'
import { promptedFields } from '#shared/domain/prompts.ts'
import { valueOf, type Result } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

const SCRIBE = { id: 'scribe', name: 'Scribe', isMany: false }
const COMMS = { id: 'comms', name: 'Comms lead', isMany: true }
const RESPONDER = { id: 'responder', name: 'Responder', isMany: true }
const TYPE = { name: 'Incident', hasEditableTimestamps: true, isPrivateAllowed: true }

let now = T0
let doc: Y.Doc
let ana: Author
let ben: Author
let cho: Author
beforeEach(() => {
  now = T0
  doc = newDoc('incident1')
  const wall = () => now
  ana = newAuthor('Ana', wall)
  ben = newAuthor('Ben', wall)
  cho = newAuthor('Cho', wall)
  valueOf(declareIncident(doc, ana, aDeclaration))
})

const incident = () => readIncident(doc)
const roleOf = (person: Author) => incident().responders.find((each) => each.person === person.id)?.role
const size = () => eventsOf(doc).size

/** What was refused, with nothing written. */
function refusal(command: () => Result<unknown>): string {
  const before = size()
  const result = command()
  expect(size()).toBe(before)
  return result.ok ? 'it was done' : result.error.message
}

/** How many updates a command makes. */
function updatesOf(command: () => unknown): number {
  let count = 0
  const onUpdate = () => (count += 1)
  doc.on('update', onUpdate)
  command()
  doc.off('update', onUpdate)
  return count
}

/** Two seats that part here, do something each, and meet again; both folds. */
function apart(here: (doc: Y.Doc) => void, there: (doc: Y.Doc) => void) {
  const other = newDoc('incident1')
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  here(doc)
  now += MINUTE
  there(other)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  const [a, b] = [readIncident(doc), readIncident(other)]
  expect(b).toEqual(a)
  return a
}

describe('tasks', () => {
  const add = (text = 'Roll back', by = ana): EventId => valueOf(addTask(doc, by, { text }))

  it('D160 a task is added with people and due time in one transaction, changed, finished, reopened, moved and removed', () => {
    const count = updatesOf(() => valueOf(addTask(doc, ana, { text: ' Roll back ', assignees: [ben, ben], dueAt: T0 + MINUTE })))
    expect(count).toBe(1)
    const [task] = incident().tasks
    expect(task).toMatchObject({
      text: 'Roll back',
      assignees: [ben.id],
      dueAt: T0 + MINUTE,
      doneAt: null,
      list: 'task',
      createdBy: ana.id
    })
    expect(incident().names.get(ben.id)).toBe('Ben')
    const { id } = task!
    const changes = updatesOf(() => valueOf(changeTask(doc, ben, id, { text: 'Roll back eu', assignees: [cho], dueAt: null })))
    expect(changes).toBe(1)
    valueOf(finishTask(doc, ben, id))
    valueOf(moveTask(doc, ben, id, 'followUp'))
    expect(incident().tasks).toMatchObject([{ text: 'Roll back eu', assignees: [cho.id], dueAt: null, doneAt: T0, list: 'followUp' }])
    valueOf(reopenTask(doc, ben, id))
    expect(incident().tasks[0]!.doneAt).toBeNull()
    valueOf(removeTask(doc, ben, id))
    expect(incident().tasks).toEqual([])
  })

  it('D161 a change of a task that changes nothing writes nothing', () => {
    valueOf(addTask(doc, ana, { text: 'Roll back', assignees: [ben] }))
    const { id } = incident().tasks[0]!
    const before = size()
    expect(valueOf(changeTask(doc, ana, id, { text: 'Roll back ', assignees: [ben], dueAt: null }))).toEqual([])
    expect(size()).toBe(before)
  })

  it('D162 a task that is empty, too long, done already or gone is refused with a sentence and writes nothing', () => {
    const id = add()
    expect(refusal(() => addTask(doc, ana, { text: '  ' }))).toBe('The task is empty. Say what is to be done.')
    expect(refusal(() => addTask(doc, ana, { text: 'x'.repeat(2001) }))).toBe('A task may have 2000 characters; this has 2001.')
    expect(refusal(() => addTask(doc, ana, { text: 'x', dueAt: NaN }))).toBe('When it is due is not a time.')
    expect(refusal(() => changeTask(doc, ana, id, { text: '' }))).toBe('The task is empty. Say what is to be done.')
    expect(refusal(() => reopenTask(doc, ana, id))).toBe('"Roll back" is open already.')
    expect(refusal(() => moveTask(doc, ana, id, 'task'))).toBe('"Roll back" is in that list already.')
    valueOf(finishTask(doc, ana, id))
    expect(refusal(() => finishTask(doc, ana, id))).toBe('"Roll back" is done already.')
    valueOf(removeTask(doc, ana, id))
    for (const command of [finishTask, reopenTask, removeTask])
      expect(refusal(() => command(doc, ana, id))).toBe('That task is not part of this incident any more.')
  })

  it('D163 two people who change one task apart: different properties both count, one property is in the merge report', () => {
    const id = add()
    const both = apart(
      (here) => valueOf(changeTask(here, ana, id, { text: 'Roll back eu' })),
      (there) => valueOf(finishTask(there, ben, id))
    )
    expect(both.tasks).toMatchObject([{ text: 'Roll back eu', doneAt: T0 + MINUTE }])
    expect(both.overruled).toEqual([])
    const same = apart(
      (here) => valueOf(changeTask(here, ana, id, { dueAt: T0 })),
      (there) => valueOf(changeTask(there, ben, id, { dueAt: T0 + MINUTE }))
    )
    expect(same.tasks[0]!.dueAt).toBe(T0 + MINUTE)
    expect(same.overruled).toMatchObject([{ what: `task:${id}/dueAt`, lost: { value: T0, by: ana.id } }])
  })
})

describe('people', () => {
  it('D164 a role of one person moves, and who had it is a responder again; of many each keeps it', () => {
    valueOf(setRole(doc, ana, ben, SCRIBE))
    valueOf(setRole(doc, ana, cho, SCRIBE))
    expect([roleOf(ben), roleOf(cho)]).toEqual(['responder', 'scribe'])
    valueOf(setRole(doc, ana, ben, COMMS))
    valueOf(setRole(doc, ana, cho, COMMS))
    expect([roleOf(ben), roleOf(cho)]).toEqual(['comms', 'comms'])
    valueOf(setRole(doc, ana, ben, RESPONDER))
    expect([roleOf(ben), roleOf(cho)]).toEqual(['responder', 'comms'])
    const { timeline } = incident()
    expect(describeEntry(timeline.at(-2)!, incident())).toBe('made Cho Comms lead')
  })

  it('D165 two people who fill a one-person role apart: one has it, the other is named in the merge report', () => {
    const both = apart(
      (here) => valueOf(setRole(here, ana, ben, SCRIBE)),
      (there) => valueOf(setRole(there, ben, cho, SCRIBE))
    )
    expect(both.responders.filter(({ role }) => role === 'scribe').map(({ person }) => person)).toEqual([cho.id])
    expect(both.overruled).toMatchObject([{ what: 'role:scribe', lost: { value: ben.id }, kept: { value: cho.id } }])
  })

  it('D166 responders are added and removed; the commander, who is there already, and who is not, are refused', () => {
    valueOf(addResponder(doc, ana, ben))
    expect(refusal(() => addResponder(doc, ana, ben))).toBe('Ben is a responder already.')
    expect(refusal(() => removeResponder(doc, ben, ana.id))).toBe('Ana is Incident Commander. Hand over first, then remove them.')
    valueOf(removeResponder(doc, ana, ben.id))
    expect(incident().responders.map(({ person }) => person)).toEqual([ana.id])
    expect(refusal(() => removeResponder(doc, ana, ben.id))).toBe('That person is not among the responders.')
    expect(refusal(() => setRole(doc, ana, ana, { id: 'commander', name: 'Incident Commander', isMany: false }))).toMatch(/already/)
  })

  it('D167 command passes when it is accepted, in the transaction of the answer', () => {
    valueOf(offerHandover(doc, ana, ben, '# Brief'))
    expect(incident()).toMatchObject({ commander: ana.id, handover: { from: ana.id, to: ben.id, brief: '# Brief' } })
    expect(updatesOf(() => valueOf(acceptHandover(doc, ben)))).toBe(1)
    expect(incident()).toMatchObject({ commander: ben.id, handover: null })
    expect(roleOf(ana)).toBe('responder')
  })

  it('D168 only who is asked answers an offer, only who made it or commands takes it back, and there is one at a time', () => {
    expect(refusal(() => offerHandover(doc, ana, ana, ''))).toBe('Ana is Incident Commander already.')
    expect(refusal(() => withdrawHandover(doc, ana))).toBe('No offer of command is open.')
    valueOf(offerHandover(doc, ana, ben, ''))
    expect(refusal(() => offerHandover(doc, ana, cho, ''))).toBe('Command is offered to Ben. Withdraw that offer first.')
    for (const answer of [acceptHandover, declineHandover])
      expect(refusal(() => answer(doc, cho))).toBe('Command is not offered to you any more.')
    expect(refusal(() => withdrawHandover(doc, cho))).toBe('Only who offered command, or the commander, takes the offer back.')
    valueOf(declineHandover(doc, ben))
    expect(incident()).toMatchObject({ commander: ana.id, handover: null })
    valueOf(offerHandover(doc, ana, cho, ''))
    valueOf(withdrawHandover(doc, ana))
    expect(refusal(() => acceptHandover(doc, cho))).toBe('Command is not offered to you any more.')
    expect(incident().commander).toBe(ana.id)
  })

  it('D169 an offer accepted while command was given to another apart: one commander everywhere, the other in the merge report', () => {
    valueOf(offerHandover(doc, ana, ben, ''))
    const both = apart(
      (here) => valueOf(acceptHandover(here, ben)),
      (there) => valueOf(assignCommander(there, ana, cho))
    )
    expect(both).toMatchObject({ commander: cho.id, handover: null })
    expect(both.overruled).toMatchObject([{ what: 'role:commander', lost: { value: ben.id }, kept: { value: cho.id } }])
    // an offer taken back while it is accepted: whoever accepted commands
    valueOf(offerHandover(doc, cho, ana, ''))
    const accepted = apart(
      (here) => valueOf(withdrawHandover(here, cho)),
      (there) => valueOf(acceptHandover(there, ana))
    )
    expect(accepted).toMatchObject({ commander: ana.id, handover: null })
  })
})

describe('impacts, links, related incidents', () => {
  it('D170 an impact keeps its own fields when it ends, and is removed', () => {
    const id = valueOf(addImpact(doc, ana, { start: T0, end: null, scope: 'eu', isCustomer: true, fields: { region: 'eu', note: null } }))
    const [impact] = incident().impacts
    expect(impact!.fields).toEqual({ region: 'eu' })
    valueOf(changeImpact(doc, ana, id, { ...impact!, end: T0 + MINUTE }))
    expect(incident().impacts).toMatchObject([{ end: T0 + MINUTE, fields: { region: 'eu' } }])
    valueOf(removeImpact(doc, ben, id))
    expect(incident().impacts).toEqual([])
    expect(refusal(() => removeImpact(doc, ben, id))).toBe('That impact is not part of this incident any more.')
  })

  it('D346 an impact changed in a form takes the place of what was seen when it opened: what came meanwhile is in the merge report', () => {
    const id = valueOf(addImpact(doc, ana, { start: T0, end: null, scope: 'eu', isCustomer: true }))
    const seen = incident().heads.get(`impact:${id}`)!
    const [impact] = incident().impacts
    valueOf(changeImpact(doc, ben, id, { ...impact!, fields: { region: 'us', hosts: 3 } }))
    valueOf(changeImpact(doc, ana, id, { ...impact!, scope: 'eu and us', fields: { region: 'eu', tags: [] } }, seen))
    expect(incident().impacts).toMatchObject([{ scope: 'eu and us', fields: { region: 'eu' } }])
    expect(incident().impacts[0]!.fields).not.toHaveProperty('tags')
    expect(incident().overruled).toMatchObject([{ what: `impact:${id}`, lost: { by: ben.id, value: expect.stringContaining('hosts 3') } }])
  })

  it('D171 an impact changed apart, also only in its fields, is in the merge report', () => {
    const id = valueOf(addImpact(doc, ana, { start: T0, end: null, scope: 'eu', isCustomer: true }))
    const [impact] = incident().impacts
    const both = apart(
      (here) => valueOf(changeImpact(here, ana, id, { ...impact!, fields: { region: 'eu' } })),
      (there) => valueOf(changeImpact(there, ben, id, { ...impact!, fields: { region: 'us' } }))
    )
    expect(both.impacts).toMatchObject([{ fields: { region: 'us' } }])
    expect(both.overruled).toMatchObject([{ what: `impact:${id}`, lost: { by: ana.id } }])
  })

  it('D172 a link has a name and a role; an address is completed, and one that would run something is refused', () => {
    const id = valueOf(addLink(doc, ana, { name: ' Runbook ', url: ' wiki.example.com/runbook ', role: 'document' }))
    valueOf(addLink(doc, ana, { name: '', url: 'ana@example.com' }))
    valueOf(addLink(doc, ana, { name: 'Local', url: 'wiki.example.com:8080/x' }))
    expect(incident().links.map(({ name, url, role }) => [name, url, role])).toEqual([
      ['Runbook', 'https://wiki.example.com/runbook', 'document'],
      ['', 'mailto:ana@example.com', 'link'],
      ['Local', 'https://wiki.example.com:8080/x', 'link']
    ])
    for (const url of ['javascript:alert(1)', 'DATA:text/html,x', 'file:///etc/passwd'])
      expect(refusal(() => addLink(doc, ana, { name: 'x', url }))).toMatch(/^Such an address would run something here/)
    expect(refusal(() => addLink(doc, ana, { name: 'x', url: '' }))).toMatch(/^The address is missing/)
    expect(refusal(() => addLink(doc, ana, { name: 'x', url: 'two words' }))).toMatch(/is not an address/)
    expect(refusal(() => addLink(doc, ana, { name: 'again', url: 'https://wiki.example.com/runbook', role: 'document' }))).toMatch(
      /among the links already/
    )
    valueOf(removeLink(doc, ben, id))
    expect(incident().links).toHaveLength(2)
    expect(refusal(() => removeLink(doc, ben, id))).toMatch(/not part of this incident any more/)
    expect(['https://a', 'mailto:a@b', 'http://a', 'slack://x', 'javascript:1'].map(isOpenable)).toEqual([true, true, false, false, false])
  })

  it('D173 another incident is related or a duplicate, by its own name in the log; this one itself is refused', () => {
    valueOf(relateIncident(doc, ana, { id: 'incident2', title: 'IR-2 Login fails' }, 'related'))
    valueOf(relateIncident(doc, ana, { id: 'incident2' }, 'duplicate'))
    expect(incident().related).toEqual([{ incident: 'incident2', relation: 'duplicate' }])
    expect(incident().timeline.map((entry) => describeEntry(entry, incident()))).toContain('marked as related to IR-2 Login fails')
    expect(refusal(() => relateIncident(doc, ana, { id: 'incident2' }, 'duplicate'))).toBe('It is marked so already.')
    expect(refusal(() => relateIncident(doc, ana, { id: 'incident1' }, 'related'))).toMatch(/^That is this incident itself/)
    valueOf(unrelateIncident(doc, ana, { id: 'incident2' }))
    expect(incident().related).toEqual([])
    expect(refusal(() => unrelateIncident(doc, ana, { id: 'incident2' }))).toBe('That incident is not marked as related.')
  })
})

describe('what the type allows', () => {
  it('D174 times are set and cleared by hand where the type allows it; the timeline stays', () => {
    now = T0 + 10 * MINUTE
    valueOf(changeStatus(doc, ana, 'resolved'))
    const before = incident().timeline.map(({ at }) => at)
    valueOf(setTimestamp(doc, ana, TYPE, 'declared', T0 - MINUTE))
    valueOf(setTimestamp(doc, ana, TYPE, 'detected', T0 - 2 * MINUTE))
    valueOf(setTimestamp(doc, ana, TYPE, 'resolved', T0 + 5 * MINUTE))
    expect(incident().overrides).toEqual({ declared: T0 - MINUTE, detected: T0 - 2 * MINUTE, resolved: T0 + 5 * MINUTE })
    expect(incident()).toMatchObject({ declaredAt: T0, resolvedAt: T0 + 10 * MINUTE })
    expect(
      incident()
        .timeline.slice(0, before.length)
        .map(({ at }) => at)
    ).toEqual(before)
    valueOf(setTimestamp(doc, ana, TYPE, 'declared', null))
    expect(incident().overrides.declared).toBeNull()
  })

  it('D175 times out of order, in the future, of what did not happen, or of a type that does not allow it are refused', () => {
    const set = (timestamp: 'declared' | 'detected' | 'resolved', to: number | null, type = TYPE) =>
      refusal(() => setTimestamp(doc, ana, type, timestamp, to))
    expect(set('declared', T0, { ...TYPE, hasEditableTimestamps: false })).toMatch(/^Times of Incident incidents are not set by hand/)
    expect(set('resolved', T0)).toMatch(/^The incident is not resolved yet/)
    expect(set('declared', T0 + 60 * MINUTE)).toMatch(/^That is in the future/)
    expect(set('declared', null)).toBe('It is so already.')
    expect(set('declared', 0.5)).toBe('That is not a time.')
    now = T0 + 10 * MINUTE
    valueOf(changeStatus(doc, ana, 'resolved'))
    expect(set('resolved', T0 - MINUTE)).toMatch(/^That is before it was declared, 2026-03-10 12:00:00 UTC/)
    expect(set('detected', T0 + 11 * MINUTE)).toMatch(/^That is after it was resolved/)
    expect(set('declared', T0 + 11 * MINUTE)).toMatch(/^That is after it was resolved/)
    valueOf(setTimestamp(doc, ana, TYPE, 'detected', T0 + 5 * MINUTE))
    expect(set('resolved', T0 + 4 * MINUTE)).toMatch(/^That is before it was detected/)
  })

  it('D176 an incident is made private where its type allows it, and public again', () => {
    expect(refusal(() => changeVisibility(doc, ana, { ...TYPE, isPrivateAllowed: false }, 'private'))).toMatch(
      /^Incident incidents are always public/
    )
    valueOf(changeVisibility(doc, ana, TYPE, 'private'))
    expect(incident().visibility).toBe('private')
    expect(refusal(() => changeVisibility(doc, ana, TYPE, 'private'))).toBe('The incident is private already.')
    valueOf(changeVisibility(doc, ana, { ...TYPE, isPrivateAllowed: false }, 'public'))
    expect(incident().visibility).toBe('public')
  })

  it('D177 the number has the prefix of the type, and is a draft before', () => {
    const types = [...DEFAULT_SETTINGS.types, { ...DEFAULT_SETTINGS.types[0]!, id: 'security', prefix: 'SEC' }]
    expect(numberOf({ number: 7, incidentType: 'security' }, { types })).toBe('SEC-7')
    expect(numberOf({ number: 12, incidentType: 'gone' }, { types })).toBe('IR-12')
    expect(numberOf({ number: null, incidentType: 'security' }, { types })).toBe('draft')
  })
})

describe('what a status asks for', () => {
  const root: Field = { ...findField('root_cause')!, promptAt: ['stable', 'resolved'] }
  const services: Field = { ...findField('services')!, promptAt: ['stable'] }
  const method: Field = { ...findField('detection_method')!, promptAt: ['stable'] }
  const type = { fields: [root, services, method] }

  it('D184 is what has no value yet and is prompted there, and is set with the status in one transaction', () => {
    valueOf(setField(doc, ana, 'detection_method', 'unknown'))
    expect(promptedFields(incident(), type, 'stable').map(({ name }) => name)).toEqual(['root_cause', 'services', 'detection_method'])
    expect(promptedFields(incident(), type, 'completed')).toEqual([])
    const answers = [
      { field: root, value: ' retries ' },
      { field: services, value: [] },
      { field: method, value: null }
    ]
    expect(updatesOf(() => valueOf(changeStatusWith(doc, ana, 'stable', answers)))).toBe(1)
    expect(incident()).toMatchObject({ status: 'stable', fields: { root_cause: 'retries', detection_method: 'unknown' }, services: [] })
    expect(promptedFields(incident(), type, 'resolved')).toEqual([])
  })

  it('D185 with an answer that is wrong nothing is changed', () => {
    const answers = [{ field: method, value: 'guess' }]
    expect(refusal(() => changeStatusWith(doc, ana, 'stable', answers))).toMatch(/^Detection method is one of/)
    expect(refusal(() => changeStatusWith(doc, ana, 'active', []))).toBe('The incident is Active already.')
  })
})

describe('restoring what was replaced', () => {
  const other = { start: T0 + MINUTE, end: T0 + 2 * MINUTE, scope: 'us', isCustomer: false, fields: { region: 'us' } }
  let task: EventId
  let impact: EventId
  let note: EventId
  beforeEach(() => {
    task = valueOf(addTask(doc, ana, { text: 'Roll back' }))
    impact = valueOf(addImpact(doc, ana, { start: T0, end: null, scope: 'eu', isCustomer: true }))
    note = valueOf(postEntry(doc, ana, { text: 'Look' })) as unknown as EventId
  })

  const CASES: Record<string, [here: (doc: Y.Doc) => Result<unknown>, there: (doc: Y.Doc) => Result<unknown>]> = {
    status: [(here) => changeStatus(here, ana, 'stable'), (there) => changeStatus(there, ben, 'resolved')],
    severity: [(here) => changeSeverity(here, ana, 'SEV-1'), (there) => changeSeverity(there, ben, 'SEV-4')],
    commander: [(here) => assignCommander(here, ana, cho), (there) => assignCommander(there, ben, ben)],
    role: [(here) => setRole(here, ana, ben, SCRIBE), (there) => setRole(there, ben, cho, SCRIBE)],
    'role of many': [(here) => setRole(here, ana, cho, COMMS), (there) => setRole(there, ben, cho, { ...COMMS, id: 'other' })],
    field: [(here) => setField(here, ana, 'root_cause', 'a'), (there) => setField(there, ben, 'root_cause', 'b')],
    list: [(here) => setField(here, ana, 'services', ['a']), (there) => setField(there, ben, 'services', ['b', 'c'])],
    time: [(here) => setTimestamp(here, ana, TYPE, 'detected', T0), (there) => setTimestamp(there, ben, TYPE, 'detected', T0 - MINUTE)],
    task: [(here) => changeTask(here, ana, task, { text: 'a' }), (there) => changeTask(there, ben, task, { text: 'b' })],
    impact: [(here) => changeImpact(here, ana, impact, other), (there) => changeImpact(there, ben, impact, { ...other, scope: 'asia' })],
    'time of an entry': [
      (here) => retimeEntry(here, ana, note as never, T0 - MINUTE),
      (there) => retimeEntry(there, ben, note as never, T0)
    ]
  }

  it.each(Object.keys(CASES))(
    'D178 %s: the value that lost is the value again, built on the one that was kept, and nothing is reported any more',
    (name) => {
      const [here, there] = CASES[name]!
      const { overruled } = apart(
        (each) => valueOf(here(each)),
        (each) => valueOf(there(each))
      )
      expect(overruled).toHaveLength(1)
      const { what, kept } = overruled[0]!
      const restored = valueOf(restoreOverruled(doc, ana, overruled[0]!))
      expect(eventsOf(doc).get(restored)).toMatchObject({ base: kept.id, by: ana.id })
      const after = incident()
      expect(after.heads.get(what)).toBe(restored)
      expect(after.overruled).toEqual([])
    }
  )

  it('D179 an impact is put back with all it had', () => {
    apart(
      (here) => valueOf(changeImpact(here, ana, impact, other)),
      (there) => valueOf(changeImpact(there, ben, impact, { ...other, scope: 'asia', fields: {} }))
    )
    valueOf(restoreOverruled(doc, cho, incident().overruled[0]!))
    expect(incident().impacts).toMatchObject([other])
  })

  it('D180 a flag that lost is put back, and what is not in the log is refused', () => {
    const flagged = apart(
      (here) => valueOf(flagEntry(here, ana, note as never, true)),
      (there) => valueOf(flagEntry(there, ben, note as never, false))
    )
    valueOf(restoreOverruled(doc, ana, flagged.overruled[0]!))
    expect(incident().timeline.find(({ id }) => id === (note as string))?.flagged).toBe(true)
    const strange = { what: 'severity', lost: { ...flagged.overruled[0]!.lost, id: `${flagged.overruled[0]!.lost.id}x` as EventId } }
    expect(refusal(() => restoreOverruled(doc, ana, strange))).toMatch(/is not in the log/)
  })
})
