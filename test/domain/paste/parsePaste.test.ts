import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Doubt } from '#shared/domain/paste/doubts.ts'
import { MAX_PASTE, parsePaste } from '#shared/domain/paste/parsePaste.ts'
import type { ResolveOptions } from '#shared/domain/paste/resolve.ts'

const NOW = Date.UTC(2026, 2, 10, 12)
const OPTIONS: ResolveOptions = { zone: 'UTC', isDayFirst: true, day: NOW, now: NOW }
const read = (text: string, options: Partial<ResolveOptions> = {}) => parsePaste(text, { ...OPTIONS, ...options })

/** `2024-04-15T12:32:00.000Z Ada: text`, one an entry. */
const told = (text: string, options: Partial<ResolveOptions> = {}): string[] =>
  read(text, options).entries.map(({ at, author, text }) => `${new Date(at).toISOString()} ${author ? `${author}: ` : ''}${text}`)

const KINDS: [string, string, string[]][] = [
  [
    'Slack, copied',
    'Ada Lovelace  10:32 AM\nit is back\nfor all\n10:35\nreally\nPagerDuty APP  [10:40 PM]\nresolved',
    [
      '2026-03-10T10:32:00.000Z Ada Lovelace: it is back\nfor all',
      '2026-03-10T10:35:00.000Z Ada Lovelace: really',
      '2026-03-10T22:40:00.000Z PagerDuty: resolved'
    ]
  ],
  [
    'Slack, copied, with the time on a line of its own',
    'Ada Lovelace\n  10:32 AM\nit is back\nGrace Hopper\n  10:34 AM\nseen',
    ['2026-03-10T10:32:00.000Z Ada Lovelace: it is back', '2026-03-10T10:34:00.000Z Grace Hopper: seen']
  ],
  [
    'Discord',
    'ada — 04/25/2024 10:33 AM\nhi\ngrace — 25 April 2024 10:34\nho',
    ['2024-04-25T10:33:00.000Z ada: hi', '2024-04-25T10:34:00.000Z grace: ho']
  ],
  [
    'Teams',
    '[4/25/2024 10:32 AM] Ada Lovelace\nit is back\n[10:35 AM] Grace: yes: all of it',
    ['2024-04-25T10:32:00.000Z Ada Lovelace: it is back', '2024-04-25T10:35:00.000Z Grace: yes: all of it']
  ],
  [
    'a messenger',
    '25/04/2024, 10:32 - Ada: back\n[25/04/2024, 10:33:11] Grace: good',
    ['2024-04-25T10:32:00.000Z Ada: back', '2024-04-25T10:33:11.000Z Grace: good']
  ],
  ['IRC', '[12:30] <@ada> hi\n12:31 <grace> ho', ['2026-03-10T12:30:00.000Z ada: hi', '2026-03-10T12:31:00.000Z grace: ho']],
  [
    'a log with ISO times, and the trace below',
    '2024-04-15T12:03:04.123Z INFO started\n2024-04-15 14:03:05,5+02:00 ERROR boom\n\tat foo\n\tat bar',
    ['2024-04-15T12:03:04.123Z INFO started', '2024-04-15T12:03:05.500Z ERROR boom\n\tat foo\n\tat bar']
  ],
  ['syslog', 'Mar  9 12:03:04 web-1 sshd[12]: accepted', ['2026-03-09T12:03:04.000Z web-1 sshd[12]: accepted']],
  [
    'the common log format',
    '10.0.0.1 - - [15/Apr/2024:12:03:04 +0200] "GET / HTTP/1.1" 200 12',
    ['2024-04-15T10:03:04.000Z 10.0.0.1 - - [15/Apr/2024:12:03:04 +0200] "GET / HTTP/1.1" 200 12']
  ],
  ['nginx errors', '2024/04/15 12:03:04 [error] 7#7: upstream', ['2024-04-15T12:03:04.000Z [error] 7#7: upstream']],
  [
    'epoch seconds, with parts, and milliseconds',
    '1713182584 a\n1713182584.25 b\n1713182584007 c',
    ['2024-04-15T12:03:04.000Z a', '2024-04-15T12:03:04.250Z b', '2024-04-15T12:03:04.007Z c']
  ],
  [
    'a list under a heading with the date',
    '## Timeline of 15 April 2024\n\n- 12:32: down\n  - the first two only\n- **12:40** – up\n\nThanks to all.',
    ['2024-04-15T12:32:00.000Z down\n- the first two only', '2024-04-15T12:40:00.000Z up']
  ],
  [
    'lines below a date',
    'Monday, 15 April 2024\n12:32:01 down\n10:05-10:20 looked\n--- 2024-04-16 ---\n1) 9:00 pm up',
    ['2024-04-15T12:32:01.000Z down', '2024-04-15T10:05:00.000Z (until 10:20) looked', '2024-04-16T21:00:00.000Z up']
  ],
  [
    'the time behind',
    '- First detected: 2024-04-15 12.32\n- Resolved 2024-04-18 16:13',
    ['2024-04-15T12:32:00.000Z First detected', '2024-04-18T16:13:00.000Z Resolved']
  ],
  [
    'a table with its column of times anywhere',
    '| What | When (UTC) | Who |\n|---|:--|---|\n| down, *all* | 2024-04-15 12:32 | Ada |\n| a \\| b | 12:40 | |',
    ['2024-04-15T12:32:00.000Z Ada: down, *all*', '2024-04-15T12:40:00.000Z a | b']
  ],
  [
    'a table with a column for the day',
    '| Date | Time | Event |\n|-|-|-|\n| 2024-04-15 | 12:32 | down |',
    ['2024-04-15T12:32:00.000Z down']
  ],
  [
    'messages of Slack as JSON',
    JSON.stringify({
      messages: [
        { ts: '1713182585.0002', user_profile: { real_name: 'Ada' }, text: 'a &amp; <https://x.example|b>' },
        { ts: '1713182584', text: 'c' }
      ]
    }),
    ['2024-04-15T12:03:04.000Z c', '2024-04-15T12:03:05.000Z Ada: a & [b](https://x.example)']
  ]
]

