import * as Y from 'yjs'
import { awaitNumber } from '#main/core/awaitNumber.ts'
import type { People } from '#main/core/people.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Settings } from '#main/core/settings.ts'
import type { Person, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { declareIncident, type Author, type Declaration } from '#shared/doc/commands.ts'
import { prepareMessage, sendMessage, type MessageInput } from '#shared/doc/messageCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newIncidentId, type ActorId, type IncidentId } from '#shared/domain/ids.ts'
import { countRecipients, readRecipients } from '#shared/domain/notify/recipients.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import { checkDeclaration } from '#shared/domain/settings/checkDeclaration.ts'
import { DEFAULT_TEMPLATES } from '#shared/domain/settings/defaultTemplates.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'

type Input = Parameters<WarRoom['declareIncident']>[0]
type Declared = { id: IncidentId; notified: { inside: number; outside: number } | null }

interface Parts {
  replica: Pick<Replica, 'use'>
  people: Pick<People, 'note'>
  settings: Pick<Settings, 'load'>
  /** A hub is there that gives the number in a moment. */
  canBeNumbered(): boolean
  getAuthor(): Promise<Author>
  /** Everybody a message can go to by name. */
  listPeople(): Promise<readonly Person[]>
  saved(): Promise<void>
}

/** Checks everything first, the message too, so that nothing is declared half. */
export async function declare(parts: Parts, { notify = [], ...input }: Input): Promise<Result<Declared>> {
  const settings = await parts.settings.load()
  const checked = checkDeclaration(settings, input)
  if (!checked.ok) return checked
  const declaration: Declaration = checked.value
  const [author, known] = [await parts.getAuthor(), await parts.listPeople()]
  const type = typeOf(settings, declaration.incidentType ?? '')
  const message = checkMessage(declaration, author, type, notify, known)
  if (!message.ok) return message

  const id = newIncidentId()
  if (declaration.commander) await parts.people.note(declaration.commander as Person)
  const declared = await parts.replica.use(id, (doc) => declareIncident(doc, author, declaration))
  if (!declared.ok) return declared
  await parts.saved()
  if (message.value === null) return ok({ id, notified: null })
  await awaitNumber(parts.replica, id, parts.canBeNumbered)
  return send(parts, id, author, message.value, { type, known })
}

/** The message that goes out, or null; tried out on a copy that nobody sees. */
function checkMessage(
  declaration: Declaration,
  author: Author,
  type: IncidentType,
  notify: readonly string[],
  known: readonly Person[]
): Result<MessageInput | null> {
  if (notify.length === 0) return ok(null)
  const recipients = readRecipients(notify, [...known, ...(declaration.commander ? [declaration.commander] : [])])
  if (!recipients.ok) return recipients
  const { subject, body } = type.templates.find(({ isDefault }) => isDefault) ?? type.templates[0] ?? DEFAULT_TEMPLATES[0]!
  const message = { recipients: recipients.value, subject, body }
  const copy = new Y.Doc()
  const declared = declareIncident(copy, author, declaration)
  if (!declared.ok) return declared
  const prepared = prepareMessage(readIncident(copy), message, { id: copy.guid, type, nowMs: author.clock.now() })
  return prepared.ok ? ok(message) : prepared
}

async function send(
  { replica, saved }: Parts,
  id: IncidentId,
  author: Author,
  message: MessageInput,
  { type, known }: { type: IncidentType; known: readonly Person[] }
): Promise<Result<Declared>> {
  const names = new Map(known.map((person) => [person.id, person.name] as [ActorId, string]))
  const recipients = await replica.use(id, (doc) => {
    const sent = sendMessage(doc, author, message, { type, names })
    return sent.ok ? ok(readIncident(doc).messages.find((each) => each.id === sent.value)!.recipients) : sent
  })
  await saved()
  return recipients.ok ? ok({ id, notified: countRecipients(recipients.value) }) : recipients
}
