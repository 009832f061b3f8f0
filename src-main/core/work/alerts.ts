import type { Alert, InboxItem, IncidentMark, UpdateDue } from '#shared/bridge/contract/notify.ts'
import { incidentLabel } from '#shared/domain/number.ts'
import { utcMinute } from '#shared/domain/notify/variables.ts'

/* What a person is told the moment it comes: plain text, short enough for any desktop. */

const MAX_TITLE = 100
const MAX_BODY = 200
/** More at once are told as one. */
const MOST = 3

const clip = (text: string, max: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > max ? `${line.slice(0, max - 1)}…` : line
}
const nameOf = (incident: IncidentMark): string =>
  incident.number === null ? incident.title : `${incidentLabel(incident)} ${incident.title}`

export const alertOfMessage = ({ incident, author, subject }: Pick<InboxItem, 'incident' | 'author' | 'subject'>): Alert => ({
  type: 'alert',
  title: clip(subject, MAX_TITLE),
  body: clip(`${author.name} · ${nameOf(incident)}`, MAX_BODY),
  incident: incident.id
})

export const alertOfUpdate = ({ incident, dueAt }: UpdateDue): Alert => ({
  type: 'alert',
  title: clip(`Update due on ${nameOf(incident)}`, MAX_TITLE),
  body: clip(`Due at ${utcMinute(dueAt)}. Post an update or send a message, and the clock starts again.`, MAX_BODY),
  incident: incident.id
})

/** `count`: how many there are, of which `alerts` may be the newest only. */
export function atMost(alerts: readonly Alert[], count: number): Alert[] {
  if (count <= MOST) return [...alerts]
  return [{ type: 'alert', title: `${count} things wait for you`, body: 'They are under My work.', incident: null }]
}
