import { DEFINITIONS, WEEKDAYS } from '../../domain/settings/analytics.ts'
import type { QueryProblem } from '../../domain/search/ast.ts'
import { BUILT_IN, closestField, findSearchField, type SearchField, type SearchFields } from '../../domain/search/fields.ts'
import { MAX_QUERY_LENGTH, parseQuery } from '../../domain/search/parse.ts'
import { findZone } from '../../domain/zone.ts'
import { AGGREGATIONS } from '../aggregate.ts'
import { isBuiltIn, MEASURES } from '../measures.ts'
import { ROLLUPS } from '../rollup.ts'
import {
  CLAUSES,
  EMPTY,
  MAX_TOP,
  type AnalyticsQuery,
  type Clause,
  type Compare,
  type ParsedAnalytics,
  type Place,
  type Places
} from './ast.ts'
import { isTime } from './range.ts'

interface Word extends Place {
  text: string
  isQuoted: boolean
}

/** Leaves at the first thing that is wrong; stays within this file. */
class Stop extends Error {
  readonly problem: QueryProblem
  constructor(message: string, { at, length }: Place) {
    super(message)
    this.problem = { message, at, length }
  }
}

/** Reads and checks; never throws for any text. `fields`: what may be asked for, see `searchFieldsOf`. */
export function parseAnalytics(text: string, fields: SearchFields = BUILT_IN): ParsedAnalytics {
  try {
    return { ok: true, ...readAll(text, fields) }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problem: error.problem }
    throw error
  }
}

function readAll(text: string, fields: SearchFields): { query: AnalyticsQuery; places: Places } {
  if (text.length > MAX_QUERY_LENGTH)
    throw new Stop(`This may have ${MAX_QUERY_LENGTH} characters; it has ${text.length}.`, { at: MAX_QUERY_LENGTH, length: 1 })
  const reader = { text, at: 0 }
  const places: Places = {}
  const query: AnalyticsQuery = { ...EMPTY }
  readHead(reader, query, places, fields)
  for (let word = next(reader); word; word = next(reader)) {
    const clause = clauseOf(word)
    if (places[clause]) throw new Stop(`${clause} is there twice. Leave one out.`, word)
    places[clause] = word
    if (clause === 'where') readWhere(reader, query, places, fields)
    else readClause(clause, valueAfter(reader, word), query, places, fields)
  }
  return { query, places }
}

interface Reader {
  text: string
  at: number
}

const WORD = /\s*("([^"]*)"|\S+)/y

/** undefined: nothing follows. */
function next(reader: Reader): Word | undefined {
  WORD.lastIndex = reader.at
  const match = WORD.exec(reader.text)
  if (!match) return undefined
  const [whole, raw = '', quoted] = match
  reader.at = match.index + whole.length
  return { text: quoted ?? raw, isQuoted: quoted !== undefined, at: reader.at - raw.length, length: raw.length }
}

function clauseOf(word: Word): Clause {
  const clause = word.isQuoted ? undefined : CLAUSES.find((each) => each === word.text.toLowerCase())
  if (clause) return clause
  throw new Stop(`"${clip(word.text)}" is not known here. Expected ${list(CLAUSES)}.`, word)
}

function valueAfter(reader: Reader, clause: Word): Word {
  const value = next(reader)
  if (value) return value
  throw new Stop(`Expected ${WANTED[clause.text.toLowerCase() as Clause]} after ${clause.text}.`, clause)
}

const WANTED: Record<Clause, string> = {
  by: 'the name of a field',
  rollup: list(ROLLUPS),
  zone: 'a zone such as Europe/Berlin or UTC',
  weekstart: 'the day weeks begin on, such as monday',
  from: 'a time such as 2024-01-31, 2024-01-31T10:00Z or now-90d',
  to: 'a time such as 2024-01-31, 2024-01-31T10:00Z or now',
  top: `a number from 1 to ${MAX_TOP}`,
  compare: 'previous, lastyear or a year such as 2023',
  definition: list(DEFINITIONS),
  where: 'a query as in the list, such as state:resolved'
}

/** The aggregation and the measure. `count` alone counts incidents. */
function readHead(reader: Reader, query: AnalyticsQuery, places: Places, fields: SearchFields): void {
  const first = next(reader)
  if (!first) throw new Stop(`Expected how to put values together: ${list(AGGREGATIONS)}.`, { at: 0, length: 0 })
  query.agg = oneOf(AGGREGATIONS, first, 'a way to put values together')
  places.agg = first
  const before = reader.at
  const second = next(reader)
  const isMissing = !second || (!second.isQuoted && (CLAUSES as readonly string[]).includes(second.text.toLowerCase()))
  if (isMissing && query.agg !== 'count') throw new Stop(`Expected what to measure after ${first.text}: ${measureNames(fields)}.`, first)
  if (isMissing) {
    reader.at = before
    return
  }
  query.measure = readMeasure(second, fields)
  places.measure = second
}

