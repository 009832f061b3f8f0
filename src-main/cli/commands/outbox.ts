import { valueOf } from '#shared/domain/result.ts'
import type { OutboxItem } from '#shared/bridge/contract/notify.ts'
import type { Command } from '../command.ts'
import { tableText } from '../table.ts'
import { utcText } from '../times.ts'
import { labelOf } from './list.ts'

export const outboxCommand: Command = {
  name: 'outbox',
  summary: 'list what waits to leave Muster, and why',
  args: [],
  options: {},
  async run({ io, warRoom, print }) {
    const items = valueOf(await warRoom.listOutbox(null)).map(toJson)
    print(items, () => (items.length === 0 ? '' : outboxText(items)))
    if (items.length === 0) io.err('Nothing waiting.\n')
  }
}

/** The stable shape of `muster outbox --json`; times ISO in UTC. */
const toJson = ({ since, author, failure, ...item }: OutboxItem) => ({
  ...item,
  author: author.name,
  since: new Date(since).toISOString(),
  failure: failure && { detail: failure.detail, at: new Date(failure.at).toISOString() }
})

const outboxText = (items: readonly ReturnType<typeof toJson>[]): string =>
  tableText(items, [
    { title: 'SINCE (UTC)', text: ({ since }) => utcText(since) },
    { title: 'ID', text: ({ incident }) => labelOf(incident) },
    { title: 'TO', text: ({ recipient }) => recipient, max: 40 },
    { title: 'SUBJECT', text: ({ subject }) => subject, max: 48 },
    { title: 'WHY', text: ({ why }) => why }
  ])
