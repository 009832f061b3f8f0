import { parseSignals } from '#shared/domain/foreignSignals/parseSignals.ts'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { textOf } from '../args.ts'
import { UsageError, type Command } from '../command.ts'
import { count, safeLine } from '../table.ts'

export const signalCommand: Command = {
  name: 'signal',
  summary: 'add the graphs, monitors, links or security signals of a file to an incident, or else to your clipboard; - reads stdin',
  args: ['add', 'FILE'],
  options: {
    incident: { value: 'ID', help: 'the incident to attach them to; without it they go to the clipboard' },
    title: { value: 'TEXT', help: 'title of the graphs in it: a metrics system gives none' },
    query: { value: 'TEXT', help: 'the query the graphs in it show, likewise' }
  },
  async run({ io, warRoom, values, positionals: [verb = '', path = ''], print }) {
    if (verb !== 'add') throw new UsageError(`muster signal knows "add", not "${verb}"`)
    const text = path === '-' ? await io.readInput() : await loadText(io, path)
    const { signals: found, problems } = parseSignals(text)
    for (const { place, reason } of problems) io.err(`${place ? `${place}: ` : ''}${safeLine(reason)}\n`)
    if (found.length === 0) throw new FailureError('badInput', `No signal was added from ${path}.`)
    const title = textOf(values, 'title')
    const query = textOf(values, 'query')
    const signals = found.map((signal) =>
      signal.type === 'graph' ? { ...signal, title: title ?? signal.title, query: query ?? signal.query } : signal
    )
    const ref = textOf(values, 'incident')
    if (ref !== undefined) {
      const attached = valueOf(await warRoom.attachSignals({ ref, signals }))
      return print(attached, () => `${count(attached.attached, 'signal')} attached`)
    }
    const added = valueOf(await warRoom.addToClipboard({ signals }))
    for (const dropped of added.dropped) io.err(`dropped from the clipboard, which holds 20: ${safeLine(dropped)}\n`)
    print(added, () => `${count(added.added, 'signal')} added to the clipboard`)
  }
}

async function loadText(io: { readFile(path: string): Promise<Uint8Array> }, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await io.readFile(path))
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new FailureError('notFound', `${path} was not read: ${isMissing ? 'there is no such file' : (error as Error).message}.`)
  }
}
