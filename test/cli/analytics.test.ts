import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { parseAnalytics } from '#shared/analytics/query/parse.ts'
import { fromCsv } from '#shared/domain/csv.ts'
import { commandOf } from '#renderer/state/analytics/explore.ts'
import { tempFolder } from '#test/support/tempDir.ts'
import { runFake } from './fakeIo.ts'

const MUSTER = fileURLToPath(new URL('../../src-main/cli/muster.mjs', import.meta.url))
const HOSTILE = '=HYPERLINK("http://x","y")'

/** Clocks go forward in Berlin on 30 March 2025. */
const FEED = [
  { id: '1', started_at: '2025-03-29T22:00:00Z', resolved_at: '2025-03-29T23:30:00Z', components: [HOSTILE] },
  { id: '2', started_at: '2025-03-30T12:00:00Z', resolved_at: '2025-03-30T12:10:30Z', components: ['Web shop'] },
  { id: '3', started_at: '2025-03-30T21:59:59Z', resolved_at: null, components: [] },
  { id: '4', started_at: '2025-03-30T22:00:00Z', resolved_at: '2025-03-30T23:00:00Z', components: ['Web shop'] }
].map((each) => ({
  ...each,
  title: `Incident ${each.id}`,
  url: `https://status.example/${each.id}`,
  updated_at: each.resolved_at ?? each.started_at,
  impact: 'minor',
  updates: [
    { at: each.started_at, status: 'Investigating', message: 'We look.' },
    ...(each.resolved_at ? [{ at: each.resolved_at, status: 'Resolved', message: 'Over.' }] : [])
  ]
}))

const { dir: folder, remove } = tempFolder()
const muster = (...argv: string[]) => runFake([...argv, '--data', folder], {}, { open: openWarRoom, readFile: (path) => readFile(path) })
const analytics = async (...argv: string[]) => {
  const ended = await muster('analytics', ...argv)
  expect([ended.code, ended.err]).toEqual([0, ''])
  return ended.out
}

beforeAll(async () => {
  const file = join(folder, 'feed.jsonl')
  await writeFile(file, FEED.map((each) => JSON.stringify(each)).join('\n'))
  expect((await muster('import', file)).out).toContain('4 added')
})
afterAll(remove)

const OPTIONS = ['--measure', 'time_to_resolve', '--agg', 'sum', '--by', 'service', '--rollup', 'day', '--zone', 'Europe/Berlin']
const DAYS = ['2025-03-29T00:00:00+01:00', '2025-03-30T00:00:00+01:00', '2025-03-31T00:00:00+02:00']
const row = (start: string, group: string | null, value: number | null, n: number, pending = 0) => ({
  start,
  group,
  value,
  n,
  pending,
  notApplicable: 0,
  invalid: 0
})

it("D510 figures on the command line are those of the engine, in rows of one shape: times with the zone's offset at that moment, durations in seconds", async () => {
  const out = await analytics(...OPTIONS, '--from', '2025-03-29', '--to', '2025-04-01', '--json')
  expect(JSON.parse(out)).toEqual({
    definition: '2023',
    measure: 'time_to_resolve',
    agg: 'sum',
    zone: 'Europe/Berlin',
    buckets: [
      row(DAYS[0]!, HOSTILE, 5400, 1),
      row(DAYS[0]!, 'Web shop', 0, 0),
      row(DAYS[0]!, null, 0, 0),
      row(DAYS[1]!, HOSTILE, 0, 0),
      row(DAYS[1]!, 'Web shop', 630, 1),
      row(DAYS[1]!, null, 0, 0, 1),
      row(DAYS[2]!, HOSTILE, 0, 0),
      row(DAYS[2]!, 'Web shop', 3600, 1),
      row(DAYS[2]!, null, 0, 0)
    ]
  })
  // what stands on no option is one row, and the median of nothing is nothing
  const one = JSON.parse(await analytics('--measure', 'time_to_resolve', 'title:"Incident 3"', '--json')) as { agg: string; buckets: [] }
  expect([one.agg, one.buckets]).toEqual(['p50', [row('2025-03-30T21:59:59+00:00', null, null, 0, 1)]])
  const top = JSON.parse(await analytics('--by', 'service', '--top', '1', '--json')) as { buckets: { group: string }[] }
  expect(top.buckets.map(({ group }) => group)).toEqual(['Web shop', '(other)'])
  const now = JSON.parse(await analytics('--rollup', 'quarter', '--from', '2025', '--to', '2030', '--json')) as {
    buckets: { start: string }[]
  }
  // quarters that have not begun say nothing
  expect(now.buckets.at(-1)!.start).toBe('2026-10-01T00:00:00+00:00')
})

