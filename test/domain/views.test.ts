import { expect, test } from 'vitest'
import type { EventId } from '#shared/domain/ids.ts'
import { makeEventId } from '#shared/domain/clock.ts'
import type { ActorId, DeviceId } from '#shared/domain/ids.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import { addView, changeView, moveView, removeView, renameView, type ViewChange } from '#shared/domain/settings/views.ts'
import { settingProblem } from '#shared/domain/settings/paths.ts'
import { T0 } from '#test/support/events.ts'

const LOOKS = { query: 'state:active', sort: 'severity', isDescending: false, columns: ['title', 'region'] }

/** A workspace in which changes are made one after the other. */
function workspace(device = 'dev1', startsAt = 0) {
  const events: IncidentEvent[] = []
  let count = startsAt
  return {
    events,
    views: () => foldSettings(events).views,
    set(changes: readonly ViewChange[]) {
      const { heads } = foldSettings(events)
      for (const { path, value } of changes) {
        expect(settingProblem(path, value)).toBeUndefined()
        const id = makeEventId(T0 + ++count, 0, device as DeviceId)
        events.push({ id, at: T0, by: 'p' as ActorId, kind: 'settingSet', path, value, base: (heads.get(path) as EventId) ?? null })
      }
    }
  }
}

test('Q36 a view is saved with all that is shown, changed, renamed, moved and deleted', () => {
  const room = workspace()
  for (const name of ['One', 'Two', 'Three']) room.set(addView(room.views(), name.toLowerCase(), ` ${name} `, LOOKS))
  expect(room.views().map(({ name }) => name)).toEqual(['One', 'Two', 'Three'])
  expect(room.views()[0]).toMatchObject({ ...LOOKS, id: 'one' })
  room.set(moveView(room.views(), 'three', -1))
  room.set(moveView(room.views(), 'one', 1))
  expect(room.views().map(({ name }) => name)).toEqual(['Three', 'One', 'Two'])
  expect([moveView(room.views(), 'three', -1), moveView(room.views(), 'two', 1), moveView(room.views(), 'gone', 1)]).toEqual([[], [], []])
  room.set(renameView('one', 'First'))
  room.set(changeView('one', { ...LOOKS, query: '' }))
  room.set(removeView('two'))
  expect(room.views().map(({ name, query }) => [name, query])).toEqual([
    ['Three', 'state:active'],
    ['First', '']
  ])
})

test('Q36 two who add a view at once have both, the same everywhere, and either can be moved', () => {
  const [here, there] = [workspace('dev1'), workspace('dev2')]
  here.set(addView([], 'a', 'Mine', LOOKS))
  there.set(addView([], 'b', 'Yours', LOOKS))
  const both = workspace('dev3', 100)
  both.events.push(...here.events, ...there.events)
  expect(
    both
      .views()
      .map(({ name }) => name)
      .sort()
  ).toEqual(['Mine', 'Yours'])
  const [first, second] = both.views()
  both.set(moveView(both.views(), second!.id, -1))
  expect(both.views().map(({ id }) => id)).toEqual([second!.id, first!.id])
  both.set(addView(both.views(), 'c', 'New', LOOKS))
  expect(both.views().at(-1)?.id).toBe('c')
})
