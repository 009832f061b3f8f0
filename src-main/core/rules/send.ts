import type * as Y from 'yjs'
import { prepareMessage } from '#shared/doc/messageCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { naming, tryWrite } from '#shared/doc/write.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { ActorId, EventId } from '#shared/domain/ids.ts'
import { parseRecipient } from '#shared/domain/notify/recipients.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import type { IncidentType, Rule } from '#shared/domain/settings/settings.ts'
import type { Firing } from './evaluate.ts'

/** Names the occasion: whoever writes it a second time writes a copy, and copies are one. */
export const sourceOf = ({ rule, trigger }: Pick<Firing, 'rule' | 'trigger'>): string => `rule:${rule.id}:${trigger}`

export interface SendContext {
  clock: Clock
  /** Names of the people of the workspace. */
  names: ReadonlyMap<ActorId, string>
}

/** Writes the message of a rule, once for its occasion. null: there is nobody to tell, nothing to follow, or it is written already. */
export function sendOfRule(doc: Y.Doc, firing: Firing, { clock, names }: SendContext): Result<EventId | null> {
  const source = sourceOf(firing)
  if (hasSource(doc, source)) return ok(null)
  const { rule, type, after } = firing
  const current = readIncident(doc)
  const earlier = current.messages.findLast((message) => message.rule === rule.id && message.sentAt !== null)
  if (firing.isAgain && !earlier) return ok(null)
  const { subject, body } = templateOf(rule, type)
  // facts as the occasion left them; the number may have come since, and who commands now is who must hear of it
  const seen = { ...after, number: current.number, names: current.names }
  const message = prepareMessage(
    { ...seen, commander: current.commander, responders: current.responders },
    { recipients: rule.recipients, subject, body },
    { id: doc.guid, type, nowMs: clock.now() }
  )
  if (!message.ok) return message.error.reason === 'badInput' ? ok(null) : message
  const author = { id: `rule:${rule.id}` as ActorId, name: rule.name, clock }
  const people = message.value.recipients.flatMap((recipient) => {
    const parsed = parseRecipient(recipient)
    const name = parsed?.kind === 'person' ? names.get(parsed.name as ActorId) : undefined
    return name && !current.names.has(parsed!.name as ActorId) ? naming(current, author, { id: parsed!.name as ActorId, name }) : []
  })
  const renotifies = firing.isAgain ? earlier!.id : null
  const written = tryWrite(doc, author, [
    ...people,
    { kind: 'messageSent', ...message.value, draft: null, rule: rule.id, renotifies, source }
  ])
  return written.ok ? ok(written.value.at(-1)!) : written
}

function templateOf(rule: Rule, type: IncidentType): { subject: string; body: string } {
  const template =
    type.templates.find(({ id }) => id === rule.template) ?? type.templates.find(({ isDefault }) => isDefault) ?? type.templates[0]
  return template ?? { subject: '[{{incident.severity}}] {{incident.title}}', body: '' }
}

function hasSource(doc: Y.Doc, source: string): boolean {
  for (const event of eventsOf(doc).values()) if ((event as { source?: unknown } | null)?.source === source) return true
  return false
}
