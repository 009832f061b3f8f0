import { existsSync, readdirSync, readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWarRoom, type OpenedWarRoom } from '#main/seat/openWarRoom.ts'
import { reckon } from '#test/support/reckon.ts'
import { tempFolder } from '#test/support/tempDir.ts'
import { valueOf } from '#shared/domain/result.ts'

/*
 * Figures beside those that others published of the same incidents. Wherever they differ, the incident and the reason stand here; a
 * difference nobody explained fails, and so does an explanation of none.
 */

const DATASETS = new URL('../../../shared/datasets/', import.meta.url)
const PAGE = new URL('github-statuses/', DATASETS)
const LOG = new URL('moj-cloud-platform/', DATASETS)

type Imported = OpenedWarRoom & { remove(): void }

async function openWith(folder: URL, names: readonly string[]): Promise<Imported> {
  const { dir, remove } = tempFolder()
  const opened = await openWarRoom({ dataDir: dir })
  for (const name of names) {
    const report = valueOf(await opened.warRoom.importFile({ name, bytes: readFileSync(new URL(name, folder)), format: 'auto' }))
    expect(report, name).toMatchObject({ problemCount: 0 })
  }
  return { ...opened, remove }
}

const EVERYTHING = { isPrevious: false, bucket: null, group: null, heatCell: null, bin: null, outcome: null }

/** Seconds by the key of the incident; in words what it is where there is no such value. */
async function measured({ warRoom }: OpenedWarRoom, text: string, keyOf: (incident: { id: string; title: string }) => string) {
  const behind = valueOf(await warRoom.listBehind({ text, point: EVERYTHING, offset: 0, limit: 1000 }))
  if (behind.type === 'problem') throw new Error(behind.message)
  return new Map(behind.incidents.map((each) => [keyOf(each), each.outcome === 'value' ? each.value! / 1000 : each.outcome]))
}

const secondsBetween = (start: string, end: string): number => (Date.parse(end) - Date.parse(start)) / 1000

