import type { Found } from '#shared/bridge/contract/find.ts'
import type { TextTerm } from '#shared/domain/search/ast.ts'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { snippetOf, wantedTexts } from '#shared/domain/search/found.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { PIECES_PER_INCIDENT } from '../sqlite/projectionSchema.ts'
import { ftsPhrase } from './compile.ts'
import { prepare, preparePlucked, type Reader } from './reader.ts'
import { newestPlace, UNKNOWN } from './textIndex.ts'

/** By row the place of the newest text with the words, as `TextIndex` knows it. */
type NewestOf = (term: TextTerm) => Uint32Array

/**
 * Where the words of a query stand in these incidents, for the rows on the screen: the newest text of each that has one of them. A
 * match in the title alone is seen there. `newestOf` is asked where the columns are built, else the index, incident by incident.
 */
export function findSnippets(reader: Reader, query: string, ids: readonly string[], fields: SearchFields, newestOf?: NewestOf): Found[] {
  const parsed = parseQuery(query, fields)
  const terms = parsed.ok ? wantedTexts(parsed.query) : []
  if (terms.length === 0) return []
  const words = terms.map(({ text, isPrefix }) => ftsPhrase(text, isPrefix)).join(' OR ')
  const known = newestOf && terms.map(newestOf)
  return ids.flatMap((id) => {
    const row = preparePlucked(reader, 'SELECT rowid FROM incident WHERE id = ?').get(id) as number | undefined
    if (row === undefined) return []
    const newest = known ? Math.max(...known.map((places) => places[row] ?? 0)) : UNKNOWN
    const place = newest === UNKNOWN ? newestPlace(reader, words, row) : newest
    return place ? (readSnippet(reader, id, row * PIECES_PER_INCIDENT + place, terms) ?? []) : []
  })
}

interface Piece {
  source: string
  at: number
  text: string
}

function readSnippet(reader: Reader, id: string, rowid: number, terms: readonly TextTerm[]): Found | undefined {
  const piece = prepare(reader, 'SELECT source, at, text FROM piece WHERE rowid = ?').get(rowid) as Piece | undefined
  const parts = piece && snippetOf(piece.text, terms)
  return parts ? { id: id as Found['id'], source: piece.source, at: piece.at, parts } : undefined
}
