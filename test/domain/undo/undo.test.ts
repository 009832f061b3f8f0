import fc from 'fast-check'
import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import {
  changeSeverity,
  changeStatus,
  declareIncident,
  postEntry,
  retractEntry,
  setField,
  writeEvents,
  type Author
} from '#shared/doc/commands.ts'
import { readEvents, readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { newDoc } from '#shared/doc/roots.ts'
import { setSettings, readSettings } from '#shared/doc/settingsCommands.ts'
import { undoLast } from '#shared/doc/undoCommands.ts'
import { createClock } from '#shared/domain/clock.ts'
import { describeEntry } from '#shared/domain/describe.ts'
import type { ActorId, DeviceId, EventId } from '#shared/domain/ids.ts'
import { valueOf, type Result } from '#shared/domain/result.ts'
import { MINUTE, T0 } from '#test/support/events.ts'
import { aChange, make, stateOf } from './changes.ts'

/** A minute passes between two changes of the tests' people. */
function crew() {
  let now = T0
  const someone = (name: string): Author => ({
    id: `p${name.toLowerCase()}` as ActorId,
    name,
    clock: createClock(`${name.toLowerCase()}dev` as DeviceId, () => now)
  })
  return { ana: someone('Ana'), ben: someone('Ben'), pass: () => (now += MINUTE) }
}

function incident() {
  const people = crew()
  const doc = newDoc('incident1')
  valueOf(declareIncident(doc, people.ben, { title: 'Checkout fails', severity: 'SEV-2' }))
  people.pass()
  return { doc, ...people }
}

const done = (result: Result<{ type: string }>) => expect(valueOf(result).type).toBe('done')
const problemOf = (result: Result<unknown>): string => (result.ok ? '' : result.error.message)

describe('undo', () => {
  test('D300 of any change gives the incident from before it, and redo the one after', () => {
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 12 }), aChange, (earlier, change) => {
        const { doc, ana, pass } = incident()
        for (const each of earlier) if (make(doc, ana, each)) pass()
        const before = stateOf(doc, ana.id)
        if (!make(doc, ana, change)) return
        pass()
        const after = stateOf(doc, ana.id)
        const undone = undoLast(doc, ana)
        // what changes nothing has nothing to be undone: an addition of who is there already
        if (!undone.ok) {
          expect(after).toEqual(before)
          return
        }
        done(undone)
        pass()
        expect(stateOf(doc, ana.id)).toEqual(before)
        done(undoLast(doc, ana, { isRedo: true }))
        expect(stateOf(doc, ana.id)).toEqual(after)
      }),
      { numRuns: 400 }
    )
  })

  test('D301 goes back change by change to where the person began, and redo goes forward again', () => {
    fc.assert(
      fc.property(fc.array(aChange, { minLength: 1, maxLength: 10 }), (changes) => {
        const { doc, ana, pass } = incident()
        const states = [stateOf(doc, ana.id)]
        for (const change of changes) {
          if (!make(doc, ana, change)) continue
          pass()
          states.push(stateOf(doc, ana.id))
        }
        let back = states.length - 1
        for (; back > 0 && undoLast(doc, ana).ok; back--) {
          pass()
          expect(stateOf(doc, ana.id)).toEqual(states[back - 1])
        }
        for (let at = back + 1; at < states.length; at++) {
          done(undoLast(doc, ana, { isRedo: true }))
          pass()
          expect(stateOf(doc, ana.id)).toEqual(states[at])
        }
      }),
      { numRuns: 200 }
    )
  })

  test('D302 never touches a value that somebody else set last, unless the person says so', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean(), aChange), { minLength: 1, maxLength: 12 }), (changes) => {
        const { doc, ana, ben, pass } = incident()
        const other = newDoc('incident1')
        const sync = () => {
          Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
        }
        sync()
        for (const [isAna, isSynced, change] of changes) {
          make(isAna ? doc : other, isAna ? ana : ben, change)
          pass()
          if (isSynced) sync()
        }
        sync()
        const before = valuesOf(doc, ben.id)
        undoLast(doc, ana)
        const after = valuesOf(doc, ben.id)
        for (const [what, value] of before) if (value !== undefined) expect(after.get(what), what).toEqual(value)
      }),
      { numRuns: 400 }
    )
  })

  test('D303 asks when somebody changed the same since, names them, and writes nothing until told', () => {
    const { doc, ana, ben, pass } = incident()
    valueOf(changeStatus(doc, ana, 'stable'))
    pass()
    valueOf(changeStatus(doc, ben, 'resolved'))
    pass()
    expect(valueOf(undoLast(doc, ana))).toEqual({ type: 'asks', words: 'changed status from Active to Stable', rivals: ['Ben'] })
    expect(readIncident(doc).status).toBe('resolved')
    done(undoLast(doc, ana, { isForced: true }))
    expect(readIncident(doc).status).toBe('active')
    expect(readIncident(doc).overruled).toEqual([])
  })

  test('D304 of reopening by mistake keeps the time it was resolved', () => {
    const { doc, ana, pass } = incident()
    valueOf(changeStatus(doc, ana, 'resolved'))
    pass()
    const { resolvedAt, transitions } = readIncident(doc)
    valueOf(changeStatus(doc, ana, 'active'))
    pass()
    expect(readIncident(doc).resolvedAt).toBeNull()
    done(undoLast(doc, ana))
    expect(readIncident(doc)).toMatchObject({ status: 'resolved', resolvedAt, transitions })
  })

  test('D305 of what cannot be undone says why, and leaves what was before it alone', () => {
    const { doc, ana, ben, pass } = incident()
    expect(problemOf(undoLast(doc, ana))).toBe('You changed nothing here that could be undone.')
    expect(problemOf(undoLast(doc, ben))).toMatch(/A declaration stays/)
    valueOf(changeSeverity(doc, ana, 'SEV-1'))
    pass()
    writeEvents(doc, ana, [
      { kind: 'messageSent', recipients: ['person:pben'], subject: 'Hello', body: '', draft: null, rule: null, renotifies: null }
    ])
    expect(problemOf(undoLast(doc, ana))).toMatch(/What was sent cannot be fetched back/)
    expect(readIncident(doc).severity).toBe('SEV-1')
  })

  test('D306 brings back an entry that was taken back, with what it said', () => {
    const { doc, ana, pass } = incident()
    const entry = valueOf(postEntry(doc, ana, { text: 'Rolled back' }))
    pass()
    valueOf(retractEntry(doc, ana, entry))
    pass()
    done(undoLast(doc, ana))
    const read = readIncident(doc)
    const found = read.timeline.find(({ id }) => id === entry)
    expect(found && textOfEntry(doc, read, found)).toBe('Rolled back')
    expect(describeEntry(read.timeline.at(-1)!, read)).toBe('restored an entry that was taken back')
  })

  test('D307 takes back what one command wrote as a whole', () => {
    const { doc, ana } = incident()
    const before = stateOf(doc, ana.id)
    writeEvents(doc, ana, [
      { kind: 'actorNamed', actor: 'pdan' as ActorId, name: 'Dan' },
      { kind: 'entryPosted', category: 'note' },
      { kind: 'entryPosted', category: 'note' },
      { kind: 'severityChanged', severity: 'SEV-1', base: readIncident(doc).heads.get('severity') ?? null }
    ])
    expect(valueOf(undoLast(doc, ana)).words).toBe('wrote a note and 2 more')
    expect(stateOf(doc, ana.id)).toEqual(before)
  })

  test('D308 a new change leaves nothing to redo', () => {
    const { doc, ana, pass } = incident()
    valueOf(setField(doc, ana, 'root_cause', 'A rollout'))
    pass()
    done(undoLast(doc, ana))
    pass()
    valueOf(changeSeverity(doc, ana, 'SEV-1'))
    pass()
    expect(problemOf(undoLast(doc, ana, { isRedo: true }))).toMatch(/^You took nothing back/)
  })

  test('D309 settings of the workspace are undone the same way', () => {
    const { ana, ben, pass } = crew()
    const doc = newDoc('workspace')
    const set = (author: Author, prefix: string) => {
      valueOf(setSettings(doc, author, [{ path: 'types/incident/prefix', value: prefix }]))
      pass()
    }
    const prefix = () => readSettings(doc).types[0]!.prefix
    set(ana, 'OPS')
    set(ana, 'SEC')
    done(undoLast(doc, ana))
    pass()
    expect(prefix()).toBe('OPS')
    done(undoLast(doc, ana))
    pass()
    expect(prefix()).toBe('IR')
    set(ana, 'NET')
    set(ben, 'WEB')
    expect(valueOf(undoLast(doc, ana))).toMatchObject({ type: 'asks', rivals: ['Ben'] })
    expect(prefix()).toBe('WEB')
  })
})