describe.skipIf(!existsSync(PAGE))('figures of a public status page (skipped where ../shared/datasets is not)', () => {
  const csv = <Row>(name: string) => Papa.parse<Row>(readFileSync(new URL(name, PAGE), 'utf8').trim(), { header: true }).data
  const windows = () => csv<{ incident_id: string; downtime_start: string; downtime_end: string }>('downtime_windows.csv')
  const records = () =>
    readFileSync(new URL('incidents.jsonl', PAGE), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; url: string; started_at: string; impact: string })
  let room: Imported
  const keys = new Map<string, string>()

  beforeAll(async () => {
    room = await openWith(PAGE, ['incidents.jsonl'])
    const byUrl = new Map(records().map(({ id, url }) => [url, id]))
    for (const { id } of valueOf(await room.warRoom.listSummaries({ query: '' }))) {
      const { links } = valueOf(await room.warRoom.showIncident({ ref: id }))
      keys.set(id, byUrl.get(links[0]!.url)!)
    }
  })
  afterAll(async () => {
    await room.close()
    room.remove()
  })
  const measure = (text: string) => measured(room, text, ({ id }) => keys.get(id)!)

  it('D520 the time in Active is the time in all update states that a status page counted, incident by incident', async () => {
    const segments = csv<{ incident_id: string; start_at: string; end_at: string }>('segments.csv')
    const expected = new Map(records().map(({ id }) => [id, 0]))
    for (const { incident_id, start_at, end_at } of segments)
      expected.set(incident_id, expected.get(incident_id)! + secondsBetween(start_at, end_at))
    expect(segments.length).toBeGreaterThan(1500)
    // Investigating, Update, Scheduled and In progress are all Active; no update of these years says Monitoring, which would be Stable
    expect(await measure('sum status_active_duration')).toEqual(expected)
    expect(new Set((await measure('sum status_stable_duration')).values())).toEqual(new Set(['notApplicable']))
    // what a page counts begins when it says something, and so does the time to resolve
    expect(await measure('sum time_to_resolve')).toEqual(expected)
  })

  it('D521 the customer impact duration is the downtime that a status page measured, where it says that customers felt it', async () => {
    const values = await measure('sum customer_impact_duration')
    const differs = windows()
      .filter(({ incident_id: id, downtime_start, downtime_end }) => values.get(id) !== secondsBetween(downtime_start, downtime_end))
      .map(({ incident_id: id }): [string, string] => [id, String(values.get(id))])
    const UNFELT = 'the page says the impact is none'
    const PLANNED = 'it is maintenance, and the page names no impact'
    const REASONS: Record<string, string> = {
      '9848679': UNFELT,
      '11073325': UNFELT,
      '11120967': UNFELT,
      '11192142': UNFELT,
      '12746857': UNFELT,
      '14012953': UNFELT,
      '15272710': UNFELT,
      '16005673': UNFELT,
      '16008216': UNFELT,
      '16335004': UNFELT,
      '17598715': UNFELT,
      '17959889': UNFELT,
      '22381154': UNFELT,
      '9630129': PLANNED,
      '9622130': PLANNED,
      '9629077': PLANNED,
      '9723156': PLANNED,
      '9978751': PLANNED,
      '10436807': PLANNED,
      '11314069': PLANNED,
      '12382877': PLANNED,
      '12637627': PLANNED,
      '16051676': PLANNED
    }
    expect(new Set(differs.map(([id]) => id))).toEqual(new Set(Object.keys(REASONS)))
    for (const [id, outcome] of differs) {
      expect(outcome, `${id}: ${REASONS[id]}`).toBe('notApplicable')
      expect(records().find((record) => record.id === id)!.impact).toBe(REASONS[id] === UNFELT ? 'none' : 'maintenance')
    }
  })

  it('D522 aggregations by quarter of a status page are those of its own table', async () => {
    const impactOf = new Map(records().map(({ id, started_at, impact }) => [id, { at: Date.parse(started_at), impact }]))
    const felt = windows().filter(({ incident_id: id }) => ['minor', 'major', 'critical'].includes(impactOf.get(id)!.impact))
    for (const agg of ['count', 'sum', 'mean', 'min', 'max', 'p50', 'p90', 'p99'] as const) {
      const answer = valueOf(await room.warRoom.measureSeries({ text: `${agg} customer_impact_duration rollup quarter from 2022 to 2025` }))
      if (answer.type === 'problem') throw new Error(answer.message)
      const { edges, series } = answer.current
      expect(edges).toHaveLength(13)
      edges.slice(0, -1).forEach((edge, index) => {
        const inside = felt.filter(({ incident_id: id }) => impactOf.get(id)!.at >= edge && impactOf.get(id)!.at < edges[index + 1]!)
        const lengths = inside.map(({ downtime_start, downtime_end }) => secondsBetween(downtime_start, downtime_end) * 1000)
        expect(series[0]!.cells.value[index], `${agg} ${new Date(edge).toISOString()}`).toBe(reckon(agg, lengths))
      })
    }
  })
})

/** `measure`: by the definition `current`. `detected`, `impact`: from that time to resolved, which Muster has no measure of. */
type From = 'time_to_repair' | 'time_to_resolve' | 'detected' | 'impact'
type Published = { is: From } | { why: string }
const is = (from: From): Published => ({ is: from })
const why = (reason: string): Published => ({ why: reason })

