import { beforeEach, expect, test } from 'vitest'
import type { IncidentRow } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { View } from '#shared/domain/settings/settings.ts'
import { IncidentList } from '#renderer/state/list/incidentList.svelte.ts'
import { fakeStorage, fakeWarRoom, newRow } from './fakeWarRoom.ts'

beforeEach(() => void fakeStorage())

const many = (count: number): IncidentRow[] => Array.from({ length: count }, (_, index) => newRow(`i${index}`))

test('rows are loaded by pages of 100, as they come into sight, and each page once', async () => {
  const rows = many(1000)
  const { warRoom, asked } = fakeWarRoom(() => rows)
  const list = new IncidentList(warRoom)
  await list.load()
  expect(list.rowAt(0)?.id).toBe('i0')
  expect(list.rowAt(250)).toBeUndefined()
  list.show([{ section: 'matches', from: 250, to: 310 }])
  await expect.poll(() => list.rowAt(310)?.id).toBe('i310')
  list.show([{ section: 'matches', from: 255, to: 315 }])
  expect(asked.map(({ offset }) => offset).filter((offset) => offset > 0)).toEqual([200, 300])
})

test('U5 when the list changes, what is shown stays until the whole new answer is there', async () => {
  let rows = many(3)
  const { warRoom } = fakeWarRoom(() => rows)
  const list = new IncidentList(warRoom)
  await list.load()
  rows = [newRow('new'), ...rows]
  const loading = list.load()
  expect(list.answer?.matches).toBe(3)
  expect(list.rowAt(0)?.id).toBe('i0')
  await loading
  expect(list.answer?.matches).toBe(4)
  expect(list.rowAt(0)?.id).toBe('new')
})

test('U5 changes told faster than they can be read never keep an answer from coming', async () => {
  const { warRoom } = fakeWarRoom(() => many(4))
  const list = new IncidentList(warRoom)
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  let isStorm = true
  const { countList } = warRoom
  warRoom.countList = async (arg, options) => {
    // another change is told while this question is on its way
    if (isStorm) setImmediate(() => void list.refresh())
    await turn()
    await turn()
    return countList(arg, options)
  }
  void list.refresh()
  await expect.poll(() => list.answer?.matches).toBe(4)
  isStorm = false
})

test('U6 the selection stays with its incident when others arrive above it', async () => {
  let rows = many(3)
  const { warRoom } = fakeWarRoom(() => rows)
  const list = new IncidentList(warRoom)
  await list.load()
  list.select(1)
  rows = [newRow('new'), ...rows]
  await list.load()
  expect(list.selected).toBe(2)
  expect(list.rowAt(list.selected)?.id).toBe('i1')
})

test('U6 the query, the order, the row and the place are there again after a restart', async () => {
  const { warRoom } = fakeWarRoom(() => many(500))
  const before = new IncidentList(warRoom)
  before.ask('state:active')
  before.sortBy('title')
  await before.load()
  before.select(3)
  before.scrolled(760)
  const after = new IncidentList(warRoom)
  expect(after).toMatchObject({
    query: 'state:active',
    text: 'state:active',
    sort: { by: 'title', descending: false },
    selected: 3,
    scrollTop: 760
  })
})

test('U7 a search that cannot be read keeps the last answer and says what is wrong', async () => {
  const { warRoom } = fakeWarRoom(
    () => many(3),
    (query) => (query === 'state:' ? 'expected a value' : null)
  )
  const list = new IncidentList(warRoom)
  await list.load()
  list.ask('state:')
  await expect.poll(() => list.problem?.message).toBe('expected a value')
  expect(list.answer?.matches).toBe(3)
  list.ask('')
  await expect.poll(() => list.problem).toBeNull()
})

