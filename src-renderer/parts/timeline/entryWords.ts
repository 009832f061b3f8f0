import { isPerson } from '#shared/domain/fold.ts'
import { nameOf, type Entry, type Incident } from '#shared/domain/incident.ts'
import { formatIsoDate, formatUtcMinute } from '#renderer/parts/format.ts'

const MINUTE = 60_000

/** What the times of an entry have been through: "wrote at 03:36, moved to 03:33"; null: nothing to tell. */
export function timeWords(entry: Entry): string | null {
  if (entry.moved) return `wrote at ${clockOf(entry.event.at, entry.at)}, moved to ${clockOf(entry.at, entry.event.at)}`
  // an import is written later than it happened by nature; a person who gave another time says something with it
  const isBackdated = entry.event.kind === 'entryPosted' && isPerson(entry.author) && Math.abs(entry.writtenAt - entry.at) >= 10 * MINUTE
  return isBackdated ? `wrote at ${clockOf(entry.writtenAt, entry.at)}` : null
}

/** With its date where the other time is of another day. */
const clockOf = (at: number, other: number): string =>
  formatIsoDate(at) === formatIsoDate(other) ? formatUtcMinute(at) : `${formatIsoDate(at)} ${formatUtcMinute(at)}`

/** "edited", or by whom when others did; null: it is as posted. */
export function editWords(entry: Entry, incident: Pick<Incident, 'names'>): string | null {
  if (entry.editors.length === 0) return null
  const others = entry.editors.filter((editor) => editor !== entry.author).map((editor) => nameOf(incident, editor))
  return others.length === 0 ? 'edited' : `edited by ${others.join(', ')}`
}
