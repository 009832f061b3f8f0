import { hash } from 'node:crypto'
import { toMarkdown } from './markdown.ts'
import { isObject, readList, readText, readTime, type Json } from './values.ts'

/** An update of a record, before a format gives its words a meaning. */
export interface RawUpdate {
  key: string
  at: number
  word: string
  text: string
}

/** Where a format keeps what. Of several times the first readable one counts. */
export interface UpdateKeys {
  id?: string
  times: readonly string[]
  word: string
  text: string
}

/** Oldest first, each with a key of its own. What has no readable time is left out and named in `problems`. */
export function readUpdates(value: unknown, keys: UpdateKeys, problems: string[]): RawUpdate[] {
  const updates: RawUpdate[] = []
  readList(value).forEach((item, index) => {
    const update = isObject(item) ? readUpdate(item, keys) : null
    if (update) updates.push(update)
    else problems.push(`update ${index + 1} has no readable time and was left out`)
  })
  // newest first is as common as oldest first: keep the order of those of one moment
  if (updates.length > 1 && updates[0]!.at > updates.at(-1)!.at) updates.reverse()
  updates.sort((a, b) => a.at - b.at)
  giveKeys(updates)
  return updates
}

function readUpdate(item: Json, keys: UpdateKeys): RawUpdate | null {
  const at = keys.times.map((key) => readTime(item[key])).find((time) => time !== null)
  if (at === undefined) return null
  const id = keys.id ? readText(item[keys.id]).slice(0, 80) : ''
  return { key: id, at, word: readText(item[keys.word]).slice(0, 60), text: toMarkdown(readText(item[keys.text])) }
}

/**
 * Updates without an id are known by their time and word, so that a corrected wording is not a second update; only where two share
 * both does the text tell them apart.
 */
function giveKeys(updates: RawUpdate[]): void {
  const taken = new Map<string, number>()
  for (const update of updates) {
    if (update.key === '')
      update.key = `${update.at.toString(36)}.${update.word
        .toLowerCase()
        .replace(/[^a-z]+/g, '-')
        .slice(0, 30)}`
    taken.set(update.key, (taken.get(update.key) ?? 0) + 1)
  }
  const seen = new Map<string, number>()
  for (const update of updates) {
    if (taken.get(update.key) === 1) continue
    const key = `${update.key}.${hash('sha256', update.text).slice(0, 12)}`
    const copies = seen.get(key) ?? 0
    seen.set(key, copies + 1)
    update.key = copies === 0 ? key : `${key}.${copies}`
  }
}
