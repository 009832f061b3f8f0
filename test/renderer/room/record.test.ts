import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { assignCommander, changeSeverity, changeStatus, setField, type Author } from '#shared/doc/commands.ts'
import { setRole } from '#shared/doc/peopleCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { addTask, changeTask, finishTask } from '#shared/doc/taskCommands.ts'
import type { ActorId, IncidentId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { loadAside, saveAside } from '#renderer/state/room/asideStore.ts'
import { dueWords, parseDue } from '#renderer/state/room/dueTime.ts'
import { listMergeRows } from '#renderer/state/room/mergeRows.ts'
import { sideTabs } from '#renderer/state/room/panel.svelte.ts'
import { demotedBy, listResponders } from '#renderer/state/room/people.ts'
import { doneWords, listTasks } from '#renderer/state/room/taskList.ts'
import { author, declared, HOUR, MINUTE, THREE } from './fixtures.ts'

const TYPE = {
  ...DEFAULT_SETTINGS.types[0]!,
  roles: [...DEFAULT_SETTINGS.types[0]!.roles, { id: 'scribe', name: 'Scribe', description: '', isMany: false, order: 'a0' }]
}
let now = THREE
let priya: Author
let lena: Author
let doc: Y.Doc
beforeEach(() => {
  now = THREE
  priya = author('Priya', () => now)
  lena = author('Lena', () => now)
  doc = declared(priya)
})

/** Each does something without seeing the other; then they meet. */
function apart(here: (doc: Y.Doc) => void, there: (doc: Y.Doc) => void) {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  here(doc)
  now += MINUTE
  there(other)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
}

describe('when a task is due', () => {
  it.each([
    ['', null],
    ['+30m', THREE + 30 * MINUTE],
    ['2 h', THREE + 2 * HOUR],
    ['1d', THREE + 24 * HOUR],
    ['03:30', THREE + 30 * MINUTE],
    ['02:59 UTC', THREE + 24 * HOUR - MINUTE],
    ['2026-11-23 02:00', THREE - HOUR],
    ['25:00', undefined],
    ['soon', undefined]
  ])('W30 %j is read in UTC, a clock time as the next one', (text, at) => {
    expect(parseDue(text, THREE)).toBe(at)
  })

  it('W31 is told with the time and how far off it is, and is marked when it is late', () => {
    expect(dueWords(THREE + 12 * MINUTE, THREE)).toEqual({ at: '03:12', distance: 'in 12m', isLate: false })
    expect(dueWords(THREE - 8 * MINUTE, THREE)).toEqual({ at: '02:52', distance: '8m late', isLate: true })
    expect(dueWords(THREE + 23 * HOUR, THREE).at).toBe('tomorrow 02:00')
    expect(dueWords(THREE + 72 * HOUR, THREE).at).toBe('26 Nov 2026 03:00')
  })
})

describe('the list of tasks', () => {
  it('W32 has what is open by due time, then what is done; words find a task by its text and its people', () => {
    const add = (text: string, dueAt: number | null, assignees: Author[] = []) => valueOf(addTask(doc, priya, { text, dueAt, assignees }))
    add('no hurry', null)
    add('later', THREE + HOUR, [lena])
    add('first', THREE + MINUTE)
    const done = add('was first', THREE)
    valueOf(finishTask(doc, priya, done))
    valueOf(addTask(doc, priya, { text: 'afterwards', list: 'followUp' }))
    const incident = readIncident(doc)
    const texts = (text: string, isDoneHidden: boolean) =>
      listTasks(incident, { list: 'task', text, isDoneHidden }).map((task) => task.text)
    expect(texts('', false)).toEqual(['first', 'later', 'no hurry', 'was first'])
    expect(texts('', true)).toEqual(['first', 'later', 'no hurry'])
    expect(texts('lena', false)).toEqual(['later'])
    expect(texts('FIRST was', false)).toEqual(['was first'])
    expect(doneWords(incident.tasks, 'task')).toBe('1 of 4 done')
    expect(doneWords([], 'task')).toBeNull()
    expect(sideTabs(incident).find(({ value }) => value === 'tasks')).toMatchObject({ label: 'Tasks', count: '4' })
  })
})

describe('responders', () => {
  it('W33 are listed with what their role is called, and whom a one-person role is taken from is said before', () => {
    valueOf(setRole(doc, priya, lena, TYPE.roles.at(-1)!))
    const incident = readIncident(doc)
    expect(listResponders(incident, [], priya.id, now, TYPE.roles).map(({ name, role }) => [name, role])).toEqual([
      ['Priya', 'Commander'],
      ['Lena', 'Scribe']
    ])
    expect(TYPE.roles.map((role) => demotedBy(incident, role))).toEqual(['Priya becomes Responder', null, 'Lena becomes Responder'])
  })
})

describe('what changed on both sides', () => {
  const rows = (own: ActorId = priya.id, aside: ReadonlySet<string> = new Set()) => listMergeRows(readIncident(doc), TYPE, own, aside)

  it('W34 has both values in words, who set them and when, for every kind of value', () => {
    const task = valueOf(addTask(doc, priya, { text: 'Roll back' }))
    apart(
      (here) => {
        valueOf(changeSeverity(here, priya, 'SEV-1'))
        valueOf(changeStatus(here, priya, 'stable'))
        valueOf(setField(here, priya, 'services', ['a', 'b']))
        valueOf(assignCommander(here, priya, lena))
        valueOf(changeTask(here, priya, task, { dueAt: THREE + HOUR, assignees: [priya] }))
      },
      (there) => {
        valueOf(changeSeverity(there, lena, 'SEV-4'))
        valueOf(changeStatus(there, lena, 'resolved'))
        valueOf(setField(there, lena, 'services', []))
        valueOf(assignCommander(there, lena, { id: 'pcho' as ActorId, name: 'Cho' }))
        valueOf(changeTask(there, lena, task, { dueAt: THREE, assignees: [lena] }))
      }
    )
    const told = new Map(rows().map((row) => [row.label, [row.kept.text, row.lost.text]]))
    expect(Object.fromEntries(told)).toEqual({
      Severity: ['SEV-4', 'SEV-1'],
      Status: ['Resolved', 'Stable'],
      Services: ['nothing', 'a, b'],
      'Incident Commander': ['Cho', 'Lena'],
      'Task "Roll back", due': ['2026-11-23 03:00:00 UTC', '2026-11-23 04:00:00 UTC'],
      'Task "Roll back", who': ['Lena', 'Priya']
    })
    const severity = rows().find(({ label }) => label === 'Severity')!
    expect(severity.kept).toMatchObject({ author: 'Lena', at: THREE + MINUTE, severity: 'SEV-4' })
    expect(severity.lost).toMatchObject({ author: 'You', at: THREE })
    expect(rows(lena.id).find(({ label }) => label === 'Severity')!.lost.author).toBe('Priya')
  })

  it('W35 what somebody put aside stays aside for them, until one of the two values is another', () => {
    apart(
      (here) => valueOf(changeSeverity(here, priya, 'SEV-1')),
      (there) => valueOf(changeSeverity(there, lena, 'SEV-4'))
    )
    const aside = new Set(rows().map(({ id }) => id))
    expect(rows(priya.id, aside)).toEqual([])
    valueOf(changeSeverity(doc, lena, 'SEV-3'))
    expect(rows(priya.id, aside)).toHaveLength(1)
  })
})

describe('what is put aside', () => {
  const id = 'abc' as IncidentId
  const values = new Map<string, string>()
  const before = globalThis.localStorage
  beforeEach(() => {
    values.clear()
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      value: {
        getItem: (key: string) => values.get(key) ?? null,
        setItem: (key: string, text: string) => values.set(key, text),
        removeItem: (key: string) => values.delete(key)
      }
    })
  })
  afterEach(() => Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: before }))

  it('W36 is kept for its incident, and what cannot be read is nothing', () => {
    saveAside(id, new Set(['a/b']))
    expect([...loadAside(id)]).toEqual(['a/b'])
    expect([...loadAside('other' as IncidentId)]).toEqual([])
    values.set('muster.aside.abc', '{')
    expect([...loadAside(id)]).toEqual([])
    saveAside(id, new Set())
    expect(values.has('muster.aside.abc')).toBe(false)
  })
})
