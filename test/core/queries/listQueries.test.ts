import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { facetFields } from '#main/core/queries/facetList.ts'
import { countFacets, countList, findIncident, listIncidents, listSummaries } from '#main/core/queries/listQueries.ts'
import type { Reader } from '#main/core/queries/reader.ts'
import { SORT_COLUMNS, type Sort } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import type { Query } from '#shared/domain/search/ast.ts'
import { matches, type SearchRow } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import { textsOf } from '#shared/domain/search/row.ts'
import { numberIn } from '#shared/domain/search/rowValues.ts'
import { foldCase } from '#shared/domain/search/words.ts'
import { isOpen } from '#shared/domain/status.ts'
import { naiveFacet } from './naiveFacet.ts'
import { FIELDS, NOW, plainQuery, searchRow } from '../../domain/search/arbitraries.ts'
import { idOf, openProjection, rowidOf } from './projection.ts'

const ROWS = fc.sample(searchRow, { seed: 5, numRuns: 300 })
const db = openProjection(ROWS)
afterAll(() => db.close())

const NEWEST: Sort = { by: 'lastUpdate', descending: true }
const everything = { sort: NEWEST, section: 'matches' as const, offset: 0, limit: 1000 }
const find = (query: string, changed: Partial<Parameters<typeof listIncidents>[1]> = {}): number[] =>
  valueOf(listIncidents(db, { ...everything, query, ...changed }, NOW, FIELDS)).map(({ id }) => rowidOf(id))
const rising = (rowids: readonly number[]): number[] => rowids.toSorted((a, b) => a - b)
const rowidsWhere = (test: (row: SearchRow) => boolean): number[] => ROWS.flatMap((row, index) => (test(row) ? [index + 1] : []))

describe('finding', () => {
  test('Q9 the SQL of a query finds what the query means', () => {
    let [found, missed] = [0, 0]
    fc.assert(
      fc.property(plainQuery, (query) => {
        const wanted = rowidsWhere((row) => matches(query, row, NOW, FIELDS))
        found += wanted.length
        missed += ROWS.length - wanted.length
        expect(rising(find(printQuery(query)))).toEqual(wanted)
        const outside = rowidsWhere((row) => isOpen(row.status) && !matches(query, row, NOW, FIELDS))
        expect(rising(find(printQuery(query), { section: 'openOutside' }))).toEqual(outside)
        expect(countList(db, printQuery(query), NOW, FIELDS)).toEqual({
          matches: wanted.length,
          openOutside: outside.length,
          total: ROWS.length,
          problem: null
        })
      }),
      { seed: 6, numRuns: 500 }
    )
    expect(Math.min(found, missed)).toBeGreaterThan(10_000)
  })

  test('a row has what is shown of it, private and test incidents too', () => {
    const [row] = ROWS.filter(
      (one) => one.commander && one.commanderName && one.services.length > 1 && one.isTest && one.visibility === 'private'
    )
    if (!row) throw new Error('No such row in the sample')
    const id = idOf(ROWS.indexOf(row) + 1)
    const { number, title, severity, status, incidentType, visibility, isTest, customerImpact, services, teams } = row
    const { declaredAt, resolvedAt, lastUpdateAt } = row
    const facts = { id, number, title, severity, status, incidentType, visibility, isTest, customerImpact, services, teams }
    const wanted = { ...facts, commander: { id: row.commander, name: row.commanderName }, declaredAt, resolvedAt, lastUpdateAt }
    expect(valueOf(listIncidents(db, { ...everything, query: '' }, NOW)).find((one) => one.id === id)).toEqual(wanted)
  })

  test('Q20 a row has the values of the columns asked for, of any field', () => {
    const columns = FIELDS.all.filter(({ name, type }) => type !== 'text' && !SHOWN.has(name)).map(({ name }) => name)
    const rows = valueOf(listIncidents(db, { ...everything, query: '', columns: [...columns, 'gone'] }, NOW, FIELDS))
    for (const { id, values } of rows) {
      const row = ROWS[rowidOf(id) - 1]!
      for (const name of columns) expect([name, values?.[name] ?? null]).toEqual([name, naiveColumn(row, name)])
      expect(values?.['gone'] ?? null).toEqual(row.fields['gone'] ?? null)
    }
  })

  const SHOWN = new Set(['severity', 'state', 'service', 'team', 'commander', 'role', 'customer_impacted', 'number', 'updated', 'duration'])
  const naiveColumn = (row: SearchRow, name: string): unknown => {
    if (name === 'test') return row.isTest ? 'yes' : 'no'
    if (name === 'postmortem') return row.hasPostmortem ? 'yes' : 'no'
    if (name === 'postmortem_state') return row.postmortemState
    if (name === 'created_by') return row.createdBy?.name ?? null
    if (name === 'responder') return row.responders.map((person) => person.name)
    if (name === 'type') return row.incidentType
    if (name === 'visibility') return row.visibility
    return FIELDS.byName.get(name)?.isCustom || name === 'detection_method' ? (row.fields[name] ?? null) : numberIn(row, name, NOW)
  }

  test('summaries are all that is found, newest activity first', () => {
    const summaries = valueOf(listSummaries(db, { query: 'state:active' }, NOW))
    expect(summaries.map(({ id }) => rowidOf(id))).toEqual(find('state:active'))
    const [first] = summaries
    expect(first?.lastUpdateAt).toBe(Math.max(...ROWS.filter(({ status }) => status === 'active').map(({ lastUpdateAt }) => lastUpdateAt)))
  })

  test('Q10 a query with a problem lists nothing but the problem, and hides no open incident', () => {
    const counts = countList(db, 'state:(active', NOW)
    expect(counts).toMatchObject({
      matches: 0,
      openOutside: rowidsWhere((row) => isOpen(row.status)).length,
      problem: { at: 6, length: 1 }
    })
    expect(() => find('state:(active')).toThrow(/at character 7/)
    for (const result of [listSummaries(db, { query: 'state:(active' }, NOW), countFacets(db, 'state:(active', NOW)])
      expect(result).toMatchObject({ ok: false, error: { reason: 'badInput' } })
  })
})

