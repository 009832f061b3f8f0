import { fromCsv } from '#shared/domain/csv.ts'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '#main/cli/commands/index.ts'
import { parseWhen } from '#main/cli/times.ts'
import { fail, ok } from '#shared/domain/result.ts'
import { NOW, runFake } from './fakeIo.ts'

const summary = {
  id: 'abcdefgh12345678',
  number: null,
  title: 'Slow \u001b[31mred',
  severity: 'SEV-2',
  status: 'active',
  visibility: 'public',
  isTest: false,
  commander: 'Ann',
  services: ['web', 'app'],
  teams: [],
  declaredAt: '2026-11-23T10:30:00.000Z',
  resolvedAt: null,
  lastUpdateAt: '2026-11-23T11:00:00.000Z'
}
const counts = { matches: 1, openOutside: 0, total: 1, tookMs: 0, problem: null }
const noProblem = () => ok(counts)
const report = {
  format: 'statusFeed',
  incidents: 3,
  added: 2,
  changed: 0,
  unchanged: 1,
  problems: [{ line: 12, reason: 'it is not valid JSON' }],
  problemCount: 1,
  isCancelled: false
}

describe('I23 stdout carries data only; exit codes are 0, 1 failed, 2 not understood', () => {
  it.each([
    [['bogus'], /There is no command "bogus"/],
    [['show'], /ID is missing/],
    [['show', 'a', 'b'], /"b" is too much/],
    [['list', '--bogus'], /Unknown option '--bogus'/],
    [['declare'], /--title is missing/],
    [['declare', '--title', 'x', '--severity', 'bad'], /--severity is SEV-0 to SEV-10 or UNKNOWN, not "bad"/],
    [['status', 'x', 'gone'], /The status is one of active, stable, resolved, completed/],
    [['note', 'x', 'y', '--at', 'noonish'], /"noonish" is not a time/],
    [['hub', '--port', '99999'], /--port is a number/],
    [['import', 'f', '--format', 'xml'], /The format is one of auto/],
    [[], /Commands/]
  ])('%j is not understood', async (argv, reason) => {
    const { code, out, err } = await runFake(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(reason)
  })

  it('a failure is one line with its reason', async () => {
    const { code, out, err, closed } = await runFake(['show', 'x'], {
      showIncident: () => fail('notFound', 'There is no incident x\non this machine.')
    })
    expect([code, out, err, closed]).toEqual([1, '', 'muster: There is no incident x on this machine.\n', 1])
  })

  it('a wrong query names the place', async () => {
    const problem = { message: 'This ( is never closed.', at: 8, length: 1 }
    const { code, out, err } = await runFake(['list', 'title:x ('], { countList: () => ok({ ...counts, problem }) })
    expect([code, out, err]).toEqual([1, '', 'muster: This ( is never closed (at character 9: ()\n'])
  })
})

it('help names every command, and each tells its options', async () => {
  const { out } = await runFake(['--help'])
  for (const { name, options } of COMMANDS) {
    expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    const help = await runFake([name, '-h'])
    expect([help.code, help.opened]).toEqual([0, []])
    for (const option of [...Object.keys(options), 'data', 'json', 'as']) expect(help.out).toContain(`--${option}`)
  }
})

it('--data, else MUSTER_DATA, names the folder; --as who writes', async () => {
  expect(
    (await runFake(['sync', '--data', '/d', '--as', 'Ann'], { syncNow: () => ok({ received: 1, sent: 0, waiting: 0, incidents: 2 }) }))
      .opened
  ).toEqual([{ dataDir: '/d', as: 'Ann', stays: false }])
  expect((await runFake(['sync'], { syncNow: () => ok({ received: 1, sent: 0, waiting: 0, incidents: 2 }) })).opened).toEqual([
    { dataDir: '/data/of/env', stays: false }
  ])
})

it('list prints an aligned table without control characters, or the array', async () => {
  const answers = { countList: noProblem, listSummaries: () => ok([summary]) }
  const table = await runFake(['list', 'state:active', '-service:db'], answers)
  expect(table.calls).toEqual([
    ['countList', { query: 'state:active -service:db' }],
    ['listSummaries', { query: 'state:active -service:db' }]
  ])
  expect(table.out).toBe(
    'ID        SEVERITY  STATUS  DECLARED (UTC)    DURATION  COMMANDER  SERVICES  TITLE\n' +
      'abcdefgh  SEV-2     Active  2026-11-23 10:30  1h 30m    Ann        web, app  Slow [31mred\n'
  )
  expect(JSON.parse((await runFake(['list', '--json'], answers)).out)).toEqual([summary])
  expect(JSON.parse((await runFake(['list', '--json'], { ...answers, listSummaries: () => ok([]) })).out)).toEqual([])
})

it('list sorts by any column and prints CSV in which no cell is a formula', async () => {
  const answers = { countList: noProblem, listSummaries: () => ok([{ ...summary, title: '=cmd()', commander: null }]) }
  const sorted = await runFake(['list', '--sort', 'severity', '--csv', 'x'], answers)
  expect(sorted.calls.at(-1)).toEqual(['listSummaries', { query: 'x', sort: { by: 'severity', descending: false } }])
  const [head, row] = fromCsv(sorted.out)
  expect(head?.slice(0, 4)).toEqual(['id', 'number', 'title', 'severity'])
  expect(row?.slice(2, 4)).toEqual(['=cmd()', 'SEV-2'])
  expect(sorted.out).toContain("'=cmd()")
  expect((await runFake(['list', '--sort=-severity'], answers)).calls.at(-1)).toEqual([
    'listSummaries',
    { query: '', sort: { by: 'severity', descending: true } }
  ])
  expect((await runFake(['list', '--csv', '--json'], answers)).code).toBe(2)
  expect((await runFake(['list', '--sort', 'a b'], answers)).code).toBe(2)
})

it('declare passes what was said, and finds the commander by name', async () => {
  const argv = [
    'declare',
    '--title',
    'Slow',
    '--severity',
    'sev2',
    '--customer-impact',
    'YES',
    '--private',
    '--test',
    '--notes',
    '-x',
    '--service',
    'a',
    '--service',
    'b',
    '--team',
    't',
    '--commander',
    'ann'
  ]
  argv[argv.indexOf('--notes') + 1] = '- x'
  const { calls, out } = await runFake(argv, {
    listPeople: () => ok([{ id: 'p1', name: 'Ann' }]),
    declareIncident: () => ok({ id: 'abc' })
  })
  expect(calls.at(-1)).toEqual([
    'declareIncident',
    {
      title: 'Slow',
      severity: 'SEV-2',
      customerImpact: 'yes',
      visibility: 'private',
      isTest: true,
      services: ['a', 'b'],
      teams: ['t'],
      commander: { id: 'p1', name: 'Ann' },
      notes: '- x'
    }
  ])
  expect(out).toBe('abc\n')
})

it('note takes the rest of the line or stdin, and a time', async () => {
  const answers = { postNote: () => ok({ id: 'abc', entry: 'e1' }) }
  const posted = await runFake(['note', 'IR-1', 'two', 'words', '--at', '-10m'], answers)
  expect(posted.calls).toEqual([['postNote', { ref: 'IR-1', text: 'two words', at: NOW - 600_000 }]])
  expect(posted.out).toBe('e1\n')
  const piped = await runFake(['note', 'IR-1', '-'], answers, { readInput: async () => 'a\nb\n' })
  expect(piped.calls).toEqual([['postNote', { ref: 'IR-1', text: 'a\nb' }]])
})

it.each([
  ['2026-11-02T10:15Z', '2026-11-02T10:15:00.000Z'],
  ['2026-11-02 10:15', '2026-11-02T10:15:00.000Z'],
  ['2026-11-02T10:15+02:00', '2026-11-02T08:15:00.000Z'],
  ['10:15', '2026-11-23T10:15:00.000Z'],
  ['-90s', '2026-11-23T11:58:30.000Z'],
  ['-2d', '2026-11-21T12:00:00.000Z']
])('I24 the time %s is read in UTC', (text, expected) => {
  expect(new Date(parseWhen(text, NOW)).toISOString()).toBe(expected)
})
it.each(['25:00', '2026-13-40T00:00Z', '10 minutes ago', ''])('"%s" is not a time', (text) => {
  expect(() => parseWhen(text, NOW)).toThrow(/is not a time/)
})

describe('import', () => {
  it('I25 names bad lines on stderr, counts on stdout, and fails only when nothing was read', async () => {
    const imported = await runFake(['import', 'dir/f.jsonl'], { importFile: () => ok(report) })
    expect(imported.calls).toMatchObject([['importFile', { name: 'f.jsonl', format: 'auto' }]])
    expect([imported.code, imported.out, imported.err]).toEqual([
      0,
      '3 incidents read: 2 added, 0 changed, 1 as before; 1 problem\n',
      'line 12: it is not valid JSON\n'
    ])
    const nothing = await runFake(['import', 'f', '--json'], { importFile: () => ok({ ...report, incidents: 0 }) })
    expect([nothing.code, JSON.parse(nothing.out)]).toEqual([1, { ...report, incidents: 0 }])
  })

  it('a file that is not there is one line', async () => {
    const missing = await runFake(
      ['import', 'nope'],
      {},
      { readFile: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOENT' })) }
    )
    expect([missing.code, missing.out, missing.err]).toEqual([1, '', 'muster: nope was not imported: there is no such file.\n'])
  })

  it('Ctrl-C stops it and says what is kept', async () => {
    let stop = () => {}
    const stopped = await runFake(
      ['import', 'f'],
      {
        importFile: (_arg, options) => {
          stop()
          return ok({ ...report, isCancelled: options?.signal?.aborted ?? false })
        }
      },
      { onStop: (listener) => ((stop = listener), () => {}) }
    )
    expect(stopped.code).toBe(1)
    expect(stopped.err).toContain('The import was stopped; what was imported is kept.')
  })
})

it('verify fails when something is wrong, and still prints the report', async () => {
  const found = { isClean: false, rows: 5, documents: 2, files: 0, incidents: 1, problems: ['Row 3 is damaged.'] }
  const { code, out, err } = await runFake(['verify', '--json'], { verify: () => ok(found) })
  expect([code, JSON.parse(out), err]).toEqual([1, found, 'Row 3 is damaged.\n'])
})