/** What is as this person set it, and what they added: name of it → value. */
function valuesOf(doc: Y.Doc, person: ActorId): Map<string, unknown> {
  const read = readIncident(doc)
  const events = new Map(readEvents(doc).events.map((event) => [event.id, event]))
  const by = { get: (id: EventId) => events.get(id)?.by }
  const settings = [...read.heads].flatMap(([what, id]) => {
    const value = valueAt(what, read)
    // a role may have been taken by another role since
    const event = events.get(id)
    const isLost = event?.kind === 'roleGiven' ? value !== event.role : event?.kind === 'roleAssigned' && value !== event.person
    return by.get(id) === person && !isLost ? [[what, value] as const] : []
  })
  const posted = read.timeline.filter(({ event }) => event.kind === 'entryPosted')
  const added = [...read.impacts, ...read.links, ...read.tasks, ...read.signals, ...posted].filter(({ id }) => by.get(id) === person)
  return new Map<string, unknown>([...settings, ...added.map(({ id }) => [id, true] as const)])
}

function valueAt(what: string, incident: ReturnType<typeof readIncident>): unknown {
  const [root, name = ''] = what.split(':')
  const [id = '', property = ''] = name.split('/')
  const entry = incident.timeline.find((each) => each.id === name)
  switch (root) {
    case 'status':
      return incident.status
    case 'severity':
      return incident.severity
    case 'visibility':
      return incident.visibility
    case 'field':
      return incident.fields[name] ?? null
    case 'timestamp':
      return incident.overrides[name as 'detected']
    case 'role':
      return name === 'commander' ? incident.commander : incident.responders.find(({ role }) => role === name)?.person
    case 'person':
      return incident.responders.find(({ person }) => person === name)?.role
    case 'impact':
      return incident.impacts.find((each) => each.id === name)
    case 'at':
      return entry?.at
    case 'flag':
      return entry?.flagged
    case 'task':
      return (incident.tasks.find((each) => each.id === id) as Record<string, unknown> | undefined)?.[property]
    default:
      return (incident.messages.find((each) => each.id === id) as Record<string, unknown> | undefined)?.[property]
  }
}
