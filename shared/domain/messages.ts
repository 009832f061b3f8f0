import type { DeliveryOutcome, FieldValue, IncidentEvent, MessageProperty } from './events.ts'
import type { ActorId, EventId } from './ids.ts'

export interface Delivery {
  outcome: DeliveryOutcome
  detail: string
  at: number
}

/** A message to people or channels about the incident. */
export interface Message {
  id: EventId
  /** null: a draft. */
  sentAt: number | null
  by: ActorId
  at: number
  /** `person:<actor>`, `email:<address>`, `channel:<name>`, `page:<name>`. */
  recipients: string[]
  subject: string
  body: string
  template: string | null
  /** The rule that sent it; null: a person did. */
  rule: string | null
  /** The earlier message it follows. */
  renotifies: EventId | null
  /** By recipient; only what lies outside Muster is delivered. A later report replaces an earlier one. */
  deliveries: ReadonlyMap<string, Delivery>
}

export const messageKey = (message: EventId, property: MessageProperty): string => `message:${message}/${property}`

/** Drafts nobody sent or discarded, and what was sent, in the order of writing. */
export function foldMessages(log: readonly IncidentEvent[], valueOf: (what: string) => FieldValue | undefined): Message[] {
  const gone = new Set<EventId>()
  const deliveries = new Map<EventId, Map<string, Delivery>>()
  for (const event of log) {
    if (event.kind === 'messageDiscarded') gone.add(event.message)
    if (event.kind === 'messageSent' && event.draft) gone.add(event.draft)
    if (event.kind === 'messageDelivered') {
      const known = deliveries.get(event.message) ?? new Map<string, Delivery>()
      known.set(event.recipient, { outcome: event.outcome, detail: event.detail, at: event.at })
      deliveries.set(event.message, known)
    }
  }
  const messages: Message[] = []
  for (const event of log) {
    if (event.kind === 'messageSent') {
      const { id, at, by, recipients, subject, body, rule, renotifies } = event
      const base = { id, at, by, recipients, subject, body, rule, renotifies, template: null }
      messages.push({ ...base, sentAt: at, deliveries: deliveries.get(id) ?? new Map() })
    } else if (event.kind === 'messageDrafted' && !gone.has(event.id)) {
      const value = (property: MessageProperty) => valueOf(messageKey(event.id, property))
      const recipients = value('recipients')
      const template = value('template')
      messages.push({
        id: event.id,
        at: event.at,
        by: event.by,
        sentAt: null,
        recipients: Array.isArray(recipients) ? recipients : event.recipients,
        subject: asText(value('subject'), event.subject),
        body: asText(value('body'), event.body),
        template: typeof template === 'string' ? template : event.template,
        rule: null,
        renotifies: null,
        deliveries: new Map()
      })
    }
  }
  return messages
}

const asText = (value: FieldValue | undefined, initial: string): string =>
  typeof value === 'string' ? value : value === null ? '' : initial

const isOver = (outcome: DeliveryOutcome | undefined): boolean => outcome === 'delivered' || outcome === 'discarded'

/** What still has to leave Muster: recipients outside it of sent messages that nobody reported as delivered or discarded. */
export function listOutgoing(messages: readonly Message[]): { message: Message; recipient: string }[] {
  return messages
    .filter(({ sentAt }) => sentAt !== null)
    .flatMap((message) => message.recipients.map((recipient) => ({ message, recipient })))
    .filter(({ message, recipient }) => !recipient.startsWith('person:') && !isOver(message.deliveries.get(recipient)?.outcome))
}
