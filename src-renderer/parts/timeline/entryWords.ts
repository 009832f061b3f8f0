import { isPerson } from '#shared/domain/fold.ts'
import { nameOf, type Entry, type Incident } from '#shared/domain/incident.ts'
import { formatDateIn, formatMinuteIn } from '#renderer/state/room/zoneTime.ts'

const MINUTE = 60_000

/** What the times of an entry have been through: "wrote at 03:36, moved to 03:33"; null: nothing to tell. */
export function timeWords(entry: Entry, zone: string): string | null {
  if (entry.moved) return `wrote at ${clockOf(entry.event.at, entry.at, zone)}, moved to ${clockOf(entry.at, entry.event.at, zone)}`
  // an import is written later than it happened by nature; a person who gave another time says something with it
  const isBackdated = entry.event.kind === 'entryPosted' && isPerson(entry.author) && Math.abs(entry.writtenAt - entry.at) >= 10 * MINUTE
  return isBackdated ? `wrote at ${clockOf(entry.writtenAt, entry.at, zone)}` : null
}

/** With its date where the other time is of another day. */
function clockOf(at: number, other: number, zone: string): string {
  const clock = formatMinuteIn(at, zone)
  return formatDateIn(at, zone) === formatDateIn(other, zone) ? clock : `${formatDateIn(at, zone)} ${clock}`
}

/** "edited", or by whom when others did; null: it is as posted. */
export function editWords(entry: Entry, incident: Pick<Incident, 'names'>): string | null {
  if (entry.editors.length === 0) return null
  const others = entry.editors.filter((editor) => editor !== entry.author).map((editor) => nameOf(incident, editor))
  return others.length === 0 ? 'edited' : `edited by ${others.join(', ')}`
}
