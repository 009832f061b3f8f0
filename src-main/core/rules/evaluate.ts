import type * as Y from 'yjs'
import { readEvents } from '#shared/doc/readIncident.ts'
import type { EventKind, IncidentEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { EventId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { fieldsOfQuery, hasText, occasionOf, type RuleOccasion } from '#shared/domain/notify/rules.ts'
import type { Query } from '#shared/domain/search/ast.ts'
import { searchFieldsOf, type SearchFields } from '#shared/domain/search/fields.ts'
import { matches } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType, Rule, WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import { searchRowAt } from './searchRow.ts'

export interface Firing {
  rule: Rule
  type: IncidentType
  /** Names the occasion, the same on every machine. */
  trigger: EventId
  isAgain: boolean
  /** The incident as the step left it. */
  after: Incident
}

/** A rule whose query can be read; one that cannot sends nothing, and its settings say why. */
interface ReadyRule {
  rule: Rule
  query: Query | null
}

/** Whether any rule is on: without one there is nothing to look at. */
export const hasRules = ({ types }: WorkspaceSettings): boolean => types.some(({ rules }) => rules.some(({ isOn }) => isOn))

function readyRules(type: IncidentType, fields: SearchFields): ReadyRule[] {
  return type.rules.flatMap((rule) => {
    const parsed = parseQuery(rule.query, fields)
    return rule.isOn && parsed.ok ? [{ rule, query: parsed.query }] : []
  })
}

/** Kinds no condition looks at. */
const SILENT: ReadonlySet<EventKind> = new Set<EventKind>([
  'actorNamed',
  'messageDrafted',
  'messageSet',
  'messageDiscarded',
  'messageSent',
  'messageDelivered',
  'entryFlagged',
  'entryRetimed',
  'fileAttached',
  'handoverOffered'
])
/** Kinds only a condition on text looks at. */
const TEXT: ReadonlySet<EventKind> = new Set<EventKind>(['entryPosted', 'entryEdited', 'pageEdited', 'entryRetracted'])

const asksForText = (query: Query | null): boolean => hasText(query) || fieldsOfQuery(query).has('updated')

/**
 * What the rules do about one step: the incident before its first event against the incident after its last, in the order of ids, so
 * that the answer is the same whenever it is asked for.
 */
export function evaluateStep(doc: Y.Doc, step: readonly IncidentEvent[], settings: WorkspaceSettings, nowMs: number): Firing[] {
  const fields = searchFieldsOf(settings)
  const relevant = step.filter(({ kind }) => !SILENT.has(kind))
  const mayMatter = settings.types.flatMap((type) => readyRules(type, fields))
  const [first, last] = [relevant[0], relevant.at(-1)]
  if (!first || !last || (relevant.every(({ kind }) => TEXT.has(kind)) && !mayMatter.some(({ query }) => asksForText(query)))) return []
  const { events } = readEvents(doc)
  const beforeEvents = events.filter(({ id }) => id < step[0]!.id)
  const afterEvents = events.filter(({ id }) => id <= step.at(-1)!.id)
  const after = foldIncident(afterEvents)
  if (!after.isDeclared) return []
  const folded = foldIncident(beforeEvents)
  const before = folded.isDeclared ? folded : null
  const type = typeOf(settings, after.incidentType)
  const trigger = (relevant.find(({ kind }) => kind === 'declared') ?? last).id
  return readyRules(type, fields).flatMap(({ rule, query }) => {
    const isText = hasText(query)
    const didMatch = before !== null && matches(query, searchRowAt(doc, before, isText), nowMs, fields)
    const doesMatch = matches(query, searchRowAt(doc, after, isText), nowMs, fields)
    const occasion: RuleOccasion = occasionOf(rule, type, { before, after, didMatch, doesMatch })
    return occasion.type === 'none' ? [] : [{ rule, type, trigger, isAgain: occasion.type === 'sendsAgain', after }]
  })
}
