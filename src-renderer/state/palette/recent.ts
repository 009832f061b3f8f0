import * as v from 'valibot'
import { loadStored, store } from '../stored.ts'

const MAX_KEPT = 20
const keyOf = (person: string): string => `recent.${person}`

/** Ids of the actions this person ran in the palette, the latest first. */
export const loadRecent = (person: string): string[] => loadStored(keyOf(person), v.array(v.string()), [])

export function noteRecent(person: string, id: string): void {
  store(keyOf(person), [id, ...loadRecent(person).filter((each) => each !== id)].slice(0, MAX_KEPT))
}
