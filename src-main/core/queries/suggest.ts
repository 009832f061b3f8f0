import { parseIncidentNumber } from '#shared/domain/number.ts'
import { DEFAULT_PREFIX } from '#shared/domain/settings/settings.ts'
import { CARD_COLUMNS, OPEN, toCard, type FoundCard, type StoredCard } from './cards.ts'
import { INCIDENT_OF, IS_TITLE } from './compile.ts'
import { prepare, type Param, type Reader } from './reader.ts'

/* Incidents offered while somebody types. Two walks along indexes, open ones first, each ended by the limit: as fast for 100,000. */

/** By number or by words of the title, the last one perhaps half typed; without any, the latest. */
export function suggestIncidents(reader: Reader, text: string, limit: number, prefixes: readonly string[] = [DEFAULT_PREFIX]): FoundCard[] {
  const typed = text.trim()
  const number = parseIncidentNumber(typed, prefixes)
  const byNumber = number === undefined ? [] : findByNumber(reader, number, limit)
  const byTitle = findByTitle(reader, typed, limit)
  const known = new Set(byNumber.map(({ id }) => id))
  return [...byNumber, ...byTitle.filter(({ id }) => !known.has(id))].slice(0, limit)
}

/** The number itself, then those that begin with it: 12, 120 to 129, 1200 … */
function findByNumber(reader: Reader, number: number, limit: number): FoundCard[] {
  const ranges: Param[] = [number, number]
  for (let zeros = 10; number > 0 && number * zeros < 1e9; zeros *= 10) ranges.push(number * zeros, number * zeros + zeros - 1)
  const where = Array.from({ length: ranges.length / 2 }, () => 'number BETWEEN ? AND ?').join(' OR ')
  const sql = `SELECT ${CARD_COLUMNS} FROM incident WHERE ${where} ORDER BY number LIMIT ?`
  return (prepare(reader, sql).all(...ranges, limit) as StoredCard[]).map(toCard)
}

function findByTitle(reader: Reader, typed: string, limit: number): FoundCard[] {
  const match = ftsWords(typed)
  const within = match === null ? '' : `AND rowid IN (SELECT ${INCIDENT_OF} FROM piece_text WHERE piece_text MATCH ? AND ${IS_TITLE})`
  const params: Param[] = match === null ? [] : [match]
  const find = (which: string): StoredCard[] => {
    const sql = `SELECT ${CARD_COLUMNS} FROM incident WHERE ${which} ${within} ORDER BY last_update_at DESC LIMIT ?`
    return prepare(reader, sql).all(...params, limit) as StoredCard[]
  }
  if (typed !== '' && match === null) return []
  const open = find(OPEN)
  return [...open, ...(open.length < limit ? find(`NOT (${OPEN})`) : [])].slice(0, limit).map(toCard)
}

/** Every word as the start of a word in the title. In quotes nothing has a meaning to FTS5 but the quote, and words have none. */
export function ftsWords(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length === 0 ? null : words.map((word) => `"${word}" *`).join(' AND ')
}
