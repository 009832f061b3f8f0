import { basename } from 'node:path'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { listOf, textOf } from '../args.ts'
import type { Command, Io } from '../command.ts'
import { parseWhen } from '../times.ts'

export const noteCommand: Command = {
  name: 'note',
  summary: 'post a note; - reads it from stdin; prints the id of the entry',
  args: ['ID', 'TEXT…'],
  options: {
    at: { value: 'TIME', help: 'when it happened: 2026-11-02T10:15Z, 10:15 (UTC, today) or -10m' },
    image: { value: 'FILE', isList: true, help: 'a PNG, JPEG, GIF or WebP image to show after the text; may be repeated' }
  },
  async run({ io, warRoom, values, positionals: [ref = '', given = ''], print }) {
    const when = textOf(values, 'at')
    const at = when === undefined ? {} : { at: parseWhen(when, io.now()) }
    const text = given === '-' ? (await io.readInput()).trimEnd() : given
    const images = await Promise.all(listOf(values, 'image').map((path) => loadImage(io, path)))
    const posted = valueOf(await warRoom.postNote({ ref, text, ...at, ...(images.length > 0 ? { images } : {}) }))
    print(posted, () => posted.entry)
  }
}

async function loadImage(io: Io, path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: basename(path), bytes: await io.readFile(path) }
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new FailureError('notFound', `${path} was not attached: ${isMissing ? 'there is no such file' : (error as Error).message}.`)
  }
}