describe('sorting', () => {
  const statusOrder = ['active', 'stable', 'resolved', 'completed']
  const rank = (severity: string): number => (severity === 'UNKNOWN' ? 99 : Number(severity.slice(4)))
  const keys: Record<(typeof SORT_COLUMNS)[number], (row: SearchRow) => string | number | null> = {
    severity: (row) => rank(row.severity),
    number: (row) => row.number,
    title: (row) => foldCase(row.title),
    status: (row) => statusOrder.indexOf(row.status),
    impact: (row) => ['yes', 'unknown', 'no'].indexOf(row.customerImpact),
    duration: (row) => ((row.resolvedAt ?? NOW) < row.declaredAt ? null : (row.resolvedAt ?? NOW) - row.declaredAt),
    commander: (row) => (row.commander === null ? null : foldCase(row.commanderName ?? row.commander)),
    services: (row) => (row.services[0] === undefined ? null : foldCase(row.services[0])),
    lastUpdate: (row) => row.lastUpdateAt,
    declared: (row) => row.declaredAt
  }
  const compareText = (a: string | number, b: string | number): number =>
    typeof a === 'number' || typeof b === 'number' ? Number(a) - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(b))

  test.each(
    SORT_COLUMNS.flatMap((by) => [
      { by, descending: false },
      { by, descending: true }
    ])
  )('Q11 by %o, then newest activity, then as stored; missing values last', (sort) => {
    const numbered = ROWS.map((row, index) => ({ row, rowid: index + 1, key: keys[sort.by](row) }))
    const sign = sort.descending ? -1 : 1
    numbered.sort((a, b) => {
      if ((a.key === null) !== (b.key === null)) return a.key === null ? 1 : -1
      const byKey = a.key === null || b.key === null ? 0 : sign * compareText(a.key, b.key)
      // by last update itself, going back is exactly the other way round
      const byRowid = sort.by === 'lastUpdate' && !sort.descending ? b.rowid - a.rowid : a.rowid - b.rowid
      return byKey || b.row.lastUpdateAt - a.row.lastUpdateAt || byRowid
    })
    expect(find('', { sort })).toEqual(numbered.map(({ rowid }) => rowid))
    const pages = [0, 77, 154, 231].flatMap((offset) => find('', { sort, offset, limit: 77 }))
    expect(pages).toEqual(numbered.map(({ rowid }) => rowid))
  })

  test('Q21 any field can be sorted by, a workspace\u2019s own too, missing values last; a column that is gone sorts as by default', () => {
    for (const by of ['cost', 'due', 'time_to_repair', 'impact_duration']) {
      for (const descending of [false, true]) {
        const keys = find('', { sort: { by, descending } }).map((rowid) => numberIn(ROWS[rowid - 1]!, by, NOW))
        const known = keys.filter((key) => key !== null)
        expect(known.length).toBeGreaterThan(4)
        expect(keys).toEqual([...known.toSorted((a, b) => (descending ? b - a : a - b)), ...keys.filter((key) => key === null)])
      }
    }
    const regions = find('', { sort: { by: 'region', descending: false } }).map((rowid) => textsOf(ROWS[rowid - 1]!.fields['region']))
    const firsts = regions.filter((names) => names.length > 0).map((names) => names.map(foldCase).sort()[0]!)
    expect(firsts).toEqual(firsts.toSorted(compareText))
    expect(regions.slice(firsts.length).flat()).toEqual([])
    expect(find('', { sort: { by: 'no_such_field', descending: false } })).toEqual(find(''))
  })

  test.each([true, false])('Q12 the order by activity (descending: %s) comes from its index, without sorting', (descending) => {
    const steps: string[] = []
    const spy: Reader = {
      prepare(sql) {
        for (const { detail } of db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(50, 100) as { detail: string }[]) steps.push(detail)
        return db.prepare(sql)
      }
    }
    listIncidents(spy, { ...everything, sort: { by: 'lastUpdate', descending }, query: '' }, NOW)
    expect(steps).toEqual(['SCAN incident USING INDEX incident_by_update'])
  })
})

