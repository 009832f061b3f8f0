import { valueOf } from '#shared/domain/result.ts'
import { STATUSES } from '#shared/domain/status.ts'
import { choiceOf } from '../args.ts'
import type { Command } from '../command.ts'

export const statusCommand: Command = {
  name: 'status',
  summary: `change the status: ${STATUSES.join(', ')}`,
  args: ['ID', 'STATUS'],
  options: {},
  async run({ warRoom, positionals: [ref = '', wanted = ''], print }) {
    const status = choiceOf(wanted, STATUSES, 'The status')
    const { id } = valueOf(await warRoom.changeStatus({ ref, status }))
    print({ id, status }, () => id)
  }
}
