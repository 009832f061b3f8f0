import { basename } from 'node:path'
import { IMPORT_FORMATS, type ImportProgress, type ImportReport } from '#shared/bridge/warRoomApi.ts'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { choiceOf, textOf } from '../args.ts'
import type { Command, Io } from '../command.ts'
import { count, safeLine } from '../table.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'import incidents from a file; again changes nothing',
  args: ['FILE'],
  options: { format: { value: 'FORMAT', help: `${IMPORT_FORMATS.join(', ')} (auto: told by what is in it)` } },
  async run({ io, warRoom, values, positionals: [path = ''], print }) {
    const format = choiceOf(textOf(values, 'format') ?? 'auto', IMPORT_FORMATS, 'The format')
    const bytes = await loadFile(io, path)
    const controller = new AbortController()
    const offStop = io.onStop(() => controller.abort())
    const report = valueOf(
      await warRoom.importFile({ name: basename(path), bytes, format }, { signal: controller.signal, onEmit: showProgress(io) })
    )
    offStop()
    if (io.isErrTty) io.err('\r\u001b[K')
    tellProblems(io, report)
    print(report, () => summaryOf(report))
    if (report.isCancelled) io.err('muster: The import was stopped; what was imported is kept.\n')
    const isNothing = report.incidents === 0 && report.problemCount > 0
    return report.isCancelled || isNothing ? 1 : 0
  }
}

async function loadFile(io: Io, path: string): Promise<Uint8Array> {
  try {
    return await io.readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : code === 'EACCES'
            ? 'it may not be read'
            : String(error)
    throw new FailureError('notFound', `${path} was not imported: ${why}.`)
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

function tellProblems(io: Io, { problems, problemCount }: ImportReport): void {
  for (const { line, reason } of problems) io.err(`${line === null ? '' : `line ${line}: `}${safeLine(reason)}\n`)
  if (problemCount > problems.length) io.err(`and ${(problemCount - problems.length).toLocaleString('en-US')} more\n`)
}

function summaryOf({ incidents, added, changed, unchanged, problemCount }: ImportReport): string {
  const parts = [`${added} added`, `${changed} changed`, `${unchanged} as before`]
  return `${count(incidents, 'incident')} read: ${parts.join(', ')}${problemCount > 0 ? `; ${count(problemCount, 'problem')}` : ''}`
}