describe('facets', () => {
  test('Q13 counts are exact, and a facet does not shrink its own', () => {
    fc.assert(
      fc.property(plainQuery, (query) => {
        const facets = valueOf(countFacets(db, printQuery(query), NOW, FIELDS))
        expect(facets.map(({ name }) => name)).toEqual(facetFields(FIELDS).map(({ name }) => name))
        for (const facet of facets) expect(facet, printQuery(query)).toEqual(naiveFacet(ROWS, query, facet.name))
      }),
      { seed: 7, numRuns: 50 }
    )
  })

  test('severity and state keep their order and their zeros, the others come most frequent first', () => {
    const facets = new Map(
      valueOf(countFacets(db, 'number:40 severity:SEV-2 state:active -service:*', NOW)).map((facet) => [facet.name, facet])
    )
    const [severity, state, service, commander] = ['severity', 'state', 'service', 'commander'].map((name) => facets.get(name))
    expect(severity?.values.map(({ value }) => value).filter((value) => value !== 'SEV-0')).toEqual([
      'SEV-1',
      'SEV-2',
      'SEV-3',
      'SEV-4',
      'SEV-5',
      'UNKNOWN'
    ])
    expect(state?.values.map(({ label }) => label)).toEqual(['Active', 'Stable', 'Resolved', 'Completed'])
    for (const facet of [service, commander]) {
      const counts = facet?.values.map(({ count }) => count) ?? []
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    }
    const empty = openProjection([])
    const [zeros] = valueOf(countFacets(empty, '', NOW))
    expect(zeros?.values.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0])
    empty.close()
  })

  test('at most 50 services and commanders', () => {
    const [row] = ROWS
    if (!row) throw new Error('No rows')
    const many = openProjection(
      Array.from({ length: 60 }, (_, n) => ({ ...row, services: [`s${n}`, 'all'], commander: `p${n}`, commanderName: `Person ${n}` }))
    )
    const [, , service, , commander] = valueOf(countFacets(many, '', NOW))
    expect([service?.values.length, commander?.values.length]).toEqual([50, 50])
    expect([service?.distinct, commander?.distinct]).toEqual([61, 60])
    expect(service?.values[0]).toEqual({ value: 'all', label: 'all', count: 60 })
    many.close()
  })
})

