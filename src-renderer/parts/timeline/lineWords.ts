import type { ActorId } from '#shared/domain/ids.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import { formatDateIn, formatMinuteIn } from '#renderer/state/room/zoneTime.ts'

/* Words of the lines that Muster writes. */

const MAX_NAMED = 4

/** `@Ana Kim @slack-incidents ops@example.org`, the first four and how many more. */
export function recipientWords(recipients: readonly string[], incident: Pick<Incident, 'names'>): string {
  const named = recipients.slice(0, MAX_NAMED).map((recipient) => {
    const [, type, rest] = /^([a-z]+):(.*)$/s.exec(recipient) ?? []
    if (type === 'person') return `@${nameOf(incident, rest as ActorId)}`
    if (type === 'email') return rest
    return `@${rest ?? recipient}`
  })
  const more = recipients.length - named.length
  return recipients.length === 0 ? 'nobody' : named.join(' ') + (more > 0 ? ` and ${more} more` : '')
}

/** `03:50`, with its date where that is another than the entry's. */
export function dueWords(dueAt: number, at: number, zone: string): string {
  const day = formatDateIn(dueAt, zone)
  return day === formatDateIn(at, zone) ? formatMinuteIn(dueAt, zone) : `${day} ${formatMinuteIn(dueAt, zone)}`
}

export const isWebLink = (url: string): boolean => /^(?:https:\/\/|mailto:)/i.test(url)
