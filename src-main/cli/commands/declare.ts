import { CUSTOMER_IMPACTS } from '#shared/domain/events.ts'
import { newActorId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { sentWords } from '#shared/domain/notify/sentWords.ts'
import { parseSeverity, UNKNOWN_SEVERITY } from '#shared/domain/severity.ts'
import type { IncidentDetail, IncidentSummary, Person, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { choiceOf, listOf, textOf } from '../args.ts'
import { UsageError, type Command } from '../command.ts'

export const declareCommand: Command = {
  name: 'declare',
  summary: 'declare an incident; prints its id',
  args: [],
  options: {
    title: { value: 'TEXT', help: 'what people see (needed)' },
    type: { value: 'TYPE', help: 'incident type, by its name, prefix or id; else the first' },
    severity: { value: 'SEV-n', help: 'a level of the type, or UNKNOWN (as without it)' },
    field: { value: 'NAME=VALUE', isList: true, help: 'a field of the type; may be repeated, also for the values of one' },
    commander: { value: 'NAME', help: 'Incident Commander; else whoever declares' },
    'customer-impact': { value: 'ANSWER', help: CUSTOMER_IMPACTS.join(', ') },
    private: { help: 'only for those who are invited' },
    test: { help: 'a test, not counted' },
    notify: {
      value: 'RECIPIENT',
      isList: true,
      help: 'who gets the first message: a name, an e-mail address, #channel, page:NAME, commander; may be repeated'
    },
    notes: { value: 'TEXT', help: 'first note of the timeline' },
    service: { value: 'NAME', isList: true, help: 'a service; may be repeated' },
    team: { value: 'NAME', isList: true, help: 'a team; may be repeated' }
  },
  async run({ io, warRoom, values, isJson, print }) {
    const title = textOf(values, 'title')
    if (title === undefined) throw new UsageError('--title is missing')
    const severityText = textOf(values, 'severity') ?? UNKNOWN_SEVERITY
    const severity = parseSeverity(severityText)
    if (!severity) throw new UsageError(`--severity is SEV-0 to SEV-10 or UNKNOWN, not "${severityText}"`)
    const commander = textOf(values, 'commander')
    const { id, notified } = valueOf(
      await warRoom.declareIncident({
        title,
        severity,
        customerImpact: choiceOf(textOf(values, 'customer-impact') ?? 'unknown', CUSTOMER_IMPACTS, '--customer-impact'),
        ...(values['private'] === true ? { visibility: 'private' as const } : {}),
        isTest: values['test'] === true,
        ...(textOf(values, 'type') === undefined ? {} : { incidentType: textOf(values, 'type') }),
        ...(values['field'] === undefined ? {} : { fields: fieldsOf(listOf(values, 'field')) }),
        services: listOf(values, 'service'),
        teams: listOf(values, 'team'),
        ...(values['notify'] === undefined ? {} : { notify: listOf(values, 'notify') }),
        ...(commander ? { commander: await findPerson(warRoom, commander) } : {}),
        ...(textOf(values, 'notes') ? { notes: textOf(values, 'notes') } : {})
      })
    )
    const summary = isJson ? summaryOf(valueOf(await warRoom.showIncident({ ref: id }))) : null
    print(summary, () => id)
    if (notified) io.err(`${sentWords(notified)}\n`)
  }
}

/** `name=value`, the value as it is written; the values of one name make a list. Their types are known where they are kept. */
function fieldsOf(pairs: readonly string[]): Record<string, string | string[]> {
  const fields = new Map<string, string[]>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at < 1 || name === '') throw new UsageError(`--field is NAME=VALUE, such as region=eu, not "${pair}"`)
    fields.set(name, [...(fields.get(name) ?? []), pair.slice(at + 1)])
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]))
}

/** Somebody known by this name, or somebody new. */
async function findPerson(warRoom: WarRoom, name: string): Promise<Person> {
  const people = valueOf(await warRoom.listPeople(null))
  const wanted = name.trim().toLowerCase()
  return people.find((person) => person.name.toLowerCase() === wanted) ?? { id: newActorId(), name: name.trim() }
}

/** The shape of `list --json`. */
function summaryOf(detail: IncidentDetail): IncidentSummary {
  const {
    id,
    number,
    prefix,
    title,
    severity,
    status,
    visibility,
    isTest,
    commander,
    services,
    teams,
    declaredAt,
    resolvedAt,
    lastUpdateAt
  } = detail
  return {
    id,
    number,
    prefix,
    title,
    severity,
    status,
    visibility,
    isTest,
    commander,
    services,
    teams,
    declaredAt,
    resolvedAt,
    lastUpdateAt
  }
}
