import { nameOf, type Incident } from '#shared/domain/incident.ts'
import { isOutside } from '#shared/domain/notify/recipients.ts'
import { isOpen } from '#shared/domain/status.ts'

/** What an incident asks of people: messages sent, tasks not done, command offered, and the clock of the next update. */
export interface ProjectedWork {
  messages: SentRow[]
  recipients: RecipientRow[]
  items: ItemRow[]
  clock: ClockRow | null
}

/** id, sent_at, author, author_name, subject, body, rule, renotifies */
type SentRow = [string, number, string, string, string, string, string | null, string | null]
/** recipient, message, sent_at, outcome, detail, outcome_at. Who is in Muster has no outcome. */
type RecipientRow = [string, string, number, string | null, string, number | null]
/** kind, id, person, text, due_at */
type ItemRow = ['task' | 'followUp' | 'handover', string, string, string, number | null]
/** commander, incident_type, severity, last_broadcast_at */
type ClockRow = [string, string, string, number]

export function workOf(incident: Incident): ProjectedWork {
  const sent = incident.messages.filter(({ sentAt }) => sentAt !== null)
  return {
    messages: sent.map(({ id, at, by, subject, body, rule, renotifies }) => [
      id,
      at,
      by,
      nameOf(incident, by) ?? by,
      subject,
      body,
      rule,
      renotifies
    ]),
    recipients: sent.flatMap(({ id, at, recipients, deliveries }) =>
      [...new Set(recipients)].map((recipient): RecipientRow => {
        const delivery = deliveries.get(recipient)
        return [
          recipient,
          id,
          at,
          isOutside(recipient) ? (delivery?.outcome ?? 'waiting') : null,
          delivery?.detail ?? '',
          delivery?.at ?? null
        ]
      })
    ),
    items: [...tasksOf(incident), ...handoverOf(incident)],
    clock: clockOf(incident)
  }
}

const tasksOf = ({ tasks }: Incident): ItemRow[] =>
  tasks
    .filter(({ doneAt }) => doneAt === null)
    .flatMap(({ id, list, text, assignees, dueAt }) => [...new Set(assignees)].map((person): ItemRow => [list, id, person, text, dueAt]))

const handoverOf = (incident: Incident): ItemRow[] => {
  const { handover } = incident
  return handover ? [['handover', handover.id, handover.to, nameOf(incident, handover.from) ?? handover.from, null]] : []
}

const clockOf = ({ status, commander, incidentType, severity, lastBroadcastAt }: Incident): ClockRow | null =>
  commander !== null && isOpen(status) && lastBroadcastAt > 0 ? [commander, incidentType, severity, lastBroadcastAt] : null
