import type * as Y from 'yjs'
import type { FieldValue, MessageProperty } from '../domain/events.ts'
import type { ActorId, EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import { messageKey, type Delivery, type Message } from '../domain/messages.ts'
import { isOutside, MAX_RECIPIENTS, parseRecipient, recipientsProblem, resolveRecipients } from '../domain/notify/recipients.ts'
import { renderTemplate } from '../domain/notify/renderTemplate.ts'
import type { RenderContext } from '../domain/notify/variables.ts'
import { fail, type Result } from '../domain/result.ts'
import { readIncident } from './readIncident.ts'
import { headOf, lastOf, naming, tryWrite, writeOne, type Author, type NewEvent } from './write.ts'

/* Messages about an incident: drafted together, sent once, reported on. */

export interface MessageInput {
  recipients: string[]
  subject: string
  body: string
  template?: string | null
}

const MAX_SUBJECT = 500
/** A property of a draft is a setting, and a setting holds this much. */
const MAX_BODY = 10_000

function messageProblem({ recipients, subject, body }: MessageInput): string | undefined {
  if (subject.length > MAX_SUBJECT) return `A subject may have ${MAX_SUBJECT} characters; this has ${subject.length}.`
  if (body.length > MAX_BODY) return `A message may have ${MAX_BODY} characters; this has ${body.length}.`
  return recipientsProblem(recipients)
}

export function draftMessage(doc: Y.Doc, author: Author, input: MessageInput): Result<EventId> {
  const problem = messageProblem(input)
  if (problem) return fail('badInput', problem)
  return writeOne(doc, author, { kind: 'messageDrafted', ...input, template: input.template ?? null })
}

/** `base`: the setting the author saw and replaces; absent: the current one. */
export function setDraft(
  doc: Y.Doc,
  author: Author,
  message: EventId,
  property: MessageProperty,
  value: FieldValue,
  base?: EventId | null
): Result<EventId> {
  const incident = readIncident(doc)
  const draft = findDraft(incident, message)
  if (!draft) return fail('notFound', NO_DRAFT)
  const changed = { ...draft, [property]: value ?? (property === 'recipients' ? [] : '') }
  const problem = typeProblem(property, value) ?? messageProblem(changed)
  if (problem) return fail('badInput', problem)
  const replaced = base === undefined ? headOf(incident, messageKey(message, property)) : base
  return writeOne(doc, author, { kind: 'messageSet', message, property, value, base: replaced })
}

function typeProblem(property: MessageProperty, value: FieldValue): string | undefined {
  if (property === 'recipients') return Array.isArray(value) ? undefined : 'Recipients are a list.'
  return value === null || typeof value === 'string' ? undefined : 'This is text.'
}

const NO_DRAFT = 'That draft was sent or discarded meanwhile.'
const findDraft = (incident: Incident, message: EventId): Message | undefined =>
  incident.messages.find(({ id, sentAt }) => id === message && sentAt === null)

export function discardDraft(doc: Y.Doc, author: Author, message: EventId): Result<EventId> {
  if (!findDraft(readIncident(doc), message)) return fail('notFound', NO_DRAFT)
  return writeOne(doc, author, { kind: 'messageDiscarded', message })
}

export interface SendOptions extends Omit<RenderContext, 'id' | 'nowMs'> {
  /** The draft this comes from: it is gone then. */
  draft?: EventId | null
  /** Names of people the message goes to that the incident may not know. */
  names?: ReadonlyMap<ActorId, string>
}

/** Send at once: variables get the words of this moment, roles the people who have them. */
export function sendMessage(doc: Y.Doc, author: Author, input: MessageInput, options: SendOptions): Result<EventId> {
  const incident = readIncident(doc)
  const { draft = null } = options
  if (draft && !findDraft(incident, draft)) return fail('notFound', NO_DRAFT)
  const message = prepareMessage(incident, input, { id: doc.guid, type: options.type, nowMs: author.clock.now() })
  if (!message.ok) return message
  return lastOf(
    tryWrite(doc, author, [
      ...namingRecipients(incident, author, message.value.recipients, options.names),
      { kind: 'messageSent', ...message.value, draft, rule: null, renotifies: null }
    ])
  )
}

/** As it goes out, or why it cannot. */
export function prepareMessage(
  incident: Incident,
  input: MessageInput,
  context: RenderContext
): Result<{ recipients: string[]; subject: string; body: string }> {
  const problem = messageProblem(input)
  if (problem) return fail('badInput', problem)
  const recipients = resolveRecipients(input.recipients, incident).slice(0, MAX_RECIPIENTS)
  if (recipients.length === 0) return fail('badInput', nobodyWords(input.recipients))
  const subject = renderTemplate(input.subject.trim(), incident, context).text.replace(/\s+/g, ' ').slice(0, MAX_SUBJECT)
  const body = renderTemplate(input.body.trim(), incident, context).text.slice(0, 2 * MAX_BODY)
  if (subject === '') return fail('badInput', 'A message needs a subject, so that people know what it is about.')
  return { ok: true, value: { recipients, subject, body } }
}

const nobodyWords = (recipients: readonly string[]): string =>
  recipients.includes('commander')
    ? 'There is no commander to send it to. Choose somebody by name.'
    : 'Say who gets the message: a person, an e-mail address, a channel or a page.'

function namingRecipients(
  incident: Incident,
  author: Author,
  recipients: readonly string[],
  names: ReadonlyMap<ActorId, string> = new Map()
): NewEvent[] {
  return recipients.flatMap((recipient) => {
    const parsed = parseRecipient(recipient)
    const id = parsed?.name as ActorId
    const name = names.get(id)
    return parsed?.kind === 'person' && name && !incident.names.has(id) ? naming(incident, author, { id, name }) : []
  })
}

/** What became of one recipient outside Muster. */
export function reportDelivery(
  doc: Y.Doc,
  author: Author,
  message: EventId,
  recipient: string,
  { outcome, detail }: Pick<Delivery, 'outcome' | 'detail'>
): Result<EventId> {
  const sent = readIncident(doc).messages.find(({ id, sentAt }) => id === message && sentAt !== null)
  if (!sent?.recipients.includes(recipient) || !isOutside(recipient)) return fail('notFound', 'Nothing waits for that recipient.')
  const known = sent.deliveries.get(recipient)?.outcome
  if (known === 'delivered' || known === 'discarded') return fail('badInput', `That message is ${known} already.`)
  return writeOne(doc, author, { kind: 'messageDelivered', message, recipient, outcome, detail: detail.slice(0, 1000) })
}
