import { NEAR_MS } from '#shared/bridge/contract/palette.ts'
import { keyWords, rankSimilar } from '#shared/domain/similar.ts'
import { CARD_COLUMNS, OPEN, toCard, type FoundCard, type StoredCard } from './cards.ts'
import { INCIDENT_OF, IS_TITLE } from './compile.ts'
import { prepare, type Param, type Reader } from './reader.ts'

/* What an incident may have to do with others: found through the index of words and of times, judged by shared/domain/similar.ts. */

const RECENT_MS = 7 * 24 * 3600_000
const MAX_CANDIDATES = 300
const MAX_SHOWN = 5

/** `nowMs`: epoch ms. */
export function findSimilar(reader: Reader, declared: { title: string; services: string[] }, nowMs: number): FoundCard[] {
  const words = keyWords(declared.title)
  if (words.length === 0) return []
  const match = words.map((word) => `"${word}" *`).join(' OR ')
  const sql = `SELECT ${CARD_COLUMNS} FROM incident
    WHERE (${OPEN} OR declared_at >= ?) AND rowid IN (SELECT ${INCIDENT_OF} FROM piece_text WHERE piece_text MATCH ? AND ${IS_TITLE})
    ORDER BY last_update_at DESC LIMIT ?`
  const params: Param[] = [nowMs - RECENT_MS, match, MAX_CANDIDATES]
  const candidates = (prepare(reader, sql).all(...params) as StoredCard[]).map(toCard)
  return rankSimilar(declared, candidates, nowMs)
    .slice(0, MAX_SHOWN)
    .map(({ incident }) => incident)
}

/** Declared within NEAR_MS of this one, before or after, the nearest first. */
export function listNear(reader: Reader, id: string): FoundCard[] {
  const sql = `SELECT ${CARD_COLUMNS} FROM incident, (SELECT declared_at AS at FROM incident WHERE id = ?)
    WHERE declared_at BETWEEN at - ? AND at + ? AND id <> ? ORDER BY abs(declared_at - at), rowid LIMIT ?`
  return (prepare(reader, sql).all(id, NEAR_MS, NEAR_MS, id, MAX_SHOWN) as StoredCard[]).map(toCard)
}