const SUPPORT_HOURS = 'counted in support hours only'
const MISTAKE_FROM_0940 = 'counted from 09:40; it was first detected at 09:33'
const NAMED: Record<string, { repair: Published; resolve: Published }> = {
  // before it wrote down "Repaired", this log called it repaired when it was resolved, from the declaration on
  '2020-02-12': { repair: is('time_to_repair'), resolve: is('impact') },
  '2020-02-18': { repair: is('time_to_repair'), resolve: is('impact') },
  '2020-02-25': {
    repair: why('4 h 9 min lie between no two of its times; declared to resolved are 6 h 9 min'),
    resolve: why(SUPPORT_HOURS)
  },
  '2020-04-15': { repair: is('time_to_resolve'), resolve: why(SUPPORT_HOURS) },
  '2020-08-04': {
    repair: why('5 h 8 min lie between no two of its times; declared to resolved are 5 h 12 min'),
    resolve: why(SUPPORT_HOURS)
  },
  '2020-08-07': { repair: is('time_to_repair'), resolve: why(SUPPORT_HOURS) },
  '2020-08-14': { repair: is('time_to_resolve'), resolve: is('detected') },
  '2020-08-25': { repair: is('time_to_resolve'), resolve: is('detected') },
  '2022-01-22': { repair: is('time_to_repair'), resolve: is('detected') },
  '2022-03-10': { repair: is('time_to_repair'), resolve: is('detected') },
  '2022-07-11': { repair: why(MISTAKE_FROM_0940), resolve: why(MISTAKE_FROM_0940) },
  '2022-11-15': { repair: is('time_to_repair'), resolve: is('detected') },
  '2024-04-15': { repair: is('time_to_repair'), resolve: why('21 h 20 min of three days: working hours only, without saying so') },
  '2024-07-25': { repair: is('time_to_repair'), resolve: is('detected') },
  '2024-09-20': {
    repair: why('counted from 11:22, when it broke; it was first detected at 11:24'),
    resolve: why('counted from 11:20, a time that its log does not have')
  }
}

describe.skipIf(!existsSync(LOG))('figures of an incident log in Markdown (skipped where ../shared/datasets is not)', () => {
  it('D523 times to repair and to resolve that a log published are those of the clock, where it went by the clock', async () => {
    const names = readdirSync(LOG).filter((name) => name.endsWith('.md.erb'))
    expect(names.map((name) => name.slice(0, 10))).toEqual(Object.keys(NAMED))
    const room = await openWith(LOG, names)
    const found = new Map<string, Record<From, unknown>>()
    for (const { id, title } of valueOf(await room.warRoom.listSummaries({ query: '' }))) {
      const of = async (measure: string) => valueOf(await room.warRoom.explainMeasure({ ref: id, measure, definition: 'current' }))
      const [repair, resolve, detect] = [await of('time_to_repair'), await of('time_to_resolve'), await of('time_to_detect')]
      const at = (why: typeof repair, name: string) => why.evidence.find((each) => each.name === name)?.at ?? NaN
      const resolvedAt = at(resolve, 'resolved')
      found.set(title.slice('Incident on '.length, 'Incident on 2020-02-12'.length), {
        time_to_repair: repair.value,
        time_to_resolve: resolve.value,
        detected: resolvedAt - at(repair, 'detected'),
        impact: resolvedAt - at(detect, 'impact start')
      })
    }
    const minutes = (text: string, of: string) => {
      const [, hours = 0, rest = 0] = new RegExp(`\\*\\*Time to ${of}\\*\\*: (?:(\\d+)h)? ?(?:(\\d+)m)?`).exec(text)!
      return (Number(hours) * 60 + Number(rest)) * 60_000
    }
    for (const name of names) {
      const text = readFileSync(new URL(name, LOG), 'utf8')
      const [day, times] = [name.slice(0, 10), found.get(name.slice(0, 10))!]
      for (const of of ['repair', 'resolve'] as const) {
        const published = minutes(text, of)
        const named = NAMED[day]![of]
        if ('is' in named) expect(times[named.is], `${day} ${of}`).toBe(published)
        else expect(Object.values(times), `${day} ${of}: ${named.why}`).not.toContain(published)
        if ('why' in named && named.why === SUPPORT_HOURS) expect(text).toMatch(new RegExp(`Time to ${of}.*during support hours`))
      }
    }
    // it was declared three minutes after it was resolved: said, and not counted
    expect(found.get('2022-01-22')!.time_to_resolve).toBeNull()
    await room.close()
    room.remove()
  })
})
