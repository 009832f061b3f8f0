import { valueOf } from '#shared/domain/result.ts'
import type { Command } from '../command.ts'
import { syncText } from './sync.ts'

export const joinCommand: Command = {
  name: 'join',
  summary: 'join a war room by its invite, and catch up',
  args: ['INVITE'],
  options: {},
  async run({ io, warRoom, positionals: [invite = ''], print }) {
    const { url } = valueOf(await warRoom.joinWarRoom({ invite }))
    io.err(`Joined ${url}.\n`)
    const counts = valueOf(await warRoom.syncNow(null))
    print({ url, ...counts }, () => syncText(counts))
  }
}