describe('What is pasted', () => {
  it.each(KINDS)('D270 %s becomes dated entries', (_kind, text, entries) => {
    expect(told(text)).toEqual(entries)
  })

  it('D271 a zone that stands at the time wins over the one the text states, and that over the chosen one', () => {
    const berlin = { zone: 'Europe/Berlin' }
    expect(told('2024-07-15 12:00 a\n2024-07-15 12:00 UTC b\n2024-07-15 12:00 -0700 c', berlin)).toEqual([
      '2024-07-15T10:00:00.000Z a',
      '2024-07-15T12:00:00.000Z b',
      '2024-07-15T19:00:00.000Z c'
    ])
    const stated = 'All times in EDT.\n\n2024-07-15 12:00 a\n2024-07-15 12:00Z b'
    expect(told(stated, berlin)).toEqual(['2024-07-15T16:00:00.000Z a', '2024-07-15T12:00:00.000Z b'])
    expect(read(stated).statedZone).toBe('EDT')
    expect(told('| Date and Time in CET | Event |\n|---|---|\n| 2019-11-29 12:00 | a |')).toEqual(['2019-11-29T11:00:00.000Z a'])
  })

  const berlin = { zone: 'Europe/Berlin' }
  const DOUBTFUL: [Doubt, string, string, Partial<ResolveOptions>][] = [
    ['noDate', '12:30 a', '2026-03-10T12:30:00.000Z', {}],
    ['noYear', 'Mar 9 12:30:00 a', '2026-03-09T12:30:00.000Z', {}],
    ['noYear', 'Dec 31 23:59:59 a', '2025-12-31T23:59:59.000Z', {}],
    ['badYear', '20266-03-09 12:30 a', '2026-03-09T12:30:00.000Z', {}],
    ['relativeDay', 'Ada — Yesterday at 12:30\na', '2026-03-09T12:30:00.000Z', {}],
    ['dayMonth', '03/04/2024 12:30 a', '2024-04-03T12:30:00.000Z', {}],
    ['dayMonth', '03/04/2024 12:30 a', '2024-03-04T12:30:00.000Z', { isDayFirst: false }],
    ['noTime', '| 2024-04-15 --:-- | a |', '2024-04-15T00:00:00.000Z', {}],
    ['noTime', '| 2024-04-15 14:?? | a |', '2024-04-15T14:00:00.000Z', {}],
    ['noTime', '- 2024-04-15: a', '2024-04-15T00:00:00.000Z', {}],
    ['unreadableDate', '2024-02-31 12:30 a', '2026-03-10T12:30:00.000Z', {}],
    ['gap', '2026-03-29 02:30 a', '2026-03-29T01:30:00.000Z', berlin],
    ['overlap', '2026-10-25 02:30 a', '2026-10-25T00:30:00.000Z', berlin],
    ['zoneName', '2024-04-15 12:30 IST a', '2024-04-15T07:00:00.000Z', {}],
    ['season', '2024-07-15 12:30 CET a', '2024-07-15T11:30:00.000Z', {}],
    ['inside', 'Between 2024-04-15 12:30 and the evening it was down', '2024-04-15T12:30:00.000Z', {}]
  ]
  it.each(DOUBTFUL)('D272 %s is a doubt that is told: %s', (doubt, text, at, options) => {
    const { entries } = read(text, options)
    expect(entries.map((entry) => new Date(entry.at).toISOString())).toEqual([at])
    expect(entries[0]!.doubts).toContain(doubt)
  })

  it('D273 a time much earlier than the one above is of the next day, and says so; one a little earlier is out of order', () => {
    const { entries } = read('2024-04-15 23:50 a\n23:40 b\n00:10 c\n00:05 d')
    expect(entries.map(({ at, doubts }) => [new Date(at).toISOString().slice(8, 16), ...doubts])).toEqual([
      ['15T23:50'],
      ['15T23:40'],
      ['16T00:10', 'crossesMidnight'],
      ['16T00:05']
    ])
  })

  it('D274 which of day and month comes first is taken from the dates that can be read one way only', () => {
    expect(told('03/04/2024 10:00 a\n03/14/2024 10:00 b')[0]).toBe('2024-03-04T10:00:00.000Z a')
    expect(read('03/04/2024 10:00 a\n03/14/2024 10:00 b').isOrderOpen).toBe(false)
    expect(read('03/04/2024 10:00 a').isOrderOpen).toBe(true)
  })

  it('D275 what is no entry is named with its line and why', () => {
    const { notTaken } = read('# Postmortem\nnobody knows\n- 12:30 a\n\n- no time here\n|x|y|\n' + JSON.stringify({ a: 1 }))
    expect(notTaken).toEqual([
      { line: 1, text: '# Postmortem', reason: 'a heading' },
      { line: 2, text: 'nobody knows', reason: 'no time in this line' },
      { line: 5, text: '- no time here', reason: 'no time in this line' },
      { line: 6, text: '|x|y|', reason: 'this table has no column of times' },
      { line: 7, text: '{"a":1}', reason: 'no time in this line' }
    ])
    expect(read('x'.repeat(MAX_PASTE + 1)).notTaken[0]?.reason).toContain('2000000 are read at once')
  })
})

