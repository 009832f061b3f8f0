import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryId, IncidentId } from '#shared/domain/ids.ts'
import { parseAmount, writeAmount } from '#renderer/state/room/amount.ts'
import { addressOf, hashOf, readLink } from '#renderer/state/room/entryLink.ts'
import { Selection } from '#renderer/state/room/selection.svelte.ts'
import { betweenWords, gapAt, timeBetween } from '#renderer/state/room/timelineView.ts'
import { entry, HOUR, MINUTE, THREE } from './fixtures.ts'

describe('an amount of time', () => {
  it('W55 is read as people write it, signed or not, and anything else is none', () => {
    const read = {
      '-10m': -10 * MINUTE,
      '+1h 5m': 65 * MINUTE,
      '90s': 90_000,
      '−2d': -48 * HOUR,
      '-1:30': -90 * MINUTE,
      '00:00:30': 30_000
    }
    for (const [text, amount] of Object.entries(read)) expect(parseAmount(text), text).toBe(amount)
    for (const text of ['', '-', '10', 'soon', '1h5', '1:75', '-10m ago', '5 weeks']) expect(parseAmount(text), text).toBeUndefined()
  })

  it('reads back to the second as it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400_000, max: 400_000 }),
        (seconds) => parseAmount(writeAmount(seconds * 1000)) === seconds * 1000 || seconds === 0
      ),
      { seed: 3 }
    )
  })
})

describe('a link to an entry', () => {
  const link = { incident: 'checkout5xx00001' as IncidentId, entry: entry(7).id }

  it('W56 leads to the same place whichever machine copied it', () => {
    for (const base of ['http://127.0.0.1:4711/', 'http://10.0.0.7:4470/index.html', 'app://muster/', ''])
      expect(readLink(` ${base}${hashOf(link)}\n`), base).toEqual(link)
    expect(readLink(hashOf({ ...link, entry: null }))).toEqual({ ...link, entry: null })
    // what is copied names no machine
    expect(addressOf(link)).toBe(`muster:incident/checkout5xx00001/${link.entry}`)
    for (const each of [link, { ...link, entry: null }]) expect(readLink(addressOf(each))).toEqual(each)
  })

  it('W57 is told from other text', () => {
    for (const text of [
      '',
      'see #incident/checkout5xx00001 there',
      '#incident/../x',
      '#incident/workspace',
      '#list',
      '#incident/checkout5xx00001/<b>',
      'https://example.org',
      'muster://10.0.0.7:4470/token',
      'muster:incident/workspace'
    ])
      expect(readLink(text), text).toBeUndefined()
  })
})

describe('a place between two entries', () => {
  const timeline = [entry(1, { at: THREE }), entry(2, { at: THREE + 10 * MINUTE }), entry(3, { at: THREE + 10 * MINUTE + 900 })]

  it('W58 has a time between theirs, in either order of the timeline', () => {
    const at = (above: EntryId | null, newestFirst = false) => gapAt(newestFirst ? timeline.toReversed() : timeline, above, newestFirst)
    expect(at(timeline[0]!.id)).toMatchObject({ at: THREE + 5 * MINUTE })
    expect(betweenWords(at(timeline[0]!.id), 'UTC')).toBe('between 03:00 and 03:10, UTC')
    expect(betweenWords(at(timeline[1]!.id), 'UTC')).toBe('between 03:10:00 and 03:10:00, UTC')
    expect(at(timeline[2]!.id)).toMatchObject({ at: null, earlier: timeline[2] })
    expect(at(timeline[1]!.id, true)).toMatchObject({ at: THREE + 5 * MINUTE, earlier: timeline[0], later: timeline[1] })
    expect(at(timeline[0]!.id, true)).toMatchObject({ at: THREE - MINUTE, earlier: null })
  })

  it('is never outside the two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (a, length) => {
        const middle = timeBetween(a, a + length)
        return middle >= a && (length < 2 ? middle <= a + length : middle > a && middle < a + length)
      }),
      { seed: 4 }
    )
  })
})

describe('entries chosen together', () => {
  it('W59 are chosen one by one and as a range, in the order shown, whatever a filter hides', () => {
    const all = [1, 2, 3, 4, 5].map((n) => entry(n))
    const numbers = (selection: Selection) => selection.of(all).map((each) => all.indexOf(each) + 1)
    const selection = new Selection()
    selection.toggle(all[1]!.id)
    selection.extendTo(all[3]!.id, all)
    expect(numbers(selection)).toEqual([2, 3, 4])
    selection.toggle(all[2]!.id)
    expect(numbers(selection)).toEqual([2, 4])
    // up, from the last one touched, with the second hidden
    selection.extendTo(all[0]!.id, [all[0]!, all[2]!, all[4]!])
    expect(numbers(selection)).toEqual([1, 2, 3, 4])
    selection.isShifting = true
    selection.clear()
    expect(selection.size).toBe(0)
    expect(selection.isShifting).toBe(false)
  })
})