it('D511 every option that is wrong is named with what was expected, and so is the place in a query or a question', async () => {
  const wrong: [string[], number, string][] = [
    [['--measure', 'speed'], 2, '--measure: "speed" cannot be measured. Expected incident_count, '],
    [['--agg', 'p91'], 2, '--agg: "p91" is not a way to put values together. Expected count, sum, '],
    [['--by', 'servic'], 2, '--by: There is no field "servic". Did you mean service?'],
    [['--by', 'created'], 2, '--by: Incidents cannot be grouped by created. Expected a field of names'],
    [['--rollup', 'month zone UTC'], 2, '--rollup: "month zone UTC" is not a length of time. Expected hour, day, '],
    [['--zone', 'Mars/Base'], 2, '--zone: There is no zone "Mars/Base". Expected UTC or a name such as Europe/Berlin'],
    [['--week-start', 'noon'], 2, '--week-start: "noon" is not a day of the week. Expected monday, '],
    [['--from', 'spring'], 2, '--from: "spring" is not a time. Expected a time such as 2024-01-31'],
    [['--to', '2025-02-30'], 2, '--to: "2025-02-30" is not a time. Expected a time such as 2024-01-31'],
    [['--from', '2025', '--to', '2024'], 2, '--to: This ends before it begins'],
    [['--top', '51'], 2, '--top: "51" is not a number from 1 to 50'],
    [['--compare', 'next'], 2, '--compare: "next" is not something to compare with. Expected previous'],
    [['--compare', 'previous'], 2, '--compare: Expected from, to know what to compare with'],
    [['--definition', '2025'], 2, '--definition: "2025" is not a definition. Expected 2023 or current'],
    [['--rollup', 'hour', '--from', '1960', '--to', '2026'], 2, '--rollup: This would be more than 20,000 hours.'],
    [['--rollup'], 2, '--rollup takes LENGTH, which is missing: a row for each hour, day, week, month or quarter'],
    [['--by', 'a"b'], 2, '--by takes no quotation marks inside its value: a"b'],
    [['--csv', '--json'], 2, '--csv and --json are two shapes: choose one'],
    [['--question', 'count', 'state:active'], 2, '--question is the whole question, so "state:active" is too much'],
    [['p90 time_to_resolve', '--by', 'service'], 2, '--by beside a whole question is too much'],
    [['--question', 'p90 time_to_resolve rollup year'], 1, 'Expected hour, day, week, month or quarter (at character 28: year)'],
    [['--by', 'service', 'state:(active'], 1, 'never closed: expected a ) (at character 7: ()']
  ]
  for (const [argv, code, words] of wrong) {
    const ended = await muster('analytics', ...argv)
    expect([ended.code, ended.out, ended.err], argv.join(' ')).toEqual([code, '', expect.stringContaining(`muster: `)])
    expect(ended.err).toContain(words)
  }
})

