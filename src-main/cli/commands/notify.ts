import { valueOf } from '#shared/domain/result.ts'
import { listOf, textOf } from '../args.ts'
import { UsageError, type Command } from '../command.ts'

export const notifyCommand: Command = {
  name: 'notify',
  summary: 'send a message about an incident; prints its id',
  args: ['ID'],
  options: {
    to: {
      value: 'RECIPIENT',
      isList: true,
      help: 'a name, an e-mail address, #channel, page:NAME, commander or responders; may be repeated'
    },
    subject: { value: 'TEXT', help: 'what it is about; may hold variables such as {{incident.title}}' },
    body: { value: 'TEXT', help: 'Markdown; - reads it from stdin' },
    template: { value: 'NAME', help: 'take subject and body from this template where they are not given' }
  },
  async run({ io, warRoom, values, positionals: [ref = ''], print }) {
    const [to, subject, given, template] = [
      listOf(values, 'to'),
      textOf(values, 'subject'),
      textOf(values, 'body'),
      textOf(values, 'template')
    ]
    if (to.length === 0) throw new UsageError('--to is missing')
    if (subject === undefined && template === undefined) throw new UsageError('--subject is missing, or --template')
    const body = given === '-' ? (await io.readInput()).trimEnd() : given
    const sent = valueOf(
      await warRoom.notify({
        ref,
        to,
        ...(subject === undefined ? {} : { subject }),
        ...(body === undefined ? {} : { body }),
        ...(template === undefined ? {} : { template })
      })
    )
    print(sent, () => sent.message)
  }
}
