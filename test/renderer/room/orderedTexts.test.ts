import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '#shared/domain/incident.ts'
import { OrderedTexts } from '#renderer/state/room/orderedTexts.ts'
import { entry } from './fixtures.ts'

test('W102 texts in the order of the timeline are those of now, whatever came, went and changed between two searches', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('write' as const), at: fc.nat(20) }),
    fc.record({ type: fc.constantFrom('add' as const, 'insert' as const, 'remove' as const), at: fc.nat(20) }),
    fc.record({ type: fc.constant('search' as const), at: fc.nat(0) })
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const texts = new Map<string, string>()
      const ordered = new OrderedTexts(({ id }) => texts.get(id)!)
      let timeline: readonly Entry[] = []
      let next = 0
      const add = () => {
        const added = entry(next++)
        texts.set(added.id, `text ${next}`)
        return added
      }
      for (const { type, at } of [...steps, { type: 'search' as const, at: 0 }]) {
        const there = timeline[at % Math.max(1, timeline.length)]
        if (type === 'add') timeline = [...timeline, add()]
        if (type === 'insert') timeline = timeline.toSpliced(at, 0, add())
        if (type === 'remove') timeline = timeline.filter((each) => each !== there)
        if (type === 'write' && there) {
          texts.set(there.id, `written ${next++}`)
          ordered.forget(there.id)
        }
        if (type === 'search') expect(ordered.of(timeline)).toEqual(timeline.map(({ id }) => texts.get(id)))
      }
    })
  )
})