describe('finding one by what people call it', () => {
  const base = ROWS[0]
  if (!base) throw new Error('No rows')
  const few = openProjection([
    { ...base, id: 'abc111', number: 12, title: 'Twelve' },
    { ...base, id: 'abc222', number: null, title: 'Draft' },
    { ...base, id: '12xyz', number: 3, title: 'Three' },
    { ...base, id: 'abc', number: 4, title: 'Four' },
    { ...base, id: '777aa', number: 5, title: 'Five' }
  ])
  afterAll(() => few.close())
  const idFor = (ref: string): string => valueOf(findIncident(few, ref)).id

  test('its number, its id, or the start of its id', () => {
    expect(['IR-12', 'ir-12', ' 12 ', 'abc1', 'ABC222', 'abc', '12x', '777'].map(idFor)).toEqual([
      'abc111',
      'abc111',
      'abc111',
      'abc111',
      'abc222',
      'abc',
      '12xyz',
      '777aa'
    ])
  })

  test('Q40 a link to it, or to one of its entries, as it is copied on any machine', () => {
    for (const ref of ['muster:incident/abc111', 'muster:incident/abc111/0123456789ab-x1', 'http://127.0.0.1:4711/#incident/abc111'])
      expect(idFor(ref), ref).toBe('abc111')
  })

  test('Q14 the start of several is refused, naming them', () => {
    const result = findIncident(few, 'ab')
    expect(result).toMatchObject({ ok: false, error: { reason: 'badInput' } })
    const message = result.ok ? '' : result.error.message
    for (const name of ['IR-12 abc111 (Twelve)', 'abc222 (Draft)', 'IR-4 abc (Four)']) expect(message).toContain(name)
  })

  test.each(['IR-99', 'zzz', '%', 'a*', '_', "'", '', 'abc~', 'x'.repeat(200)])('%j is no incident', (ref) => {
    expect(findIncident(few, ref)).toMatchObject({ ok: false, error: { reason: 'notFound' } })
  })
})

describe('Q15 no text becomes SQL or a full-text operator', () => {
  const hostile = [
    `'; DROP TABLE incident; --`,
    `"' OR 1=1 --"`,
    'foo" OR "bar',
    '"a"" b"',
    'title:"x} : y"',
    'NEAR',
    '"NEAR(a b)"',
    '^foo',
    'a+b',
    '{title}',
    'title : x',
    '"-title : x"',
    'commander:"%"',
    'service:"_"*',
    'service:"a\\"b\'c"',
    'x;y',
    '"{title body} : a"',
    "'",
    '`x`',
    '$1 ?1 :x @y',
    '"?"x',
    'a\\',
    '"\\"\\"x"',
    'constructor',
    '"__proto__"',
    'commander:__proto__',
    'é́́*'
  ]
  test.each(hostile)('%j is searched for, or pointed at', (query) => {
    const counts = countList(db, query, NOW)
    expect(counts.total).toBe(ROWS.length)
    if (counts.problem === null) expect(counts.matches).toBe(rowidsWhere((row) => matches(readQuery(query), row, NOW)).length)
  })

  test('any text can be asked for, in a word, a phrase or a name', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc
        .array(fc.constantFrom('"', '*', '(', ')', 'AND', 'NEAR(', '{', '}', ':', '^', '+', ' ', 'a', "'", '?', '\\'), { maxLength: 12 })
        .map((parts) => parts.join(''))
    )
    const inQuotes = (input: string): string => `"${input.replace(/["\\]/g, '\\$&')}"`
    fc.assert(
      fc.property(text, (input) => {
        for (const query of [input, inQuotes(input), `${inQuotes(input)}*`, `title:${inQuotes(input)}`, `commander:${inQuotes(input)}*`]) {
          expect(countList(db, query, NOW).total).toBe(ROWS.length)
        }
      }),
      { seed: 8, numRuns: 500 }
    )
  })

  test('the longest, deepest and widest queries are answered', () => {
    const wide = (join: string): string => Array.from({ length: 200 }, (_, n) => `w${n}`).join(join)
    const deep = '(a -'.repeat(50) + 'b' + ')'.repeat(50)
    for (const query of [
      'x'.repeat(10_000),
      `"${'x '.repeat(4_999)}"`,
      `service:"${"%'".repeat(4_900)}"*`,
      wide(' '),
      wide(' OR '),
      deep,
      `${'-'.repeat(100)}a`
    ])
      expect(countList(db, query, NOW)).toMatchObject({ problem: null, total: ROWS.length })
  })
})

function readQuery(text: string): Query | null {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}
