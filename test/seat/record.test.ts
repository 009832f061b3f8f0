import type * as Y from 'yjs'
import { recordService } from '#main/seat/services/record.ts'
import { declareIncident } from '#shared/doc/commands.ts'
import { relateBoth } from '#shared/doc/relatedCommands.ts'
import { newIncidentId, type IncidentId } from '#shared/domain/ids.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { newAuthor } from '#test/support/authors.ts'
import { openTestReplica } from '#test/support/replicas.ts'
import { expect, it, onTestFinished } from 'vitest'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { exportFile } from '#main/core/export/exportFile.ts'
import { parseDue } from '#main/cli/times.ts'
import { ok, valueOf } from '#shared/domain/result.ts'
import { runFake } from '#test/cli/fakeIo.ts'
import { partsOf, sampleIncident } from '#test/support/exportSample.ts'
import { tempDir } from '#test/support/tempDir.ts'

async function openOne(as = 'Ana') {
  const opened = await openWarRoom({ dataDir: tempDir(), as })
  onTestFinished(() => opened.close())
  return opened.warRoom
}
const NOW = Date.UTC(2026, 10, 23, 12)

it('D190 what is done to the record from outside is in its JSON, by names: severity, tasks, roles, who declared it', async () => {
  const warRoom = await openOne()
  const { id } = valueOf(await warRoom.declareIncident({ title: 'Checkout fails', severity: 'SEV-3' }))
  valueOf(await warRoom.changeSeverity({ ref: id, severity: 'SEV-1' }))
  expect(await warRoom.changeSeverity({ ref: id, severity: 'SEV-1' })).toMatchObject({ ok: false, error: { reason: 'badInput' } })
  valueOf(await warRoom.addTask({ ref: id, text: 'Roll back', assign: ['Ben', 'ana'], dueAt: NOW }))
  valueOf(await warRoom.addTask({ ref: id, text: 'Write it up', list: 'followUp' }))
  const shown = valueOf(await warRoom.showIncident({ ref: id }))
  expect(shown).toMatchObject({
    severity: 'SEV-1',
    incidentType: 'incident',
    createdBy: 'Ana',
    roles: [{ role: 'commander', title: 'Incident Commander', name: 'Ana' }],
    responders: [{ name: 'Ana', role: 'commander' }],
    tasks: [{ text: 'Roll back', assignees: ['Ben', 'Ana'], dueAt: '2026-11-23T12:00:00.000Z', doneAt: null, createdBy: 'Ana' }],
    followUps: [{ text: 'Write it up', assignees: [], dueAt: null }],
    related: [],
    overrides: { declared: null, detected: null, resolved: null }
  })
  expect(valueOf(await warRoom.listPeople(null)).map(({ name }) => name)).toEqual(['Ana', 'Ben'])
})

it('D191 two incidents are marked on both sides, by number and title, and no longer on both', async () => {
  const warRoom = await openOne()
  const declare = async (title: string) => valueOf(await warRoom.declareIncident({ title, severity: 'SEV-3' })).id
  const [one, two] = [await declare('Checkout fails'), await declare('Login fails')]
  // settles the projection
  valueOf(await warRoom.showIncident({ ref: two }))
  valueOf(await warRoom.relateIncidents({ id: one, other: two, relation: 'duplicate' }))
  const show = async (ref: string) => valueOf(await warRoom.showIncident({ ref }))
  expect((await show(one)).related).toEqual([{ incident: two, relation: 'duplicate' }])
  expect((await show(two)).related).toEqual([{ incident: one, relation: 'related' }])
  expect((await show(one)).timeline.at(-1)!.text).toBe('marked as a duplicate of draft Login fails')
  expect(valueOf(await warRoom.describeIncidents({ ids: [two, 'gone' as never] }))).toEqual([
    { id: two, number: null, prefix: 'IR', title: 'Login fails', severity: 'SEV-3', status: 'active', incidentType: 'incident' }
  ])
  valueOf(await warRoom.relateIncidents({ id: two, other: one, relation: null }))
  expect([(await show(one)).related, (await show(two)).related]).toEqual([[], []])
  expect(await warRoom.relateIncidents({ id: one, other: one, relation: 'related' })).toMatchObject({ ok: false })
  expect(await warRoom.relateIncidents({ id: one, other: 'gone' as never, relation: 'related' })).toMatchObject({
    ok: false,
    error: { reason: 'notFound' }
  })
})

