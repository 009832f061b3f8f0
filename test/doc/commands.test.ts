import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  addImpact,
  assignCommander,
  changeImpact,
  changeSeverity,
  changeStatus,
  declareIncident,
  flagEntry,
  markEdited,
  postEntry,
  retimeEntry,
  retractEntry,
  setField,
  type Author
} from '#shared/doc/commands.ts'
import { readEvents, readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { entriesOf, eventsOf, findEntryText, newDoc } from '#shared/doc/roots.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { EventKind } from '#shared/domain/events.ts'
import { newDeviceId, type ActorId, type EntryId, type EventId } from '#shared/domain/ids.ts'
import { valueOf, type Result } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

let now = T0
let doc: Y.Doc
let ana: Author
let ben: Author
beforeEach(() => {
  now = T0
  doc = newDoc('incident1')
  ana = newAuthor('Ana', () => now)
  ben = newAuthor('Ben', () => now)
})

const declared = (): EventId => valueOf(declareIncident(doc, ana, aDeclaration))
const kinds = (): EventKind[] =>
  readEvents(doc)
    .events.sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((event) => event.kind)
const theEvent = (id: string) => eventsOf(doc).get(id) as Record<string, unknown>

/** How many updates a command makes: each would be a row, a message, an undo step. */
function updatesOf(command: () => unknown): number {
  let count = 0
  const onUpdate = () => (count += 1)
  doc.on('update', onUpdate)
  command()
  doc.off('update', onUpdate)
  return count
}

describe('declaring', () => {
  it('D100 writes who, what, services, impact and first note in one transaction, and the declarer commands', () => {
    const count = updatesOf(() => {
      valueOf(
        declareIncident(doc, ana, {
          ...aDeclaration,
          services: ['cart'],
          customerImpact: 'yes',
          notes: ' since 12:00 ',
          isTest: true,
          visibility: 'private'
        })
      )
    })
    expect(count).toBe(1)
    expect(kinds()).toEqual(['actorNamed', 'declared', 'fieldSet', 'impactAdded', 'entryPosted'])
    const incident = readIncident(doc)
    expect(incident).toMatchObject({
      title: 'Checkout fails',
      severity: 'SEV-2',
      status: 'active',
      commander: ana.id,
      services: ['cart'],
      customerImpact: 'yes',
      isTest: true,
      visibility: 'private'
    })
    expect(incident.impactSpan).toEqual({ start: T0, end: null })
    expect(incident.timeline.map((entry) => textOfEntry(doc, incident, entry))).toContain('since 12:00')
  })

  it('D101 another commander is named, and none may be chosen', () => {
    valueOf(declareIncident(doc, ana, { ...aDeclaration, commander: { id: ben.id, name: 'Ben' } }))
    expect(readIncident(doc).commander).toBe(ben.id)
    expect(readIncident(doc).names.get(ben.id)).toBe('Ben')
    const other = newDoc('incident2')
    valueOf(declareIncident(other, ana, { ...aDeclaration, commander: null }))
    expect(readIncident(other).commander).toBeNull()
  })

  it.each([
    ['title', { title: '  ' }, 'Title needs a few words'],
    ['severity', { severity: 'SEV-99' }, 'Severity is one of SEV-0 to SEV-10 or UNKNOWN, not "SEV-99".'],
    ['service', { services: ['x'.repeat(201)] }, 'Services is a list of up to 1000 names']
  ])('D102 a wrong %s is refused with a sentence and writes nothing', (_what, part, message) => {
    let result: Result<EventId> | undefined
    expect(updatesOf(() => (result = declareIncident(doc, ana, { ...aDeclaration, ...part })))).toBe(0)
    expect(result).toMatchObject({ ok: false, error: { reason: 'badInput', message: expect.stringContaining(message) as unknown } })
  })

  it('D103 an incident is declared once', () => {
    declared()
    expect(declareIncident(doc, ben, aDeclaration)).toMatchObject({ ok: false, error: { message: 'This incident is declared already.' } })
  })
})

describe('changing', () => {
  const commands: [string, () => Result<unknown>][] = [
    ['status', () => changeStatus(doc, ben, 'stable')],
    ['severity', () => changeSeverity(doc, ben, 'SEV-1')],
    ['field', () => setField(doc, ben, 'summary', 'All down')],
    ['commander', () => assignCommander(doc, ben, { id: 'pcho' as ActorId, name: 'Cho' })],
    ['note', () => postEntry(doc, ben, { text: 'Rolled back' })],
    ['impact', () => addImpact(doc, ben, { start: T0, end: null, scope: 'EU', isCustomer: true })],
    ['flag', () => flagEntry(doc, ben, readIncident(doc).timeline[0]!.id, true)],
    ['time', () => retimeEntry(doc, ben, readIncident(doc).timeline[0]!.id, T0 - MINUTE)]
  ]
  it.each(commands)('D104 %s is one transaction that also names who did it, the first time only', (_what, command) => {
    declared()
    expect(updatesOf(() => valueOf(command()))).toBe(1)
    const named = () => readEvents(doc).events.filter((event) => event.kind === 'actorNamed' && event.actor === ben.id)
    expect(named()).toHaveLength(1)
    valueOf(postEntry(doc, ben, { text: 'again' }))
    expect(named()).toHaveLength(1)
  })

  it('D105 names the setting it replaces', () => {
    const first = declared()
    const severity = valueOf(changeSeverity(doc, ben, 'SEV-1'))
    expect(theEvent(severity)['base']).toBe(first)
    expect(theEvent(valueOf(changeSeverity(doc, ana, 'SEV-3')))['base']).toBe(severity)
    expect(theEvent(valueOf(setField(doc, ana, 'summary', 'x')))['base']).toBeNull()
    expect(theEvent(valueOf(assignCommander(doc, ana, ben)))['base']).toBe(first)
  })

  it('D106 a new name is written with the next change', () => {
    declared()
    const renamed = { ...ana, name: 'Ana Lopez' }
    valueOf(postEntry(doc, renamed, { text: 'hello' }))
    expect(readIncident(doc).names.get(ana.id)).toBe('Ana Lopez')
  })

  it('D107 a note comes with its body, at the time its author says', () => {
    declared()
    const id = valueOf(postEntry(doc, ben, { text: 'Rolled back', at: T0 - MINUTE, category: 'update' }))
    expect(findEntryText(doc, id)?.toString()).toBe('Rolled back')
    const incident = readIncident(doc)
    expect(incident.timeline[0]).toMatchObject({ id, at: T0 - MINUTE, author: ben.id, category: 'update' })
  })

  it('D108 an impact is changed by naming it; ends and starts are kept', () => {
    declared()
    const id = valueOf(addImpact(doc, ana, { start: T0, end: null, scope: ' EU ', isCustomer: true }))
    valueOf(changeImpact(doc, ben, id, { start: T0, end: T0 + MINUTE, scope: 'EU', isCustomer: true }))
    expect(readIncident(doc).impacts).toEqual([{ id, start: T0, end: T0 + MINUTE, scope: 'EU', isCustomer: true, fields: {} }])
  })

  const posted = () => readIncident(doc).timeline[0]!.id
  const impact = { start: T0, end: null, scope: 'EU', isCustomer: true }
  const refusals: [string, () => Result<unknown>, string][] = [
    ['the same status', () => changeStatus(doc, ben, 'active'), 'badInput'],
    ['the same severity', () => changeSeverity(doc, ben, 'SEV-2'), 'badInput'],
    ['a severity that is none', () => changeSeverity(doc, ben, 'high'), 'badInput'],
    ['a field that is none', () => setField(doc, ben, 'colour', 'red'), 'badInput'],
    ['no title', () => setField(doc, ben, 'title', ' '), 'badInput'],
    ['the same commander', () => assignCommander(doc, ben, ana), 'badInput'],
    ['a name too long', () => assignCommander(doc, ben, { id: 'pcho' as ActorId, name: 'x'.repeat(201) }), 'badInput'],
    ['an empty note', () => postEntry(doc, ben, { text: ' \n ' }), 'badInput'],
    ['a note at no time', () => postEntry(doc, ben, { text: 'x', at: 1e300 }), 'badInput'],
    ['a status at no time', () => changeStatus(doc, ben, 'stable', NaN), 'badInput'],
    ['an impact of nobody', () => addImpact(doc, ben, { ...impact, scope: ' ' }), 'badInput'],
    ['an impact that ends before it starts', () => addImpact(doc, ben, { ...impact, end: T0 - 1 }), 'badInput'],
    ['an impact described at length', () => addImpact(doc, ben, { ...impact, scope: 'x'.repeat(2001) }), 'badInput'],
    ['an impact that starts at no time', () => addImpact(doc, ben, { ...impact, start: NaN }), 'badInput'],
    ['another impact', () => changeImpact(doc, ben, posted(), impact), 'notFound'],
    ['a time that is none', () => retimeEntry(doc, ben, posted(), Infinity), 'badInput'],
    ['a time no calendar has', () => retimeEntry(doc, ben, posted(), 1e300), 'badInput'],
    ['an entry to move that is none', () => retimeEntry(doc, ben, 'nothing' as EntryId, T0), 'notFound'],
    ['an entry to flag that is none', () => flagEntry(doc, ben, 'nothing' as EntryId, true), 'notFound'],
    ['taking back a fact', () => retractEntry(doc, ben, posted()), 'badInput'],
    ['editing a text that is not here', () => markEdited(doc, ben, posted()), 'notFound']
  ]
  it.each(refusals)('D109 refuses %s, and writes nothing', (_what, command, reason) => {
    declared()
    let result: Result<unknown> | undefined
    expect(updatesOf(() => (result = command()))).toBe(0)
    expect(result).toMatchObject({ ok: false, error: { reason } })
    expect((result as { error: { message: string } }).error.message).toMatch(/^[A-Z].{10,}\.$/)
    expect(readEvents(doc).malformed).toEqual([])
  })

  it('D110 notes that somebody edits a text, at most once an hour for each person', () => {
    declared()
    const note = valueOf(postEntry(doc, ana, { text: 'x' }))
    const edits = () => readEvents(doc).events.filter((event) => event.kind === 'entryEdited').length
    expect(valueOf(markEdited(doc, ben, note))).not.toBeNull()
    now += 59 * MINUTE
    expect(valueOf(markEdited(doc, ben, note))).toBeNull()
    expect(edits()).toBe(1)
    valueOf(markEdited(doc, ana, note))
    expect(edits()).toBe(2)
    now += 2 * MINUTE
    valueOf(markEdited(doc, ben, note))
    expect(edits()).toBe(3)
    expect(readIncident(doc).timeline.find((entry) => entry.id === note)?.editors).toEqual([ben.id, ana.id])
  })

  it('D111 what was taken back leaves the timeline and stays in the log', () => {
    declared()
    const note = valueOf(postEntry(doc, ana, { text: 'wrong room' }))
    valueOf(retractEntry(doc, ben, note))
    expect(readIncident(doc).timeline.some((entry) => entry.id === note)).toBe(false)
    expect(theEvent(note)['kind']).toBe('entryPosted')
    expect(findEntryText(doc, note)?.toString()).toBe('wrong room')
  })

  it('D112 a key somebody else filed does not make the next change unreadable', () => {
    declared()
    eventsOf(doc).set(`${(T0 + MINUTE).toString(36).padStart(9, '0')}`, 'garbage')
    const note = valueOf(postEntry(doc, ana, { text: 'still here' }))
    expect(readIncident(doc).timeline.map((entry) => entry.id)).toContain(note)
  })
})

describe('two seats at once', () => {
  const exchange = (one: Y.Doc, other: Y.Doc) => {
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)))
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)))
  }

  it('D113 both change the status offline: one shows on both, the other is in the merge report, no event is lost', () => {
    declared()
    const there = newDoc('incident1')
    exchange(doc, there)
    valueOf(changeStatus(doc, ana, 'stable'))
    now += 1000
    valueOf(changeStatus(there, ben, 'resolved'))
    valueOf(postEntry(there, ben, { text: 'fixed' }))
    exchange(doc, there)
    expect(readIncident(doc)).toEqual(readIncident(there))
    expect(readIncident(doc).status).toBe('resolved')
    expect(readIncident(doc).overruled.map(({ what, lost }) => [what, lost.value, lost.by])).toEqual([['status', 'stable', ana.id]])
    expect(kinds().filter((kind) => kind === 'statusChanged')).toHaveLength(2)
  })

  it('D114 both type in one note: every letter stays', () => {
    declared()
    const note = valueOf(postEntry(doc, ana, { text: 'Rollback' }))
    const there = newDoc('incident1')
    exchange(doc, there)
    findEntryText(doc, note)!.insert(0, 'Full ')
    findEntryText(there, note)!.insert(8, ' done')
    exchange(doc, there)
    expect(findEntryText(doc, note)!.toString()).toBe('Full Rollback done')
    expect(findEntryText(there, note)!.toString()).toBe('Full Rollback done')
  })

  it('D115 the clock of a slow machine still writes after what it saw', () => {
    declared()
    const slow: Author = { ...ben, clock: createClock(newDeviceId(), () => T0 - 10 * MINUTE) }
    valueOf(changeStatus(doc, slow, 'stable'))
    expect(readIncident(doc).status).toBe('stable')
    expect(readIncident(doc).overruled).toEqual([])
  })

  it('D116 something else where a body should be is not taken for one', () => {
    declared()
    const note = valueOf(postEntry(doc, ana, { text: 'x' }))
    entriesOf(doc).set(note, 'just text')
    expect(findEntryText(doc, note)).toBeUndefined()
    expect(markEdited(doc, ben, note)).toMatchObject({ ok: false })
  })
})
