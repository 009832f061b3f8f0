import type { Found } from '#shared/bridge/contract/find.ts'
import type { TextTerm } from '#shared/domain/search/ast.ts'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { snippetOf, wantedTexts } from '#shared/domain/search/found.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { PIECES_PER_INCIDENT } from '../sqlite/projectionSchema.ts'
import { ftsPhrase } from './compile.ts'
import { prepare, type Reader } from './reader.ts'

/**
 * Where the words of a query stand in these incidents, for the rows on the screen: the newest text of each that has one of them. A
 * match in the title alone is seen there. The index finds the text, so an incident with 100,000 entries is as quick as one with ten.
 */
export function findSnippets(reader: Reader, query: string, ids: readonly string[], fields: SearchFields): Found[] {
  const parsed = parseQuery(query, fields)
  const terms = parsed.ok ? wantedTexts(parsed.query) : []
  if (terms.length === 0) return []
  const match = terms.map(({ text, isPrefix }) => ftsPhrase(text, isPrefix)).join(' OR ')
  return ids.flatMap((id) => findOne(reader, id, match, terms) ?? [])
}

interface Piece {
  source: string
  at: number
  text: string
}

function findOne(reader: Reader, id: string, match: string, terms: readonly TextTerm[]): Found | undefined {
  const row = prepare(reader, 'SELECT rowid FROM incident WHERE id = ?').get(id) as { rowid: number } | undefined
  if (!row) return undefined
  const first = row.rowid * PIECES_PER_INCIDENT
  const piece = prepare(
    reader,
    `SELECT source, at, piece.text AS text FROM piece_text JOIN piece ON piece.rowid = piece_text.rowid
     WHERE piece_text MATCH ? AND piece_text.rowid > ? AND piece_text.rowid < ? ORDER BY piece_text.rowid DESC LIMIT 1`
  ).get(match, first, first + PIECES_PER_INCIDENT) as Piece | undefined
  const parts = piece && snippetOf(piece.text, terms)
  return parts ? { id: id as Found['id'], source: piece.source, at: piece.at, parts } : undefined
}
