import { valueOf } from '#shared/domain/result.ts'
import type { InboxItem } from '#shared/bridge/contract/notify.ts'
import type { Command } from '../command.ts'
import { tableText } from '../table.ts'
import { utcText } from '../times.ts'
import { labelOf } from './list.ts'

export const inboxCommand: Command = {
  name: 'inbox',
  summary: 'list the messages you got, newest first',
  args: [],
  options: { unread: { help: 'only those not read yet' } },
  async run({ io, warRoom, values, print }) {
    const all = valueOf(await warRoom.listInbox({ limit: 1000, offset: 0 }))
    const items = (values['unread'] === true ? all.filter(({ isRead }) => !isRead) : all).map(toJson)
    print(items, () => (items.length === 0 ? '' : inboxText(items)))
    if (items.length === 0) io.err(values['unread'] === true ? 'Nothing unread.\n' : 'No messages yet.\n')
  }
}

/** The stable shape of `muster inbox --json`; times ISO in UTC. */
const toJson = ({ sentAt, author, ...item }: InboxItem) => ({ ...item, author: author.name, sentAt: new Date(sentAt).toISOString() })

const inboxText = (items: readonly ReturnType<typeof toJson>[]): string =>
  tableText(items, [
    { title: '', text: ({ isRead }) => (isRead ? '' : '*') },
    { title: 'SENT (UTC)', text: ({ sentAt }) => utcText(sentAt) },
    { title: 'ID', text: ({ incident }) => labelOf(incident) },
    { title: 'FROM', text: ({ author }) => author, max: 24 },
    { title: 'SUBJECT', text: ({ subject }) => subject }
  ])
