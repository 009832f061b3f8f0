import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvents } from '#shared/doc/readIncident.ts'
import { openImport } from '#main/importers/formats.ts'
import { importIncidents } from '#main/importers/importIncidents.ts'
import { bytesOf, importText, loadFixture, MemoryTarget } from './memoryTarget.ts'

const record = (id: number) => ({ id: `n${id}`, title: `Incident ${id}`, started_at: '2025-01-01T00:00Z', impact: 'minor', updates: [] })

describe('I12 a bad record is named by its line and loses nothing else', () => {
  it('in lines', async () => {
    const lines = [
      JSON.stringify(record(1)),
      '{"id": broken',
      '',
      '[]',
      JSON.stringify({ ...record(5), id: null }),
      JSON.stringify({ ...record(6), started_at: 'soon' }),
      JSON.stringify(record(7))
    ]
    const report = await importText(lines.join('\n'))
    expect(report).toMatchObject({ incidents: 2, added: 2, problemCount: 4 })
    expect(report.problems.map(({ line }) => line)).toEqual([2, 4, 5, 6])
    expect(report.problems[0]!.reason).toMatch(/not valid JSON/)
    expect(report.problems[2]!.reason).toMatch(/no id/)
    expect(report.problems[3]!.reason).toMatch(/n6 has no readable start time/)
  })

  it('too large to be shared in one piece', async () => {
    const message = 'x'.repeat(4_000_001)
    const large = { ...record(1), updates: [{ at: '2025-01-01T00:00Z', status: 'Investigating', message }] }
    const report = await importText([JSON.stringify(large), JSON.stringify(record(2))].join('\n'))
    expect(report).toMatchObject({ incidents: 1, added: 1, problemCount: 1 })
    expect(report.problems[0]).toMatchObject({ line: 1, reason: expect.stringContaining('one incident may have 4000000') as string })
  })

  it('in a pretty-printed array with a lost brace, quote or comma', async () => {
    const pretty = JSON.stringify(
      [1, 2, 3, 4].map((id) => ({
        id: `c${id}`,
        begin: '2025-01-01T00:00Z',
        severity: 'low',
        external_desc: `Incident ${id}`,
        list: [{ a: 1 }]
      })),
      null,
      1
    )
    const second = pretty.indexOf('"c2"')
    const lostBrace = pretty.slice(0, second) + pretty.slice(second).replace(/\n {2}\]\n \},/, '\n ,')
    const lostQuote = pretty.replace('"c2"', '"c2')
    for (const text of [lostBrace, lostQuote]) {
      const target = new MemoryTarget()
      const report = await importText(text, target)
      expect(report).toMatchObject({ format: 'cloudStatus', incidents: 3, problemCount: 1 })
      expect(report.problems[0]!.line).toBe(pretty.slice(0, second).split('\n').length - 1)
      for (const id of [1, 3, 4]) target.byTitle(`Incident ${id}`)
    }
  })

  it('in a page on one line', async () => {
    const incidents = [1, 2, 3].map((id) => ({
      id: `p${id}`,
      name: `Incident ${id}`,
      impact: 'minor',
      created_at: '2025-01-01T00:00Z',
      incident_updates: [],
      components: [{ id: 'x', name: 'y' }]
    }))
    const text = JSON.stringify({ page: { url: 'https://s.example' }, incidents }).replace('"id":"p2","name"', '"id":"p2,"name"')
    expect(await importText(text)).toMatchObject({ format: 'statuspage', incidents: 2, problemCount: 1, problems: [{ line: 1 }] })
  })

  it('an update without a time is left out and named, the incident is taken', async () => {
    const report = await importText(JSON.stringify({ ...record(1), updates: [{ at: 'noon', status: 'Resolved', message: 'x' }] }))
    expect(report).toMatchObject({
      incidents: 1,
      problemCount: 1,
      problems: [{ line: 1, reason: 'incident n1: update 1 has no readable time and was left out' }]
    })
  })
})

it.each([
  ['empty', ''],
  ['prose', 'Dear all,\nnothing works.\n'],
  ['other JSON', '{"name":"muster"}'],
  ['an empty list', '[]']
])('I13 a file that is none (%s) is one problem saying what was expected', async (_name, text) => {
  const report = await importText(text)
  expect(report).toMatchObject({ format: 'auto', incidents: 0, problemCount: 1, problems: [{ line: null }] })
  expect(report.problems[0]!.reason).toMatch(/Expected one of: Statuspage incidents\.json, cloud status JSON, status feed JSON lines/)
})