const SECOND = 1000
const time = fc.integer({ min: 1_000_000_000, max: Date.UTC(2037, 0) / SECOND }).map((seconds) => seconds * SECOND)
const word = fc.constantFrom('checkout', 'is', 'back', 'r-318', 'pool=400', '`code`', 'naïve', '漢字', '100%', '(half)', 'http://x.example')
const sentence = fc.array(word, { minLength: 2, maxLength: 8 }).map((words) => `it ${words.join(' ')}`)
const author = fc.constantFrom('Ada Lovelace', 'Ji-woo Han', 'Tomás', 'Grace M. Hopper')
const entries = fc.array(fc.record({ at: time, text: sentence, author }), { minLength: 1, maxLength: 12 })
const iso = (at: number) => new Date(at).toISOString()
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (value: number) => String(value).padStart(2, '0')
const half = (at: number) => {
  const date = new Date(at)
  return `${date.getUTCHours() % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}`
}
const slashed = (at: number) => `${new Date(at).getUTCMonth() + 1}/${new Date(at).getUTCDate()}/${new Date(at).getUTCFullYear()}`
interface Printed {
  at: number
  text: string
  author: string
}

/** How each program writes its lines. */
const PRINTERS: Record<string, (entry: Printed) => string> = {
  iso: ({ at, text }) => `${iso(at)} ${text}`,
  'ISO with an offset': ({ at, text }) => `${iso(at + 19_800_000).slice(0, 19)}+05:30 ${text}`,
  bullets: ({ at, text }) => `- ${iso(at).slice(0, 19).replace('T', ' ')}: ${text}`,
  dashes: ({ at, text }) => `* **${iso(at).slice(0, 19).replace('T', ' ')}** – ${text}`,
  epoch: ({ at, text }) => `${at / SECOND}.000 ${text}`,
  table: ({ at, text }) => `| ${text} | ${iso(at).slice(0, 10)} ${iso(at).slice(11, 19)} |`,
  Discord: ({ at, text, author }) =>
    `${author} — ${new Date(at).getUTCDate()} ${MONTHS[new Date(at).getUTCMonth()]} ${new Date(at).getUTCFullYear()} ${iso(at).slice(11, 19)}\n${text}`,
  Teams: ({ at, text, author }) => `[${slashed(at)} ${half(at)}] ${author}: ${text}`,
  'lines below a date': ({ at, text }) => `## ${iso(at).slice(0, 10)}\n${iso(at).slice(11, 19)} ${text}`
}
const HAS_AUTHOR = new Set(['Discord', 'Teams'])