test('U5 an answer to an older question never replaces that to a newer one', async () => {
  const { warRoom } = fakeWarRoom((query) => (query === 'slow*' ? many(9) : many(2)))
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const { countList } = warRoom
  warRoom.countList = async (arg, options) => {
    if (arg.query === 'slow*') await held
    return countList(arg, options)
  }
  const list = new IncidentList(warRoom)
  list.ask('slow*')
  list.ask('quick*')
  await expect.poll(() => list.answer?.query).toBe('quick*')
  release()
  await held
  // what the late answer sets off is over after this turn: nothing in it waits for anything but promises
  await new Promise((resolve) => setImmediate(resolve))
  expect(list.answer).toMatchObject({ query: 'quick*', matches: 2 })
})

test('U5 a late fault of an older question is not shown beside a newer one', async () => {
  const { warRoom } = fakeWarRoom(
    () => many(2),
    (query) => (query === 'wrong*' ? 'expected a value' : null)
  )
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const { countList } = warRoom
  warRoom.countList = async (arg, options) => {
    if (arg.query === 'wrong*') await held
    return countList(arg, options)
  }
  const list = new IncidentList(warRoom)
  list.ask('wrong*')
  list.ask('right*')
  await expect.poll(() => list.answer?.query).toBe('right*')
  release()
  await held
  await new Promise((resolve) => setImmediate(resolve))
  expect(list.problem).toBeNull()
})

test('U5 more rows of what is shown are asked for with its own question, also while a newer one is on its way', async () => {
  const { warRoom, asked } = fakeWarRoom(() => many(1000))
  const list = new IncidentList(warRoom)
  await list.load()
  warRoom.countList = () => new Promise(() => {})
  list.ask('newer')
  list.show([{ section: 'matches', from: 500, to: 520 }])
  expect(asked.at(-1)).toEqual({ query: '', section: 'matches', offset: 500 })
})

test('sorting by the same column again turns the order around', async () => {
  const { warRoom } = fakeWarRoom(() => many(1))
  const list = new IncidentList(warRoom)
  list.sortBy('severity')
  expect(list.sort).toEqual({ by: 'severity', descending: false })
  list.sortBy('severity')
  expect(list.sort).toEqual({ by: 'severity', descending: true })
  list.sortBy('duration')
  expect(list.sort).toEqual({ by: 'duration', descending: true })
})

test('Q54 best match first is asked of the core, and ends with the words it was for', async () => {
  const { warRoom } = fakeWarRoom(() => many(3))
  const list = new IncidentList(warRoom)
  list.ask('state:active')
  expect(list.hasWords).toBe(false)
  list.ask('payments state:active')
  expect(list.hasWords).toBe(true)
  list.showBestFirst(true)
  await expect.poll(() => list.answer?.sort.by).toBe('bestMatch')
  list.ask('payments')
  expect(list.isBestFirst).toBe(true)
  list.ask('state:active')
  expect(list.isBestFirst).toBe(false)
  await expect.poll(() => list.answer?.sort.by).toBe('lastUpdate')
})

test('Q61 a last word is asked as a beginning, also of a view and an export, and stays as typed where it is kept', async () => {
  const finds = (query: string) => many(query === 'quo*' ? 2 : 0)
  const { warRoom, asked } = fakeWarRoom(finds)
  const view: View = { id: 'v1', name: 'Lost', query: 'quo', sort: 'lastUpdate', isDescending: true, columns: [], order: 'a' }
  const list = new IncidentList(warRoom, { settings: { ...DEFAULT_SETTINGS, views: [view] } })
  list.ask('quo')
  await expect.poll(() => list.answer?.matches).toBe(2)
  expect(list).toMatchObject({ query: 'quo', text: 'quo', viewCounts: { v1: 2 } })
  expect(list.answer?.words).toEqual([{ type: 'text', text: 'quo', isPrefix: true }])
  expect(valueOf(await list.listAll())).toHaveLength(2)
  expect(new Set(asked.map(({ query }) => query))).toEqual(new Set(['quo*']))
  expect(new IncidentList(warRoom).query).toBe('quo')
  list.ask('quo ')
  await expect.poll(() => list.answer?.matches).toBe(0)
})
