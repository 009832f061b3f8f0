import type { Entry } from '#shared/domain/incident.ts'
import { startsWith } from '#shared/domain/timelineCounts.ts'
import { dayAt, UTC, type ZoneDay } from '#shared/domain/zone.ts'
import type { TimelineRow } from './timelineView.ts'

/** Entries with a heading before each new day. Of entries that only grew at their end, the rows of before are kept. */
export class DayRows {
  #entries: readonly Entry[] = []
  #zone = ''
  #rows: readonly TimelineRow[] = []

  group(entries: readonly Entry[], zone: string = UTC): readonly TimelineRow[] {
    const isGrown = zone === this.#zone && this.#entries.length > 0 && startsWith(entries, this.#entries)
    const rows = isGrown ? this.#rows.slice() : []
    addRows(rows, entries, isGrown ? this.#entries.length : 0, zone)
    this.#entries = entries
    this.#zone = zone
    return (this.#rows = rows)
  }
}

function addRows(rows: TimelineRow[], entries: readonly Entry[], from: number, zone: string): void {
  const before = entries[from - 1]
  let day: ZoneDay | undefined = before && dayAt(before.at, zone)
  for (let index = from; index < entries.length; index += 1) {
    const entry = entries[index]!
    // asked once a day, not once an entry
    if (!day || entry.at < day.start || entry.at >= day.end) {
      const next = dayAt(entry.at, zone)
      if (next.date !== day?.date) rows.push({ type: 'day', key: `day-${next.date}`, at: next.start })
      day = next
    }
    rows.push({ type: 'entry', key: entry.id, entry })
  }
}
