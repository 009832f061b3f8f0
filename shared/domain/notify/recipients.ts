import type { ActorId } from '../ids.ts'
import type { Incident } from '../incident.ts'
import { isPerson } from '../responders.ts'
import { fail, ok, type Result } from '../result.ts'

/*
 * To whom a message goes: `person:<actor>`, `email:<address>`, `channel:<name>`, `page:<name>`; `commander` and `responders` are who
 * has that role when the message is sent.
 */

export const ROLE_RECIPIENTS = ['commander', 'responders'] as const
export type RoleRecipient = (typeof ROLE_RECIPIENTS)[number]
export const RECIPIENT_KINDS = ['person', 'email', 'channel', 'page', ...ROLE_RECIPIENTS] as const
export type RecipientKind = (typeof RECIPIENT_KINDS)[number]

const ROLE_WORDS: Record<RoleRecipient, string> = { commander: 'Incident Commander', responders: 'All responders' }

export const MAX_RECIPIENTS = 200
const MAX_NAME = 200

export interface Recipient {
  kind: RecipientKind
  /** An actor, an address or a name; empty for a role. */
  name: string
}

const isRole = (text: string): text is RoleRecipient => (ROLE_RECIPIENTS as readonly string[]).includes(text)

/** undefined: it names nobody. */
export function parseRecipient(text: string): Recipient | undefined {
  if (isRole(text)) return { kind: text, name: '' }
  const [, kind, name] = /^(person|email|channel|page):(.+)$/s.exec(text) ?? []
  if (!kind || !name || name.length > MAX_NAME || name !== name.trim()) return undefined
  if (kind === 'email' && !isAddress(name)) return undefined
  return { kind: kind as RecipientKind, name }
}

const isAddress = (text: string): boolean => /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text)

/** Lies outside Muster: the message waits until something delivers it. */
export const isOutside = (recipient: string): boolean => /^(email|channel|page):/.test(recipient)

/** What a person writes: a name, an address, `#channel`, `page:name`, `commander`, or a recipient as it is kept. */
export function readRecipient(text: string, people: readonly { id: ActorId; name: string }[]): Result<string> {
  const wanted = text.trim()
  const lower = wanted.toLowerCase()
  const role = ROLE_RECIPIENTS.find((each) => each === lower || ROLE_WORDS[each].toLowerCase() === lower)
  if (role) return ok(role)
  const person = people.find(({ id, name }) => name.toLowerCase() === lower.replace(/^(@|person:)/, '') || `person:${id}` === wanted)
  if (person) return ok(`person:${person.id}`)
  if (isOutside(wanted) && parseRecipient(wanted)) return ok(wanted)
  const written = lower.startsWith('#') ? `channel:${wanted.slice(1).trim()}` : isAddress(wanted) ? `email:${wanted}` : wanted
  const parsed = parseRecipient(written)
  if (parsed && parsed.kind !== 'person') return ok(written)
  return fail(
    'badInput',
    `"${wanted.slice(0, 80)}" is nobody here. Write a person's name, an e-mail address, #channel, page:name, commander or responders.`
  )
}

/** Each of what somebody wrote; the first that is nobody fails. */
export function readRecipients(texts: readonly string[], people: readonly { id: ActorId; name: string }[]): Result<string[]> {
  const recipients: string[] = []
  for (const text of texts) {
    const read = readRecipient(text, people)
    if (!read.ok) return read
    recipients.push(read.value)
  }
  return ok(recipients)
}

/** How many are in Muster, and how many wait outside it. */
export function countRecipients(recipients: readonly string[]): { inside: number; outside: number } {
  const outside = recipients.filter(isOutside).length
  return { inside: recipients.length - outside, outside }
}

/** As it is shown: a name, an address, `#channel`. */
export function recipientLabel(recipient: string, names: ReadonlyMap<ActorId, string>): string {
  const parsed = parseRecipient(recipient)
  if (!parsed) return recipient
  switch (parsed.kind) {
    case 'person':
      return names.get(parsed.name as ActorId) ?? parsed.name
    case 'channel':
      return `#${parsed.name}`
    case 'page':
      return `Page ${parsed.name}`
    case 'email':
      return parsed.name
    default:
      return ROLE_WORDS[parsed.kind]
  }
}

/** Each once, roles as the people who have them now. */
export function resolveRecipients(recipients: readonly string[], incident: Pick<Incident, 'commander' | 'responders'>): string[] {
  const resolved = recipients.flatMap((recipient) => {
    if (recipient === 'commander') return incident.commander ? [`person:${incident.commander}`] : []
    if (recipient === 'responders')
      return incident.responders.filter(({ person }) => isPerson(person)).map(({ person }) => `person:${person}`)
    return [recipient]
  })
  return [...new Set(resolved)]
}

/** What is wrong with a list of recipients, in a sentence; undefined: nothing. */
export function recipientsProblem(recipients: readonly string[]): string | undefined {
  if (recipients.length > MAX_RECIPIENTS) return `A message may have ${MAX_RECIPIENTS} recipients; this has ${recipients.length}.`
  const wrong = recipients.find((recipient) => parseRecipient(recipient) === undefined)
  return wrong === undefined
    ? undefined
    : `"${wrong.slice(0, 80)}" is no recipient. Use person:, email:, channel: or page: with a name, commander or responders.`
}
