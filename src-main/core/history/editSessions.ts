import type { ActorId } from '#shared/domain/ids.ts'

/** Somebody noted that they edit a text; written once an hour for each person. */
export interface EditSession {
  by: ActorId
  /** Epoch ms. */
  from: number
}

const EDITING_MS = 3600_000
/** The note follows the first key. */
const BEFORE_MS = 2000

/** Whoever alone noted within the hour that they edit; null: nobody, or several did. */
export function aloneAt(sessions: readonly EditSession[], at: number): ActorId | null {
  const near = sessions.filter(({ from }) => at > 0 && from - BEFORE_MS <= at && at <= from + EDITING_MS)
  const candidates = new Set(near.map(({ by }) => by))
  return candidates.size === 1 ? [...candidates][0]! : null
}
