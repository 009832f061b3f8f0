import type { VerifyReport } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import type { Command } from '../command.ts'
import { count, safeLine } from '../table.ts'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'check every row and every list against the log',
  args: [],
  options: {},
  async run({ io, warRoom, print }) {
    const onEmit = ({ done, total }: { done: number; total: number }) => io.isErrTty && io.err(`\r\u001b[K${done} of ${total}`)
    const report = valueOf(await warRoom.verify(null, { onEmit }))
    if (io.isErrTty) io.err('\r\u001b[K')
    for (const problem of report.problems) io.err(`${safeLine(problem)}\n`)
    print(report, () => summaryOf(report))
    return report.isClean ? 0 : 1
  }
}

const summaryOf = ({ isClean, rows, documents, files, incidents, problems }: VerifyReport): string =>
  `${isClean ? 'Clean' : count(problems.length, 'problem')}: ${count(rows, 'row')}, ${count(documents, 'document')}, ${count(incidents, 'incident')}${files > 0 ? `, ${count(files, 'image')}` : ''}`