describe('Any entries', () => {
  for (const [name, print] of Object.entries(PRINTERS)) {
    it(`D276 printed as ${name} are read as the same`, () => {
      fc.assert(
        fc.property(entries, (printed) => {
          const { entries: found } = read(printed.map(print).join('\n'), { isDayFirst: false })
          const expected = printed.map(({ at, text, author }) => ({ at, text, author: HAS_AUTHOR.has(name) ? author : undefined }))
          expect(found.map(({ at, text, author }) => ({ at, text, author }))).toEqual(expected)
        })
      )
    })
  }

  it('D277 of all lines, whatever their order, none is lost: each is in an entry or among those not taken', () => {
    const line = fc.oneof(
      fc.tuple(fc.constantFrom(...Object.values(PRINTERS)), time, author).map(
        ([print, at, by]) =>
          (text: string) =>
            print({ at, text, author: by })
      ),
      fc
        .constantFrom('', '# ', '- ', '  - ', '\t', '> ', '| ', '12:30 ', '12:30\n', 'Ada Lovelace\n10:00 AM\n', '**', '[', 'Monday ')
        .map((lead) => (text: string) => lead + text)
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.map((write, index) => write(`w${index}w`)).join('\n')
        const { entries: found, notTaken } = read(text)
        const kept = JSON.stringify([found, notTaken])
        lines.forEach((_line, index) => expect(kept).toContain(`w${index}w`))
      })
    )
  })

  it('D278 no text throws, and every time is one that can be kept', () => {
    const piece = fc.constantFrom(
      '12:30',
      '24:00',
      '2024-04-15',
      ' ',
      '\n',
      '|',
      '-',
      '[',
      ']',
      ':',
      '.',
      'Jan',
      'Monday',
      '99',
      '0',
      'Z',
      '+99:99',
      '{',
      '"ts"',
      '#',
      '<',
      '>',
      '9999-12-31',
      '1713182584'
    )
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
    )
    fc.assert(
      fc.property(text, fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Apia'), (pasted, zone) => {
        for (const { at } of read(pasted, { zone }).entries)
          expect(Number.isSafeInteger(at) && !Number.isNaN(new Date(at).getTime())).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  const HOSTILE = [
    'a',
    '1',
    ' ',
    '|',
    '| a ',
    '-',
    '2024-04-15 ',
    '12:30 \n',
    '12:30:',
    '[',
    '{"ts":',
    'Ada Lovelace ',
    'Ada\n',
    'monday, jan 1st ',
    '<a',
    '*',
    '# ',
    '\t',
    '|-|\n',
    '= = ',
    '12:00 Aaaa/',
    'times in ',
    '![]('
  ]
  it('D279 a million characters made to take long are over soon', () => {
    for (const piece of HOSTILE) {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
      expect(read(text).entries.length).toBeLessThanOrEqual(text.length)
    }
  }, 60_000)
})
