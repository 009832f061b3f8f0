import { basename, join } from 'node:path'
import { IMPORT_FORMATS, type ImportFormat, type ImportProgress, type ImportReport } from '#shared/bridge/warRoomApi.ts'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { choiceOf, textOf } from '../args.ts'
import type { Command, CommandContext, Io } from '../command.ts'
import { count, safeLine } from '../table.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'import incidents from files or a folder: feeds, postmortems, bundles; again changes nothing',
  args: ['FILE…'],
  isMany: true,
  options: {
    format: { value: 'FORMAT', help: `${IMPORT_FORMATS.join(', ')} (auto: told by what is in it)` },
    zone: { value: 'ZONE', help: 'of times in a postmortem that name none, such as Europe/Berlin (UTC)' }
  },
  async run(context) {
    const { io, values, positionals, print } = context
    const format = choiceOf(textOf(values, 'format') ?? 'auto', IMPORT_FORMATS, 'The format')
    const controller = new AbortController()
    const offStop = io.onStop(() => controller.abort())
    const paths = (await Promise.all(positionals.map((path) => filesAt(io, path)))).flat()
    const done: Done[] = []
    for (const path of paths) {
      const report = await importOne(context, path, format, controller.signal)
      done.push({ file: path, report })
      tell(io, report, paths.length > 1 ? `${basename(path)}: ` : '')
      if (report.isCancelled) break
    }
    offStop()
    const total = totalOf(done)
    print(paths.length === 1 ? done[0]!.report : done.map(({ file, report }) => ({ file, ...report })), () =>
      summaryOf(total, paths.length)
    )
    if (total.isCancelled) io.err('muster: The import was stopped; what was imported is kept.\n')
    const isNothing = total.incidents === 0 && total.problemCount > 0
    return total.isCancelled || isNothing ? 1 : 0
  }
}

interface Done {
  file: string
  report: ImportReport
}

async function importOne({ io, warRoom, values }: CommandContext, path: string, format: ImportFormat, signal: AbortSignal) {
  const bytes = await loadFile(io, path)
  const zone = textOf(values, 'zone')
  const request = { name: basename(path), bytes, format, ...(zone === undefined ? {} : { zone }) }
  const report = valueOf(await warRoom.importFile(request, { signal, onEmit: showProgress(io) }))
  if (io.isErrTty) io.err('\r\u001b[K')
  return report
}

const IMPORTED = /\.(?:md|markdown|mdown|mdx|erb|json|jsonl|ndjson|muster)$/i

/** A file; of a folder those that may hold incidents, by name. */
async function filesAt(io: Io, path: string): Promise<string[]> {
  const names = await io.listFolder(path)
  if (names === null) return [path]
  const files = names.filter((name) => IMPORTED.test(name)).sort()
  if (files.length === 0) throw new FailureError('notFound', `${path} was not imported: there is no file in it that may hold incidents.`)
  return files.map((name) => join(path, name))
}

async function loadFile(io: Io, path: string): Promise<Uint8Array> {
  try {
    return await io.readFile(path)
  } catch (error) {
    throw new FailureError('notFound', `${path} was not imported: ${reasonOf(error as NodeJS.ErrnoException)}.`)
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'it is a folder'
    case 'EACCES':
      return 'it may not be read'
    default:
      return String(error)
  }
}

/** One line that is written over, on a terminal only. */
function showProgress(io: Io): (progress: ImportProgress) => void {
  let shownAt = 0
  return ({ done, total }) => {
    if (!io.isErrTty || io.now() - shownAt < 100) return
    shownAt = io.now()
    io.err(`\r\u001b[K${done.toLocaleString('en-US')} of ${count(total, 'incident')}`)
  }
}

/** What was not taken, then what was taken otherwise than it stands there. */
function tell(io: Io, { problems, problemCount, notes = [], noteCount = 0 }: ImportReport, file: string): void {
  const place = (line: number | null) => `${file}${line === null ? '' : `line ${line}: `}`
  const more = (all: number, told: number) => all > told && io.err(`${file}and ${(all - told).toLocaleString('en-US')} more\n`)
  for (const { line, reason } of problems) io.err(`${place(line)}${safeLine(reason)}\n`)
  more(problemCount, problems.length)
  for (const { line, reason } of notes) io.err(`${place(line)}note: ${safeLine(reason)}\n`)
  more(noteCount, notes.length)
}

function totalOf(done: readonly Done[]): Omit<ImportReport, 'problems' | 'notes' | 'format'> {
  const total = { incidents: 0, added: 0, changed: 0, unchanged: 0, problemCount: 0, noteCount: 0, isCancelled: false }
  for (const { report } of done) {
    total.incidents += report.incidents
    total.added += report.added
    total.changed += report.changed
    total.unchanged += report.unchanged
    total.problemCount += report.problemCount
    total.noteCount += report.noteCount ?? 0
    total.isCancelled ||= report.isCancelled
  }
  return total
}

function summaryOf({ incidents, added, changed, unchanged, problemCount, noteCount }: ReturnType<typeof totalOf>, files: number): string {
  const parts = [`${added} added`, `${changed} changed`, `${unchanged} as before`]
  const from = files > 1 ? ` from ${count(files, 'file')}` : ''
  const more = [...(problemCount > 0 ? [count(problemCount, 'problem')] : []), ...(noteCount > 0 ? [count(noteCount, 'note')] : [])]
  return [`${count(incidents, 'incident')} read${from}: ${parts.join(', ')}`, ...more].join('; ')
}