it('D349 both marks of a relation are in the log in one commit, or neither is', async () => {
  const { replica } = openTestReplica()
  const author = newAuthor('Ana')
  const [one, two] = [newIncidentId(), newIncidentId()]
  for (const id of [one, two]) await replica.use(id, (doc) => valueOf(declareIncident(doc, author, { title: id, severity: 'SEV-3' })))
  await replica.flush()
  const commits: string[][] = []
  replica.onCommitted((committed) => commits.push(committed.map(({ docId }) => docId)))
  const people = { byName: async () => ({ id: author.id, name: 'Ana' }), note: async () => {} }
  const service = recordService({
    reader: openTestReplica().db,
    people,
    replica,
    settings: { get: () => DEFAULT_SETTINGS, load: async () => DEFAULT_SETTINGS },
    change: () => Promise.reject(new Error('not asked')),
    getAuthor: async () => author,
    saved: () => replica.flush()
  })
  const none = { signal: new AbortController().signal, emit: () => {} }
  valueOf(await service.relateIncidents({ id: one, other: two, relation: null }, none))
  expect(commits).toEqual([])
  await replica.use(one, (a) => replica.use(two, (b) => void relateBoth(author, side(one, a), side(two, b), 'duplicate')))
  await replica.flush()
  valueOf(await service.relateIncidents({ id: one, other: two, relation: null }, none))
  expect(commits).toEqual([
    [one, two],
    [one, two]
  ])

  function side(id: IncidentId, doc: Y.Doc) {
    return { doc, id, title: id }
  }
})

it('D192 Markdown has tasks and follow-ups as boxes, roles, and links by what they are', async () => {
  const warRoom = await openOne()
  const { id } = valueOf(await warRoom.declareIncident({ title: 'Checkout fails', severity: 'SEV-3' }))
  valueOf(await warRoom.addTask({ ref: id, text: 'Roll *back*', assign: ['Ben'], dueAt: NOW }))
  const shown = valueOf(await warRoom.showIncident({ ref: id }))
  const sample = sampleIncident()
  const detail = {
    ...shown,
    roles: [...shown.roles, { role: 'scribe', title: 'Scribe', name: 'Cho' }],
    links: [{ name: '', url: 'https://chat.example.com/c', role: 'chat' as const }],
    followUps: [{ ...shown.tasks[0]!, text: 'Write it up', dueAt: null, doneAt: '2026-11-23T13:00:00.000Z', assignees: [] }]
  }
  const text = new TextDecoder().decode(valueOf(await exportFile('incident', 'md', partsOf(sample, { detail }))).bytes)
  expect(text).toContain('- **Scribe:** Cho')
  expect(text).toContain('- **Chat:** [https://chat.example.com/c](<https://chat.example.com/c>)')
  expect(text).toContain('## Tasks\n\n- [ ] Roll \\*back\\*, Ben, due 2026-11-23 12:00 UTC')
  expect(text).toContain('## Follow-ups\n\n- [x] Write it up, done 2026-11-23 13:00 UTC')
})

it('D193 the command line adds a task with people and a time ahead, and changes the severity', async () => {
  const added = await runFake(['task', 'IR-1', 'Roll', 'back', '--assign', 'Ben', '--assign', 'Cho', '--due', '+30m'], {
    addTask: () => ok({ id: 'abc', task: 't1' })
  })
  expect([added.code, added.out, added.calls]).toEqual([
    0,
    't1\n',
    [['addTask', { ref: 'IR-1', text: 'Roll back', list: 'task', assign: ['Ben', 'Cho'], dueAt: NOW + 30 * 60_000 }]]
  ])
  const later = await runFake(['task', 'IR-1', 'Write', '--follow-up'], { addTask: () => ok({ id: 'abc', task: 't1' }) })
  expect(later.calls).toEqual([['addTask', { ref: 'IR-1', text: 'Write', list: 'followUp', assign: [], dueAt: null }]])
  const severity = await runFake(['severity', 'IR-1', 'sev1'], { changeSeverity: () => ok({ id: 'abc' }) })
  expect([severity.out, severity.calls]).toEqual(['abc\n', [['changeSeverity', { ref: 'IR-1', severity: 'SEV-1' }]]])
  expect(await runFake(['severity', 'IR-1', 'bad'])).toMatchObject({ code: 2 })
  expect(parseDue('11:00', NOW)).toBe(NOW + 23 * 3600_000)
  expect(parseDue('2026-11-24', NOW)).toBe(Date.UTC(2026, 10, 24))
  expect(() => parseDue('soon', NOW)).toThrow(/"soon" is not a time/)
})
