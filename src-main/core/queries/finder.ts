import { and, andNot, countBits, newBitmap, or, setBit, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import { BEST_MATCH, type Facet, type Found } from '#shared/bridge/contract/find.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import type { Query, Term } from '#shared/domain/search/ast.ts'
import { withoutField } from '#shared/domain/search/edit.ts'
import { findSearchField, type SearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { wantedTexts } from '#shared/domain/search/found.ts'
import { namedNumber } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { foldCase } from '#shared/domain/search/words.ts'
import type { ColumnIndex } from '../index/columnIndex.ts'
import { evaluate } from '../index/evaluate.ts'
import type { ListIndex } from '../index/listIndex.ts'
import type { Order } from '../index/order.ts'
import { compileQuery } from './compile.ts'
import { facetFields, isRange, labelOf, MAX_VALUES, rangeFacet, valueFacet, type Counted } from './facetList.ts'
import { countFacets, countList, listIncidents, listRows, type ListCounts, type ListPage } from './listQueries.ts'
import { queryFailure } from './queryFailure.ts'
import { prepare, type Reader } from './reader.ts'
import type { ListedRow } from './rows.ts'
import { findSnippets } from './snippets.ts'
import { TextIndex } from './textIndex.ts'

/** Answers the list from memory where the columns are built, else from SQL: the same answer, sooner. */
export class Finder {
  readonly #reader: Reader
  readonly #columns: ListIndex
  readonly #texts: TextIndex
  /** Rows in which words of one field stand, until something changes. */
  readonly #fieldTexts = new Map<string, Bitmap>()
  #fieldTextsOf: { index: ColumnIndex; revision: number } | null = null

  constructor(reader: Reader, columns: ListIndex) {
    this.#reader = reader
    this.#columns = columns
    this.#texts = new TextIndex(reader, columns)
  }

  /** Settles when it answers from memory. */
  async ready(fields: SearchFields): Promise<void> {
    await this.#columns.ready(fields)
  }

  /** The rows a query finds, and the columns these are of; null: they are not built. Not to be written to. */
  find(query: Query | null, nowMs: number, fields: SearchFields): { index: ColumnIndex; rows: Bitmap } | null {
    const index = this.#columns.get(fields)
    return index && { index, rows: this.#evaluate(index, query, nowMs, fields) }
  }

  count(text: string, nowMs: number, fields: SearchFields): ListCounts {
    const index = this.#columns.get(fields)
    const parsed = parseQuery(text, fields)
    if (!index || !parsed.ok) return countList(this.#reader, text, nowMs, fields)
    const found = this.#evaluate(index, parsed.query, nowMs, fields)
    const openOutside = countBits(andNot(openRows(index), found))
    return { matches: countBits(found), openOutside, total: index.size, problem: null }
  }

  list(page: ListPage, nowMs: number, fields: SearchFields): Result<ListedRow[]> {
    const index = this.#columns.get(fields)
    const parsed = parseQuery(page.query, fields)
    const { by, descending } = page.sort
    // another order is SQL's to make
    if (!index || !parsed.ok || (by !== 'lastUpdate' && by !== BEST_MATCH)) return listIncidents(this.#reader, page, nowMs, fields)
    const found = this.#evaluate(index, parsed.query, nowMs, fields)
    const wanted = page.section === 'openOutside' ? andNot(openRows(index), found) : parsed.query === null ? null : found
    const tiers = by === BEST_MATCH && wanted ? this.#tiersOf(index, parsed.query, wanted) : [wanted]
    const rowids = pageOf(index.byUpdate, descending ? tiers : tiers.toReversed(), page.offset, page.limit, !descending)
    return ok(listRows(this.#reader, rowids, page.columns ?? [], nowMs))
  }

  /** All that is asked for is in the title, some of it is, none is. */
  #tiersOf(index: ColumnIndex, query: Query | null, wanted: Bitmap): Bitmap[] {
    const titles = wantedTexts(query).map((term) => this.#texts.find(term, index.capacity).inTitle)
    if (titles.length === 0) return [wanted]
    const [all, some] = [and(titles.reduce(and), wanted), and(titles.reduce(or), wanted)]
    return [all, andNot(some, all), andNot(wanted, some)]
  }

  /** Where the words of a query stand in these incidents. */
  snippets(text: string, ids: readonly string[], fields: SearchFields): Found[] {
    const index = this.#columns.get(fields)
    if (!index) return findSnippets(this.#reader, text, ids, fields)
    return findSnippets(this.#reader, text, ids, fields, (term) => this.#texts.find(term, index.capacity).newest)
  }

  facets(text: string, nowMs: number, fields: SearchFields): Result<Facet[]> {
    return this.facetsOf(
      text,
      facetFields(fields).map(({ name }) => name),
      nowMs,
      fields
    )
  }

  /** Some of the facets. */
  facetsOf(text: string, names: readonly string[], nowMs: number, fields: SearchFields): Result<Facet[]> {
    const index = this.#columns.get(fields)
    if (!index) return countFacets(this.#reader, text, nowMs, fields, names)
    const parsed = parseQuery(text, fields)
    if (!parsed.ok) return queryFailure(parsed.problem)
    const rowsFor = this.#rowsForFacets(index, parsed.query, nowMs, fields)
    return ok(facetFields(fields).flatMap((field) => (names.includes(field.name) ? [facetFrom(index, field, rowsFor(field.name))] : [])))
  }

  /** Values of a field that hold `text`, with how many of the incidents the rest of the query finds have them. */
  async suggest(request: { query: string; field: string; text: string }, nowMs: number, fields: SearchFields): Promise<Facet['values']> {
    const field = findSearchField(request.field, fields)
    if (!field || field.type === 'text' || isRange(field)) return []
    await this.#columns.ready(fields)
    const index = this.#columns.get(fields)
    if (!index) return []
    const parsed = parseQuery(request.query, fields)
    const rows = parsed.ok ? this.#rowsForFacets(index, parsed.query, nowMs, fields)(field.name) : null
    const wanted = request.text.trim().toLowerCase()
    const isLike = ({ value }: Counted) => value.toLowerCase().includes(wanted) || labelOf(field, value).toLowerCase().includes(wanted)
    const counted = countedIn(index, field, rows).counted
    const known = new Set(counted.map(({ value }) => foldCase(value)))
    const offered = [...(field.offered ?? []), ...(field.choices ?? [])].filter((value) => !known.has(foldCase(value)))
    const all = [...counted, ...new Set(offered)].map((each) => (typeof each === 'string' ? { value: each, count: 0 } : each))
    const isFirst = ({ value }: Counted) => Number(labelOf(field, value).toLowerCase().startsWith(wanted))
    return all
      .filter(isLike)
      .sort((a, b) => isFirst(b) - isFirst(a) || b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MAX_VALUES)
      .map((each) => ({ ...each, label: labelOf(field, each.value) }))
  }

  /** The rows found with a facet's own part left out; null: all of them. */
  #rowsForFacets(index: ColumnIndex, query: Query | null, nowMs: number, fields: SearchFields): (name: string) => Bitmap | null {
    const all = query === null ? null : this.#evaluate(index, query, nowMs, fields)
    return (name) => {
      const others = withoutField(query, name)
      if (others === null) return null
      return sameQuery(others, query) ? all : this.#evaluate(index, others, nowMs, fields)
    }
  }

  #evaluate(index: ColumnIndex, query: Query | null, nowMs: number, fields: SearchFields): Bitmap {
    return evaluate(query, { index, fields, nowMs, findText: (term) => this.#findText(index, term, fields) })
  }

  #findText(index: ColumnIndex, term: Term, fields: SearchFields): Bitmap {
    if (term.type === 'text') {
      const { found } = this.#texts.find(term, index.capacity)
      const number = namedNumber(term.text, fields)
      return number === null ? found : or(found, index.numbers.get('number')!.within(number, number + 1))
    }
    const { match } = term
    if (term.field === 'title' && (match.type === 'is' || match.type === 'prefix'))
      return this.#texts.find({ type: 'text', text: match.value, isPrefix: match.type === 'prefix' }, index.capacity).inTitle
    return this.#findFieldText(index, term, fields)
  }

  #findFieldText(index: ColumnIndex, term: Term, fields: SearchFields): Bitmap {
    const { revision } = this.#columns
    if (this.#fieldTextsOf?.index !== index || this.#fieldTextsOf.revision !== revision) this.#fieldTexts.clear()
    this.#fieldTextsOf = { index, revision }
    const key = JSON.stringify(term)
    const known = this.#fieldTexts.get(key)
    if (known) return known
    const bits = newBitmap(index.capacity)
    for (const rowid of findRowids(this.#reader, term, fields)) setBit(bits, rowid)
    if (this.#fieldTexts.size >= MAX_TEXTS) this.#fieldTexts.clear()
    this.#fieldTexts.set(key, bits)
    return bits
  }
}

const MAX_TEXTS = 50

const openRows = (index: ColumnIndex): Bitmap => {
  const states = index.values.get('state')!
  return or(states.equal('active'), states.equal('stable'))
}

/** A page of what stands in these one after the other; null: everything. */
function pageOf(order: Order, tiers: readonly (Bitmap | null)[], offset: number, limit: number, isRising: boolean): number[] {
  const [only] = tiers
  if (tiers.length === 1) return order.page(only!, offset, limit, isRising)
  const rows: number[] = []
  let skip = offset
  for (const tier of tiers) {
    if (rows.length >= limit) break
    rows.push(...order.page(tier, skip, limit - rows.length, isRising))
    skip = Math.max(0, skip - countBits(tier!))
  }
  return rows
}

/** Leaving nothing out gives the same parts again. */
const sameQuery = (a: Query, b: Query | null): boolean =>
  a === b || (b !== null && a.type === 'and' && b.type === 'and' && a.items.length === b.items.length)

function facetFrom(index: ColumnIndex, field: SearchField, rows: Bitmap | null): Facet {
  if (isRange(field)) {
    const spread = index.numbers.get(field.name)?.spread(rows ?? index.all)
    return rangeFacet(field, spread ?? { count: 0, min: null, max: null })
  }
  const { counted, having } = countedIn(index, field, rows)
  return valueFacet(field, counted, having)
}

function countedIn(index: ColumnIndex, field: SearchField, rows: Bitmap | null): { counted: Counted[]; having: number } {
  const column = index.values.get(field.name)
  if (!column) return { counted: [], having: 0 }
  const { counts, having } = column.count(rows)
  const counted: Counted[] = []
  for (const [id, count] of counts.entries()) if (count > 0) counted.push({ value: column.names[id]!, count })
  return { counted, having }
}

function findRowids(reader: Reader, term: Term, fields: SearchFields): number[] {
  const { where, params } = compileQuery(term, 0, fields)
  const rows = prepare(reader, `SELECT rowid FROM incident WHERE ${where}`).all(...params) as { rowid: number }[]
  return rows.map(({ rowid }) => rowid)
}
