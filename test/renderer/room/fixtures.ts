import * as Y from 'yjs'
import { declareIncident, type Author } from '#shared/doc/commands.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { EntryCategory } from '#shared/domain/events.ts'
import { newDeviceId, type ActorId, type EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { fail } from '#shared/domain/result.ts'
import { Images } from '#renderer/state/images/images.svelte.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
/** 2026-11-23 03:00 UTC. */
export const THREE = Date.UTC(2026, 10, 23, 3)

export const PRIYA = 'priya' as ActorId
export const LENA = 'lena' as ActorId

/** Entry `n` of a timeline; its id sorts by `n`. */
export function entry(n: number, change: Partial<Entry> & { category?: EntryCategory } = {}): Entry {
  const id = `${String(n).padStart(12, '0')}-dev` as EntryId
  const at = change.at ?? THREE + n * MINUTE
  return {
    id,
    at,
    writtenAt: at,
    author: PRIYA,
    category: 'note',
    flagged: false,
    moved: false,
    editors: [],
    before: null,
    event: { kind: 'entryPosted', id, at, by: change.author ?? PRIYA, category: change.category ?? 'note' },
    ...change
  }
}

export function author(name: string, now: () => number): Author {
  return { id: `p${name.toLowerCase()}` as ActorId, name, clock: createClock(newDeviceId(), now) }
}

/** A declared incident in a document of its own. */
export function declared(by: Author, title = 'Checkout 5xx'): Y.Doc {
  const doc = new Y.Doc()
  const result = declareIncident(doc, by, { title, severity: 'SEV-2' })
  if (!result.ok) throw new Error(result.error.message)
  return doc
}

const nothing = () => Promise.resolve(fail('notConnected', 'There is no core here.'))
/** Of a window without a core. */
export const NO_IMAGES = new Images({ loadImage: nothing, storeImage: nothing })
