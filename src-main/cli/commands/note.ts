import { valueOf } from '#shared/domain/result.ts'
import { textOf } from '../args.ts'
import type { Command } from '../command.ts'
import { parseWhen } from '../times.ts'

export const noteCommand: Command = {
  name: 'note',
  summary: 'post a note; - reads it from stdin; prints the id of the entry',
  args: ['ID', 'TEXT…'],
  options: { at: { value: 'TIME', help: 'when it happened: 2026-11-02T10:15Z, 10:15 (UTC, today) or -10m' } },
  async run({ io, warRoom, values, positionals: [ref = '', given = ''], print }) {
    const when = textOf(values, 'at')
    const at = when === undefined ? {} : { at: parseWhen(when, io.now()) }
    const text = given === '-' ? (await io.readInput()).trimEnd() : given
    const posted = valueOf(await warRoom.postNote({ ref, text, ...at }))
    print(posted, () => posted.entry)
  }
}
