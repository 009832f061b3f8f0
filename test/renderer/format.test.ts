import { incidentLabel } from '#shared/domain/number.ts'
import { expect, test } from 'vitest'
import {
  formatAge,
  formatBoth,
  formatCount,
  formatDay,
  formatDuration,
  formatLastUpdate,
  formatLocal,
  plural,
  spellDuration
} from '#renderer/parts/format.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const AT = Date.parse('2026-03-12T03:41:18.900Z')

test.each([
  [0, '0:00'],
  [59.9 * SECOND, '0:59'],
  [43 * MINUTE + 11 * SECOND, '43:11'],
  [HOUR - 1, '59:59'],
  [HOUR, '1:00:00'],
  [5 * HOUR + 51 * MINUTE + 2 * SECOND, '5:51:02'],
  [DAY - 1, '23:59:59'],
  [DAY, '1d'],
  [DAY + 4 * HOUR + 59 * MINUTE, '1d 4h'],
  [120 * DAY + 5 * HOUR, '120d'],
  [-5 * SECOND, '0:00']
])('U1 a duration of %d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test.each([
  [0, '<1m'],
  [-3 * SECOND, '<1m'],
  [MINUTE, '1m'],
  [59 * MINUTE, '59m'],
  [HOUR, '1h'],
  [72 * MINUTE, '1h 12m'],
  [28 * HOUR, '1d 4h']
])('U1 an age of %d ms reads %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text)
})

test('U1 a last update shows one unit, and from a week on its date', () => {
  expect(formatLastUpdate(AT - 72 * MINUTE, AT)).toBe('1h')
  expect(formatLastUpdate(AT - 6 * DAY - 23 * HOUR, AT)).toBe('6d')
  expect(formatLastUpdate(AT - 7 * DAY, AT)).toBe('5 Mar 2026')
})

test('U2 times say UTC first and name the local zone beside it', () => {
  expect(formatBoth(AT, 'Europe/Paris')).toBe('2026-03-12 03:41:18 UTC · 04:41 CET')
  expect(formatLocal(AT, 'Asia/Kolkata')).toBe('09:11 GMT+5:30')
})

test('U2 a machine on UTC sees the time once', () => {
  expect(formatBoth(AT, 'UTC')).toBe('2026-03-12 03:41:18 UTC')
})

test('a day is named in UTC, whatever the local zone', () => {
  expect(formatDay(Date.parse('2026-03-12T23:59:59Z'))).toBe('Thu 12 Mar 2026')
})

test('a duration is spoken in words, at most two of them', () => {
  expect(spellDuration(72 * MINUTE)).toBe('1 hour 12 minutes')
  expect(spellDuration(DAY + 4 * HOUR + 30 * MINUTE)).toBe('1 day 4 hours')
  expect(spellDuration(30 * SECOND)).toBe('less than a minute')
})

test('an incident without a number is a draft', () => {
  expect(incidentLabel({ number: 12, prefix: 'SEC' })).toBe('SEC-12')
  expect(incidentLabel({ number: null, prefix: 'SEC' })).toBe('draft')
})

test('counts have their thousands apart', () => {
  expect(formatCount(1403)).toBe('1,403')
  expect(plural(1, 'incident')).toBe('1 incident')
  expect(plural(1403, 'incident')).toBe('1,403 incidents')
})
