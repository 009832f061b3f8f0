import type * as Y from 'yjs'
import type { Work } from '#main/core/work/work.ts'
import type { NOTIFY } from '#shared/bridge/contract/notify.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import type { Author } from '#shared/doc/commands.ts'
import { sendMessage } from '#shared/doc/messageCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { readRecipients } from '#shared/domain/notify/recipients.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType, Template } from '#shared/domain/settings/settings.ts'
import type { SeatParts } from '../warRoomService.ts'
import { watch } from '../watch.ts'

/** What it needs of the service of the seat. */
export interface NotifyParts extends Pick<SeatParts, 'people' | 'settings' | 'projector'> {
  work: Work
  getAuthor(): Promise<Author>
  saved(): Promise<void>
  /** Find it, do something to it, and answer when that is on the disk. */
  change<T>(ref: string, work: (doc: Y.Doc, author: Author) => Result<T>): Promise<Result<{ id: IncidentId; value: T }>>
}

export function notifyService(parts: NotifyParts): Implementation<typeof NOTIFY> {
  const { work, people, settings, projector, getAuthor, saved, change } = parts
  return {
    async watchWork(_nothing, { emit, signal }) {
      await watch(signal, 50, () => emit(work.count(people.getSeated()?.id ?? null)), [(changed) => work.onChange(changed)])
      return ok(null)
    },
    async watchAlerts(_nothing, { emit, signal }) {
      const stop = work.onAlert(emit)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      stop()
      return ok(null)
    },
    async listInbox({ limit, offset }) {
      await projector.settle()
      return ok(work.listInbox((await getAuthor()).id, limit, offset))
    },
    async markRead({ ids, isRead }) {
      work.markRead((await getAuthor()).id, ids, isRead)
      return ok(null)
    },
    async listWork() {
      await projector.settle()
      const { id } = await getAuthor()
      return ok({ items: work.listItems(id), updates: work.listUpdates(id) })
    },
    async listOutbox() {
      await projector.settle()
      return ok(work.outbox.list())
    },
    async discardOutgoing(place) {
      const discarded = await work.outbox.discard(await getAuthor(), place)
      await saved()
      await projector.settle()
      return discarded.ok ? ok(null) : discarded
    },
    async notify({ ref, to, subject, body, template }) {
      const known = await people.list()
      const read = readRecipients(to, known)
      if (!read.ok) return read
      const recipients = read.value
      const names = new Map(known.map(({ id, name }) => [id, name]))
      const { types } = await settings.load()
      const sent = await change(ref, (doc, author) => {
        const type = typeOf({ types }, readIncident(doc).incidentType)
        const words = findTemplate(type, template)
        if (!words.ok) return words
        const input = { recipients, subject: subject ?? words.value?.subject ?? '', body: body ?? words.value?.body ?? '' }
        const message = sendMessage(doc, author, input, { type, names })
        return message.ok ? ok(readIncident(doc).messages.find(({ id }) => id === message.value)!) : message
      })
      return sent.ok ? ok({ id: sent.value.id, message: sent.value.value.id, recipients: sent.value.value.recipients }) : sent
    }
  }
}

/** By id or name; undefined: none was asked for. */
function findTemplate({ templates }: IncidentType, wanted: string | undefined): Result<Template | undefined> {
  if (wanted === undefined) return ok(undefined)
  const found = templates.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase())
  if (found) return ok(found)
  return fail('notFound', `There is no template "${wanted.slice(0, 80)}". There are ${templates.map(({ name }) => name).join(', ')}.`)
}
