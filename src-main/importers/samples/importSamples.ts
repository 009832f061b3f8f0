import type { ImportReport } from '#shared/bridge/warRoomApi.ts'
import { COMMANDER_ROLE } from '#shared/domain/events.ts'
import { newDeviceId, type ActorId } from '#shared/domain/ids.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { writeFacts, type Fact } from '../facts.ts'
import { incidentIdOf, sourcePrefix } from '../incidentKey.ts'
import { emptyReport, type ImportOptions, type ImportTarget } from '../importIncidents.ts'
import { CLOSED_SAMPLES } from './closedSamples.ts'
import { OPEN_SAMPLES } from './openSamples.ts'
import { SAMPLE_PEOPLE, type SampleIncident, type SampleLine, type SamplePerson } from './sampleIncident.ts'

/** In front of every title: nobody takes them for real ones. They are test incidents too. */
export const SAMPLE_PREFIX = '[Sample] '
const SYSTEM = 'sample'
const MINUTE_MS = 60_000

export const SAMPLES: readonly SampleIncident[] = [...OPEN_SAMPLES, ...CLOSED_SAMPLES]

/** Write the samples that are not there yet, with times before `now` (epoch ms). Importing again changes nothing. */
export async function importSamples(target: ImportTarget, options: ImportOptions & { now: number }): Promise<ImportReport> {
  const report = emptyReport('auto')
  const device = newDeviceId()
  for (const sample of SAMPLES) {
    report.isCancelled = options.signal?.aborted ?? false
    if (report.isCancelled) break
    const origin = { prefix: sourcePrefix(SYSTEM, sample.key), by: actorOf(sample.declaredBy), device }
    let isNew = false
    let isChanged = false
    await target.change(incidentIdOf(SYSTEM, sample.key), (doc) => {
      isNew = eventsOf(doc).size === 0
      return (isChanged = writeFacts(doc, origin, factsOf(sample, options.now)))
    })
    report.incidents++
    report[!isChanged ? 'unchanged' : isNew ? 'added' : 'changed']++
    options.onProgress?.({ done: report.incidents, total: SAMPLES.length, bytes: 0, totalBytes: 0 })
  }
  await target.flush()
  return report
}

const actorOf = (person: SamplePerson): ActorId => `psample${person}` as ActorId

/** Sorted by time; the declaration first. A fact is named by its place in the sample, so places must not change. */
function factsOf(sample: SampleIncident, now: number): Fact[] {
  const startedAt = Math.floor(now / MINUTE_MS) * MINUTE_MS - sample.ago * MINUTE_MS
  const at = (minute: number) => startedAt + minute * MINUTE_MS
  const facts: Fact[] = peopleOf(sample).map((person) => ({
    name: `person:${person}`,
    at: startedAt,
    writtenAt: startedAt,
    payload: { kind: 'actorNamed', actor: actorOf(person), name: SAMPLE_PEOPLE[person] }
  }))
  const start = (name: string, payload: Fact['payload']) => facts.push({ name, at: startedAt, writtenAt: startedAt, payload })
  start('declared', {
    kind: 'declared',
    title: SAMPLE_PREFIX + sample.title,
    severity: sample.severity,
    status: 'active',
    visibility: sample.visibility ?? 'public',
    isTest: true,
    customerImpact: sample.customerImpact,
    commander: actorOf(sample.commander)
  })
  start('services', { kind: 'fieldSet', field: 'services', value: sample.services })
  start('teams', { kind: 'fieldSet', field: 'teams', value: sample.teams })
  if (sample.link) start('link', { kind: 'linkAdded', ...sample.link })
  sample.impacts.forEach((impact, index) => facts.push(...impactFacts(impact, index, startedAt, at)))
  sample.lines.forEach((line, index) => facts.push(...lineFacts(line, `line:${index}`, at(line.at))))
  return facts.sort((a, b) => a.writtenAt - b.writtenAt)
}

function peopleOf(sample: SampleIncident): SamplePerson[] {
  const people = new Set<SamplePerson>([sample.declaredBy, sample.commander])
  for (const line of sample.lines) {
    people.add(line.by)
    if ('commander' in line) people.add(line.commander)
  }
  return [...people]
}

/** Opened when the incident was declared or later, ended when it ended: as people would have done it. */
function impactFacts(
  { start, end, scope, isCustomer }: SampleIncident['impacts'][number],
  index: number,
  startedAt: number,
  at: (minute: number) => number
): Fact[] {
  const name = `impact:${index}`
  const impact = { start: at(start), scope, isCustomer }
  const added: Fact = {
    name,
    at: Math.max(startedAt, impact.start),
    writtenAt: Math.max(startedAt, impact.start),
    payload: { kind: 'impactAdded', ...impact, end: null }
  }
  if (end === null) return [added]
  return [
    added,
    { name: `${name}:end`, about: name, at: at(end), writtenAt: at(end), payload: { kind: 'impactChanged', ...impact, end: at(end) } }
  ]
}

function lineFacts(line: SampleLine, name: string, at: number): Fact[] {
  const base = { name, at, writtenAt: at, by: actorOf(line.by) }
  if ('note' in line || 'update' in line) {
    const isNote = 'note' in line
    const posted: Fact = {
      ...base,
      payload: { kind: 'entryPosted', category: isNote ? 'note' : 'update' },
      body: isNote ? line.note : line.update
    }
    return line.flag ? [posted, { ...base, name: `${name}:flag`, about: name, payload: { kind: 'entryFlagged', flagged: true } }] : [posted]
  }
  if ('status' in line) return [{ ...base, payload: { kind: 'statusChanged', status: line.status } }]
  if ('severity' in line) return [{ ...base, payload: { kind: 'severityChanged', severity: line.severity } }]
  if ('commander' in line) return [{ ...base, payload: { kind: 'roleAssigned', role: COMMANDER_ROLE, person: actorOf(line.commander) } }]
  return [{ ...base, payload: { kind: 'fieldSet', field: line.field, value: line.value } }]
}
