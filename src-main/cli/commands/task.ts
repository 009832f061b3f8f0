import { valueOf } from '#shared/domain/result.ts'
import { listOf, textOf } from '../args.ts'
import type { Command } from '../command.ts'
import { parseDue } from '../times.ts'

export const taskCommand: Command = {
  name: 'task',
  summary: 'add a task; prints its id',
  args: ['ID', 'TEXT…'],
  options: {
    assign: { value: 'NAME', isList: true, help: 'who does it; may be repeated' },
    due: { value: 'TIME', help: 'when it is due: +30m, 15:00 (UTC, the next one) or 2026-11-02T10:15Z' },
    'follow-up': { help: 'for afterwards, not for now' }
  },
  async run({ io, warRoom, values, positionals: [ref = '', text = ''], print }) {
    const due = textOf(values, 'due')
    const added = valueOf(
      await warRoom.addTask({
        ref,
        text,
        list: values['follow-up'] === true ? 'followUp' : 'task',
        assign: listOf(values, 'assign'),
        dueAt: due === undefined ? null : parseDue(due, io.now())
      })
    )
    print(added, () => added.task)
  }
}
