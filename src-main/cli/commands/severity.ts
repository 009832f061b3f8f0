import { parseSeverity } from '#shared/domain/severity.ts'
import { valueOf } from '#shared/domain/result.ts'
import { UsageError, type Command } from '../command.ts'

export const severityCommand: Command = {
  name: 'severity',
  summary: 'change the severity: SEV-0 to SEV-10, UNKNOWN',
  args: ['ID', 'SEVERITY'],
  options: {},
  async run({ warRoom, positionals: [ref = '', wanted = ''], print }) {
    const severity = parseSeverity(wanted)
    if (severity === undefined) throw new UsageError(`The severity is one of SEV-0 to SEV-10 or UNKNOWN, not "${wanted}"`)
    const { id } = valueOf(await warRoom.changeSeverity({ ref, severity }))
    print({ id, severity }, () => id)
  }
}
