import type { Piece } from '#shared/domain/search/row.ts'
import { INCIDENT_OF } from './compile.ts'
import { prepare, type Reader } from './reader.ts'

export interface FoundText extends Piece {
  incidentRowid: number
}

/**
 * Of a word that is nearly everywhere, ranking says little: the newest that have it are ranked, not all. Enough for every word that
 * tells incidents apart.
 */
const MAX_RANKED = 20_000

/** Texts in which an FTS5 expression is found, newest first or best first. */
export function findText(reader: Reader, match: string, { limit, order }: { limit: number; order: 'newest' | 'best' }): FoundText[] {
  const from = order === 'best' ? startOfRanked(reader, match) : null
  const sql = `SELECT piece_text.${INCIDENT_OF} AS incidentRowid, source, at, piece.text AS text
    FROM (SELECT rowid FROM piece_text WHERE piece_text MATCH ? ${from === null ? '' : 'AND rowid >= ?'}
      ORDER BY ${order === 'best' ? 'rank' : 'rowid DESC'} LIMIT ?) AS piece_text JOIN piece ON piece.rowid = piece_text.rowid`
  return prepare(reader, sql).all(...(from === null ? [match, limit] : [match, from, limit])) as FoundText[]
}

/** The row from which on the newest MAX_RANKED stand; null: there are not that many. */
function startOfRanked(reader: Reader, match: string): number | null {
  const sql = `SELECT rowid FROM piece_text WHERE piece_text MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ${MAX_RANKED}`
  const row = prepare(reader, sql).get(match) as { rowid: number } | undefined
  return row ? row.rowid : null
}
