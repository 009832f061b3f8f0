import type * as Y from 'yjs'
import type { EntryId, EventId } from '../domain/ids.ts'
import type { Entry } from '../domain/incident.ts'
import { fail, type Result } from '../domain/result.ts'
import { findZone, TIME_ZONE_FIELD } from '../domain/zone.ts'
import { readIncident } from './readIncident.ts'
import { headOf, tryWrite, writeOne, type Author } from './write.ts'

/* What a person does to the timeline as a whole, or to several entries at once: all or none. */

/** The zone an incident happened in, an IANA name; null: none. */
export function setTimeZone(doc: Y.Doc, author: Author, zone: string | null): Result<EventId> {
  const found = zone === null ? null : findZone(zone)
  if (found === undefined) return fail('badInput', `There is no time zone "${zone}". Zones are named like Europe/Berlin or UTC.`)
  const incident = readIncident(doc)
  if ((incident.fields[TIME_ZONE_FIELD] ?? null) === found)
    return fail('badInput', found === null ? 'The incident has no time zone.' : `The time zone is ${found} already.`)
  return writeOne(doc, author, {
    kind: 'fieldSet',
    field: TIME_ZONE_FIELD,
    value: found,
    base: headOf(incident, `field:${TIME_ZONE_FIELD}`)
  })
}

/** How far a group of entries moves: by an amount of ms, or so that its first entry stands at a time, epoch ms. */
export type Shift = { by: number } | { startAt: number }

/** Where each of the entries would stand, in the order of the timeline. */
export function planShift(entries: readonly Entry[], shift: Shift): { entry: Entry; to: number }[] {
  const inOrder = entries.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const by = 'by' in shift ? shift.by : shift.startAt - (inOrder[0]?.at ?? shift.startAt)
  return inOrder.map((entry) => ({ entry, to: entry.at + by }))
}

/** Move several entries in time by one amount. Returns the ids of what was written. */
export function shiftEntries(doc: Y.Doc, author: Author, ids: readonly EntryId[], shift: Shift): Result<EventId[]> {
  const amount = 'by' in shift ? shift.by : shift.startAt
  if (!Number.isSafeInteger(amount)) return fail('badInput', 'That is not a time.')
  const incident = readIncident(doc)
  const found = pick(incident.timeline, ids)
  if (!found.ok) return found
  const plan = planShift(found.value, shift)
  if (plan.every(({ entry, to }) => entry.at === to)) return fail('badInput', 'They stand at that time already.')
  if (plan.some(({ to }) => to < EARLIEST || to > LATEST)) return fail('badInput', 'That is further than dates go.')
  return tryWrite(
    doc,
    author,
    plan.map(({ entry, to }) => ({ kind: 'entryRetimed', entry: entry.id, to, base: headOf(incident, `at:${entry.id}`) }))
  )
}

/** Flag or unflag several entries; those that are so already are left as they are. */
export function flagEntries(doc: Y.Doc, author: Author, ids: readonly EntryId[], flagged: boolean): Result<EventId[]> {
  const incident = readIncident(doc)
  const found = pick(incident.timeline, ids)
  if (!found.ok) return found
  return tryWrite(
    doc,
    author,
    found.value
      .filter((entry) => entry.flagged !== flagged)
      .map(({ id }) => ({ kind: 'entryFlagged', entry: id, flagged, base: headOf(incident, `flag:${id}`) }))
  )
}

/** Years of four digits: others cannot be typed or read. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z')
const LATEST = Date.UTC(9999, 11, 31)

function pick(timeline: readonly Entry[], ids: readonly EntryId[]): Result<Entry[]> {
  if (ids.length === 0) return fail('badInput', 'Nothing is selected. Press X on an entry first.')
  const wanted = new Set(ids)
  const found = timeline.filter((entry) => wanted.has(entry.id))
  if (found.length === wanted.size) return { ok: true, value: found }
  const missing = wanted.size - found.length
  return fail(
    'notFound',
    `${missing === 1 ? 'One of the entries is' : `${missing} of the entries are`} not in the timeline any more. Select them again.`
  )
}
