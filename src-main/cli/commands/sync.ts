import { valueOf } from '#shared/domain/result.ts'
import type { Command } from '../command.ts'
import { count } from '../table.ts'

export const syncCommand: Command = {
  name: 'sync',
  summary: 'catch up with the room, and exit',
  args: [],
  options: {},
  async run({ warRoom, print }) {
    const counts = valueOf(await warRoom.syncNow(null))
    print(counts, () => syncText(counts))
  }
}

export function syncText({
  received,
  sent,
  waiting,
  incidents
}: {
  received: number
  sent: number
  waiting: number
  incidents: number
}): string {
  return `${count(received, 'change')} received, ${count(sent, 'change')} sent, ${waiting.toLocaleString('en-US')} waiting; ${count(incidents, 'incident')} here`
}