it('D512 figures as CSV are the same rows, and no cell of them begins as a formula does', async () => {
  const question = ['--by', 'service', '--rollup', 'day', '--from', '2025-03-29', '--to', '2025-04-01']
  const { buckets } = JSON.parse(await analytics(...question, '--json')) as { buckets: Record<string, unknown>[] }
  const csv = await analytics(...question, '--csv')
  const [head, ...rows] = fromCsv(csv)
  expect(rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head![at], cell])))).toEqual(
    buckets.map((each) => Object.fromEntries(Object.entries(each).map(([name, value]) => [name, String(value ?? '')])))
  )
  expect(csv).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`)
  expect(csv).not.toMatch(/(^|,)"?[=+@-]/m)
  const compared = fromCsv(await analytics(...question.slice(2), '--compare', 'previous', '--csv'))
  expect(compared.map(([period, start, , value]) => [period, start!.slice(0, 10), value])).toEqual([
    ['period', 'start', 'value'],
    ['current', '2025-03-29', '1'],
    ['current', '2025-03-30', '3'],
    ['current', '2025-03-31', '0'],
    ['previous', '2025-03-26', '0'],
    ['previous', '2025-03-27', '0'],
    ['previous', '2025-03-28', '0']
  ])
})

it('D513 a question copied from Explore runs in a shell as it is, and says the same as its options do', async () => {
  const words = `sum time_to_resolve by service rollup day zone Europe/Berlin from 2025-03-29 to 2025-04-01 where NOT title:"it's down"`
  const parsed = parseAnalytics(words)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const script = `muster() { "$NODE" "$MUSTER" "$@"; }\n${commandOf(parsed.query)} --json`
  const env = { ...process.env, NODE: process.execPath, MUSTER, MUSTER_DATA: folder }
  const shell = spawnSync('sh', ['-c', script], { encoding: 'utf8', env })
  expect([shell.status, shell.stderr]).toEqual([0, ''])
  const range = ['--from', '2025-03-29', '--to', '2025-04-01', '--json']
  expect(shell.stdout).toBe(await analytics(...OPTIONS, ...range, `NOT title:"it's down"`))
  expect(shell.stdout).toBe(await analytics('--question', words, '--json'))
  // a word that begins so is a question; in quotation marks it is looked for
  expect((await muster('analytics', 'count of cats')).err).toContain('"of" cannot be measured')
  expect(JSON.parse(await analytics('"count of cats"', '--json'))).toMatchObject({ buckets: [{ value: 0 }] })
})

it('D514 figures for people: a row a bucket and group, beside it the period before, below it what they are about and what was left out', async () => {
  await muster('declare', '--title', 'Trying it out', '--severity', 'SEV-5', '--test')
  const days = ['--by', 'service', '--rollup', 'day', '--zone', 'Europe/Berlin', '--from', '2025-03-30', '--to', '2025-03-30T23:00']
  const lines = (await analytics('--measure', 'time_to_resolve', '--agg', 'max', ...days, '--compare', 'previous')).split('\n')
  expect(lines.slice(0, 4).map((line) => line.split(/ {2,}/))).toEqual([
    ['DAY FROM', 'SERVICES', 'MAX', 'BEFORE', 'N', 'PENDING', 'NOT APPLICABLE', 'INVALID'],
    ['2025-03-30 *', 'Web shop', '10m', '-', '1', '0', '0', '0'],
    [''],
    ['Time to resolve: resolved − created; definition 2023, Europe/Berlin.']
  ])
  expect(lines[4]).toBe('max over the whole period: 10m of 1 incident; in the period before: 1h 30m of 1 incident.')
  expect(lines[5]).toBe('* is not whole: cut off by the period, or not over yet.')
  expect(await analytics('--measure', 'time_to_resolve', '--from', '2025-03-30T12:00Z', '--to', '2025-03-30T13:00Z')).toBe(
    `P50  N  PENDING  NOT APPLICABLE  INVALID\n10m  1  0        0               0\n\nTime to resolve: resolved − created; definition 2023, UTC.\np50 over the whole period: 10m of 1 incident.\n`
  )
  expect(await analytics()).toContain('1 test left out.')
})
