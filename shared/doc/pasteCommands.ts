import type * as Y from 'yjs'
import type { EntryCategory, IncidentEvent } from '../domain/events.ts'
import type { EntryId } from '../domain/ids.ts'
import { fingerprint } from '../domain/paste/source.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { readEvents } from './readIncident.ts'
import { tryWrite, type Author } from './write.ts'

/* Entries out of a text somebody pasted: all in one transaction, and each once, however often and by whomever it is pasted. */

export interface DatedEntry {
  /** Epoch ms. */
  at: number
  text: string
  /** Who said it, as the text names them: no person of this workspace has to be meant. */
  author?: string
}

/** More at once would not fit in what a hub takes in one piece. */
export const MAX_PASTED = 10_000

export interface PostedEntries {
  posted: EntryId[]
  /** How many were in the timeline already. */
  known: number
}

export function postEntries(
  doc: Y.Doc,
  author: Author,
  entries: readonly DatedEntry[],
  category: EntryCategory = 'note'
): Result<PostedEntries> {
  if (entries.length === 0) return fail('badInput', 'There is no entry to add.')
  if (entries.length > MAX_PASTED)
    return fail('badInput', `${MAX_PASTED} entries can be added at once; these are ${entries.length}. Add them in parts.`)
  const wrong = entries.find(({ text, at }) => text.trim() === '' || !Number.isFinite(at))
  if (wrong)
    return fail('badInput', wrong.text.trim() === '' ? 'One of the entries is empty.' : `"${wrong.text.slice(0, 60)}" has no time.`)
  const sources = newSources(doc, entries)
  const fresh = entries.flatMap((entry, index) => (sources[index] === null ? [] : [{ ...entry, source: sources[index]! }]))
  const known = entries.length - fresh.length
  if (fresh.length === 0) return ok({ posted: [], known })
  const written = tryWrite(
    doc,
    author,
    fresh.map(({ at, source }) => ({ kind: 'entryPosted', category, at: Math.round(at), source })),
    (index) => textOf(fresh[index]!)
  )
  return written.ok ? ok({ posted: written.value, known }) : written
}

/** How many of them are in the timeline already. */
export const countKnown = (doc: Y.Doc, entries: readonly DatedEntry[]): number =>
  newSources(doc, entries).filter((source) => source === null).length

export const textOf = ({ author, text }: DatedEntry): string => (author ? `${author}: ${text.trim()}` : text.trim())

/**
 * For each entry the source to post it under; null: it is there. A line that stands twice in one text is two entries. What was taken
 * back may be added again, so it comes under the next source that is free.
 */
function newSources(doc: Y.Doc, entries: readonly DatedEntry[]): (string | null)[] {
  const { standing, retracted } = pastedIn(readEvents(doc).events)
  const used = new Set<string>()
  return entries.map((entry) => {
    const content = `paste:${fingerprint(`${Math.round(entry.at)} ${textOf(entry)}`)}`
    for (let place = 1; ; place += 1) {
      const source = place === 1 ? content : `${content}:${place}`
      if (used.has(source) || retracted.has(source)) continue
      used.add(source)
      return standing.has(source) ? null : source
    }
  })
}

function pastedIn(events: readonly IncidentEvent[]): { standing: Set<string>; retracted: Set<string> } {
  const sourceOf = new Map<EntryId, string>()
  for (const { kind, id, source } of events) if (kind === 'entryPosted' && source?.startsWith('paste:')) sourceOf.set(id, source)
  const gone = events.flatMap((event) => (event.kind === 'entryRetracted' ? [sourceOf.get(event.entry)] : []))
  const retracted = new Set(gone.filter((source) => source !== undefined))
  return { retracted, standing: new Set([...sourceOf.values()].filter((source) => !retracted.has(source))) }
}