function readMeasure(word: Word, fields: SearchFields): string {
  const name = word.text.toLowerCase()
  if (isBuiltIn(name)) return name
  const field = fields.byName.get(name)
  if (field && isNumberField(field)) return field.name
  throw new Stop(`"${clip(word.text)}" cannot be measured. Expected ${measureNames(fields)}.`, word)
}

export const isNumberField = ({ type, isCustom }: SearchField): boolean => isCustom === true && type === 'number'
const measureNames = (fields: SearchFields): string => list([...MEASURES, ...fields.all.filter(isNumberField).map(({ name }) => name)])

function readClause(clause: Exclude<Clause, 'where'>, word: Word, query: AnalyticsQuery, places: Places, fields: SearchFields): void {
  const begin = places[clause]!
  places[clause] = { at: begin.at, length: word.at + word.length - begin.at }
  switch (clause) {
    case 'by':
      query.by = readGroup(word, fields)
      return
    case 'rollup':
      query.rollup = oneOf(ROLLUPS, word, 'a length of time')
      return
    case 'zone':
      query.zone = readZone(word)
      return
    case 'weekstart':
      query.weekStart = oneOf(WEEKDAYS, word, 'a day of the week')
      return
    case 'from':
    case 'to':
      query[clause] = readTime(clause, word)
      return
    case 'top':
      query.top = readTop(word)
      return
    case 'compare':
      query.compare = readCompare(word)
      return
    case 'definition':
      query.definition = oneOf(DEFINITIONS, word, 'a definition')
  }
}

function readGroup(word: Word, fields: SearchFields): string {
  const field = findSearchField(word.text, fields)
  if (field && isGroup(field)) return field.name
  if (field) throw new Stop(`Incidents cannot be grouped by ${field.name}. Expected a field of names, such as service or severity.`, word)
  const close = closestField(word.text, fields)
  throw new Stop(`There is no field "${clip(word.text)}".${close ? ` Did you mean ${close}?` : ''}`, word)
}

/** Whole names, numbers of a workspace's own. */
export const isGroup = (field: SearchField): boolean =>
  field.type === 'keyword' || field.type === 'list' || field.type === 'boolean' || isNumberField(field)

function readZone(word: Word): string {
  const zone = findZone(word.text)
  if (zone !== undefined) return zone
  throw new Stop(`There is no zone "${clip(word.text)}". Expected UTC or a name such as Europe/Berlin.`, word)
}

function readTime(clause: 'from' | 'to', word: Word): string {
  if (isTime(word.text)) return word.text
  throw new Stop(`"${clip(word.text)}" is not a time. Expected ${WANTED[clause]}.`, word)
}

function readCompare(word: Word): Compare {
  if (/^[12]\d{3}$/.test(word.text)) return Number(word.text)
  const text = word.text.toLowerCase()
  if (text === 'previous') return true
  if (text === 'lastyear') return 'lastyear'
  throw new Stop(`"${clip(word.text)}" is not something to compare with. Expected ${WANTED.compare}.`, word)
}

function readTop(word: Word): number {
  const top = /^\d{1,3}$/.test(word.text) ? Number(word.text) : 0
  if (top >= 1 && top <= MAX_TOP) return top
  throw new Stop(`"${clip(word.text)}" is not ${WANTED.top}.`, word)
}

/** Everything up to the end, as in the list; places of its problems are those in this text. */
function readWhere(reader: Reader, query: AnalyticsQuery, places: Places, fields: SearchFields): void {
  const rest = reader.text.slice(reader.at)
  const from = reader.at + rest.length - rest.trimStart().length
  query.where = rest.trim()
  if (query.where === '') throw new Stop(`Expected ${WANTED.where} after where.`, places.where!)
  const parsed = parseQuery(query.where, fields)
  if (!parsed.ok) throw new Stop(parsed.problem.message, { at: from + parsed.problem.at, length: parsed.problem.length })
  places.where = { at: places.where!.at, length: from + query.where.length - places.where!.at }
  reader.at = reader.text.length
}

function oneOf<Choice extends string>(choices: readonly Choice[], word: Word, what: string): Choice {
  const found = choices.find((choice) => choice === word.text.toLowerCase())
  if (found !== undefined) return found
  throw new Stop(`"${clip(word.text)}" is not ${what}. Expected ${list(choices)}.`, word)
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