it('keeps the first 1000 problems and counts all', async () => {
  const report = await importText(`${JSON.stringify(record(1))}\n${'nonsense\n'.repeat(1500)}`)
  expect(report).toMatchObject({ incidents: 1, problemCount: 1500 })
  expect(report.problems).toHaveLength(1000)
})

it('I14 cancelling stops soon, keeps what was imported and says so', async () => {
  const lines = Array.from({ length: 20_000 }, (_, id) => JSON.stringify(record(id))).join('\n')
  const target = new MemoryTarget()
  const controller = new AbortController()
  const seen: number[] = []
  const report = await importIncidents(openImport(bytesOf(lines), 'auto'), target, {
    signal: controller.signal,
    onProgress({ done, total, bytes, totalBytes }) {
      expect([total, totalBytes]).toEqual([20_000, lines.length])
      expect(bytes).toBeLessThanOrEqual(totalBytes)
      seen.push(done)
      controller.abort()
    }
  })
  expect(report.isCancelled).toBe(true)
  expect(report.added).toBeLessThan(20_000)
  expect(target.docs.size).toBe(report.added)
  expect(target.flushes).toBeGreaterThan(0)
  expect(seen[0]).toBeGreaterThan(0)
})

it('I15 other work goes on during an import', async () => {
  const lines = Array.from({ length: 5_000 }, (_, id) => JSON.stringify(record(id))).join('\n')
  let turns = 0
  let isOver = false
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await importText(lines)
  isOver = true
  expect(turns).toBeGreaterThan(3)
})

it.each(['statusFeed.jsonl', 'cloudStatus.json', 'statuspage.json'])(
  'I16 %s damaged anywhere never throws, names lines of the file and writes only sound events',
  async (name) => {
    const text = loadFixture(name)
    const bytes = bytesOf(text)
    const position = fc.nat(bytes.length - 1)
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('cut' as const), at: position }),
      fc.record({ kind: fc.constant('flip' as const), at: position, bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('drop' as const), at: position, length: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ kind: fc.constant('line' as const), at: position })
    )
    let imported = 0
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const damaged = damages.reduce(hurt, bytes)
        const target = new MemoryTarget()
        const report = await importIncidents(openImport(damaged, 'auto'), target)
        imported += report.incidents
        const lines = new TextDecoder().decode(damaged).split('\n').length
        for (const { line } of report.problems) if (line !== null) expect(line >= 1 && line <= lines).toBe(true)
        expect(report.added + report.changed + report.unchanged).toBe(report.incidents)
        for (const doc of target.docs.values()) expect(readEvents(doc)).toMatchObject({ malformed: [], unknown: new Map() })
      }),
      { seed: 20_250_301, numRuns: 400 }
    )
    expect(imported).toBeGreaterThan(100)
  }
)

type Damage =
  | { kind: 'cut'; at: number }
  | { kind: 'line'; at: number }
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'drop'; at: number; length: number }

function hurt(bytes: Uint8Array, damage: Damage): Uint8Array {
  const at = Math.min(damage.at, bytes.length)
  if (damage.kind === 'cut') return bytes.slice(0, at)
  if (damage.kind === 'drop') return without(bytes, at, at + damage.length)
  if (damage.kind === 'line') return withoutLine(bytes, at)
  const copy = bytes.slice()
  if (at < copy.length) copy[at]! ^= 1 << damage.bit
  return copy
}

function withoutLine(bytes: Uint8Array, at: number): Uint8Array {
  const end = bytes.indexOf(10, at)
  return without(bytes, bytes.lastIndexOf(10, at) + 1, end === -1 ? bytes.length : end + 1)
}

const without = (bytes: Uint8Array, from: number, to: number): Uint8Array => Uint8Array.from([...bytes.slice(0, from), ...bytes.slice(to)])

it('much damage costs the damaged records only, also on one line', async () => {
  const element = (id: number, isBroken: boolean) =>
    `{"id":"x${id}","begin":"2024-01-01T00:00Z","severity":"low","updates":[${isBroken ? '' : ']}'}`
  const text = `[${Array.from({ length: 3000 }, (_, id) => element(id, id % 300 === 50)).join(',')}]`
  expect(await importText(text)).toMatchObject({ format: 'cloudStatus', incidents: 2990, problemCount: 10 })
  expect(await importText(`[\n${'{"id":\n'.repeat(50_000)}`)).toMatchObject({ incidents: 0, problemCount: 1 })
})
