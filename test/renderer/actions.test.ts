import { beforeAll, expect, test, vi } from 'vitest'
import type { Action, ActionLayer } from '#renderer/state/actions/action.ts'
import type { App } from '#renderer/state/app.svelte.ts'
import type { Room } from '#renderer/state/room/room.svelte.ts'
import type { TimelineState } from '#renderer/state/room/timeline.svelte.ts'
import { DEFAULT_SETTINGS, typeOf } from '#shared/domain/settings/foldSettings.ts'
import { DEFAULT_TYPE } from '#shared/domain/events.ts'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { author, declared, THREE } from './room/fixtures.ts'
import { fakeStorage } from './fakeWarRoom.ts'

let layers: readonly ActionLayer[]
beforeAll(async () => {
  fakeStorage()
  vi.stubGlobal('document', { activeElement: null })
  const { globalActions } = await import('#renderer/state/actions/globalActions.ts')
  const { roomActions, roomUndo } = await import('#renderer/state/room/keys.ts')
  const ana = author('Ana', () => THREE)
  const doc = declared(ana)
  const { Undo } = await import('#renderer/state/undo.svelte.ts')
  const room = { doc, author: ana, incident: readIncident(doc), events: readEvents(doc).events, do: () => undefined } as unknown as Room
  const timeline = { current: null, find: () => undefined, step: () => null, selection: { size: 0 } } as unknown as TimelineState
  const screen = new Proxy({}, { get: () => () => undefined })
  const app = {
    route: { screen: 'list' },
    status: null,
    tabs: { open: [] },
    palette: { isOpen: false },
    workspace: { settings: DEFAULT_SETTINGS }
  } as unknown as App
  layers = [
    roomActions(room, timeline, screen as never, () => typeOf(DEFAULT_SETTINGS, DEFAULT_TYPE), new Undo(roomUndo(room))),
    globalActions(app, [])
  ]
})

const all = (): readonly Action[] => layers.flatMap(({ actions }) => actions)

test('U77 whatever a key does is in the palette under its words, and no key of a screen does two things', async () => {
  const { keysOf } = await import('#renderer/state/actions/action.ts')
  const { listSections, readTyped } = await import('#renderer/state/palette/sections.ts')
  const offer = { layers, incidents: [], people: [], recent: [] }
  for (const action of all().filter((each) => keysOf(each).length > 0)) {
    const found = listSections(readTyped(`>${action.label}`), offer).flatMap(({ items }) => items.map((item) => item.action.label))
    expect(found, action.label).toContain(action.label)
  }
  for (const { title, actions } of layers) {
    const keys = actions.filter(({ keysWhen }) => keysWhen?.() ?? true).flatMap((action) => keysOf(action))
    expect(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      title
    ).toEqual([])
  }
})

test.each([
  ['n', 'Write a note'],
  ['s 1', 'Change status to Active'],
  ['s 4', 'Change status to Completed'],
  ['v 0', 'Change severity to UNKNOWN'],
  ['v 5', 'Change severity to SEV-5'],
  ['j', 'Next entry'],
  ['ArrowUp', 'Entry before'],
  ['f', 'Flag the entry'],
  ['a', 'Hand over command'],
  ['End', 'Newest entry'],
  ['[', 'Hide or show the filters'],
  [']', 'Hide or show the side panel'],
  ['d', 'Declare an incident'],
  ['g #', 'Go to an incident by its number'],
  ['Mod+k', 'Search or run'],
  ['Mod+Shift+z', 'Do again what you undid'],
  ['?', 'All keys of this screen'],
  ['F6', 'Next region of the window']
])('U78 the keys of the room are those people know: %s', async (key, label) => {
  const { keysOf } = await import('#renderer/state/actions/action.ts')
  expect(all().find((action) => keysOf(action).includes(key))?.label).toBe(label)
})
