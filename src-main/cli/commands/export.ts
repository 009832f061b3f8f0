import { EXPORT_FORMATS, EXPORT_ORDERS, EXPORT_WHATS, type ExportedFile, type ExportProgress } from '#shared/bridge/contract/exports.ts'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { choiceOf, textOf } from '../args.ts'
import { UsageError, type Command, type Io } from '../command.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'print or save an incident, or a page of it, as a file',
  args: ['ID'],
  options: {
    what: { value: 'WHAT', help: `${EXPORT_WHATS.join(', ')} (incident: all of it)` },
    format: { value: 'FORMAT', help: `${EXPORT_FORMATS.join(', ')} (md; json with --json); bundle: to be imported elsewhere` },
    out: { value: 'FILE', help: 'write here; needed for pdf and bundle unless the output is a pipe' },
    zone: { value: 'ZONE', help: 'utc (as without it), local, or a name such as Europe/Berlin' },
    order: { value: 'ORDER', help: `of the timeline: ${EXPORT_ORDERS.join(' or ')} first (oldest)` },
    comments: { help: 'with the comments on its pages as footnotes; resolved ones only in json' }
  },
  async run({ warRoom, values, positionals: [ref = ''], isJson, io }) {
    const what = choiceOf(textOf(values, 'what') ?? 'incident', EXPORT_WHATS, 'What is exported')
    const format = choiceOf(textOf(values, 'format') ?? (isJson ? 'json' : 'md'), EXPORT_FORMATS, 'The format')
    const order = choiceOf(textOf(values, 'order') ?? 'oldest', EXPORT_ORDERS, 'The order')
    const out = textOf(values, 'out')
    const isBinary = format === 'pdf' || format === 'bundle'
    if (format === 'bundle' && what !== 'incident') throw new UsageError('A bundle holds the whole incident: leave out --what')
    if (isBinary && out === undefined && (io.isOutTty || isJson))
      throw new UsageError(`${format} is not text: name a file with --out, or send the output to one`)
    const zone = textOf(values, 'zone') ?? 'utc'
    const controller = new AbortController()
    const offStop = io.onStop(() => controller.abort())
    const options = { signal: controller.signal, onEmit: showProgress(io) }
    const exported = valueOf(
      await warRoom.exportFile({ ref, what, format, zone, order, ...(values['comments'] === true ? { comments: true } : {}) }, options)
    )
    offStop()
    if (io.isErrTty) io.err('\r\u001b[K')
    if (out !== undefined) return save(io, out, exported)
    if (isBinary) return io.outBytes(exported.bytes)
    const text = new TextDecoder().decode(exported.bytes)
    // asked for a text inside JSON: as a JSON value, so that the output is what --json says
    const shown = isJson && format !== 'json' ? JSON.stringify({ text, fileName: exported.fileName }) : text
    io.out(shown.endsWith('\n') ? shown : `${shown}\n`)
  }
}

async function save(io: Io, path: string, { bytes }: ExportedFile): Promise<void> {
  try {
    await io.writeFile(path, bytes)
  } catch (error) {
    throw new FailureError('storage', `${path} was not written: ${(error as Error).message}.`)
  }
}

/** One line that is written over, on a terminal only. */
function showProgress(io: Io): (progress: ExportProgress) => void {
  let shownAt = 0
  return ({ done, total }) => {
    if (!io.isErrTty || io.now() - shownAt < 100 || total === 0) return
    shownAt = io.now()
    io.err(`\r\u001b[K${Math.floor((done / total) * 100)} %`)
  }
}
