import type { FieldValue } from '../events.ts'
import type { Incident } from '../incident.ts'
import type { Query } from '../search/ast.ts'
import { findSearchField } from '../search/fields.ts'
import { searchFieldsOf } from '../search/fields.ts'
import { parseQuery } from '../search/parse.ts'
import type { IncidentType, Rule } from '../settings/settings.ts'
import { recipientsProblem } from './recipients.ts'

/* What rules mean, apart from when they are looked at (core/rules). */

/** A field whose change may send a message again. `name` as in a query where it can be searched. */
export interface WatchedField {
  name: string
  label: string
  value(incident: Incident): FieldValue
}

const FACTS: readonly WatchedField[] = [
  { name: 'severity', label: 'Severity', value: ({ severity }) => severity },
  { name: 'state', label: 'Status', value: ({ status }) => status },
  { name: 'visibility', label: 'Visibility', value: ({ visibility }) => visibility },
  { name: 'commander', label: 'Commander', value: ({ commander }) => commander }
]

export function listWatchedFields(type: Pick<IncidentType, 'fields'>): WatchedField[] {
  const fields = type.fields.map(({ name, label }): WatchedField => ({
    name: nameInQueries(name),
    label,
    value: ({ fields }) => fields[name] ?? null
  }))
  return [...FACTS, ...fields]
}

/** `services` and `service` are one field. */
export const nameInQueries = (name: string): string => findSearchField(name)?.name ?? name

/** The fields a query asks for, by their names in queries. */
export function fieldsOfQuery(query: Query | null): Set<string> {
  if (query === null) return new Set()
  switch (query.type) {
    case 'text':
      return new Set()
    case 'field':
      return new Set([nameInQueries(query.field)])
    case 'not':
      return fieldsOfQuery(query.item)
    default:
      return new Set(query.items.flatMap((item) => [...fieldsOfQuery(item)]))
  }
}

/** Whether a query looks at what people wrote, not only at fields. */
export function hasText(query: Query | null): boolean {
  if (query === null) return false
  if (query.type === 'text') return true
  if (query.type === 'field') return false
  return query.type === 'not' ? hasText(query.item) : query.items.some(hasText)
}

/** What is wrong with a rule, in a sentence; undefined: nothing. */
export function ruleProblem(rule: Pick<Rule, 'name' | 'query' | 'recipients' | 'renotifyOn'>, type: IncidentType): string | undefined {
  if (rule.name.trim() === '') return 'A rule needs a name.'
  const parsed = parseQuery(rule.query, searchFieldsOf({ types: [type] }))
  if (!parsed.ok) return `Its conditions cannot be read. Character ${parsed.problem.at + 1}: ${parsed.problem.message}`
  const recipients = rule.recipients.length === 0 ? 'A rule needs somebody to tell.' : recipientsProblem(rule.recipients)
  return recipients ?? renotifyProblem(rule.renotifyOn, parsed.query, type)
}

/** A change of what a rule filters by would often end the match: what should be told then is another rule's matter. */
export function renotifyProblem(
  renotifyOn: readonly string[],
  query: Query | null,
  type: Pick<IncidentType, 'fields'>
): string | undefined {
  const filtered = fieldsOfQuery(query)
  const both = renotifyOn.find((name) => filtered.has(nameInQueries(name)))
  if (both === undefined) return undefined
  const label = listWatchedFields(type).find(({ name }) => name === nameInQueries(both))?.label ?? both
  return `${label} is one of the conditions, so its change cannot send again. Take it out of the conditions, or make a second rule.`
}

/** The watched fields of a rule that differ, by name. */
export function changedFields(
  rule: Pick<Rule, 'renotifyOn'>,
  type: Pick<IncidentType, 'fields'>,
  before: Incident,
  after: Incident
): string[] {
  const wanted = new Set(rule.renotifyOn.map(nameInQueries))
  return listWatchedFields(type)
    .filter(({ name, value }) => wanted.has(name) && JSON.stringify(value(before)) !== JSON.stringify(value(after)))
    .map(({ name }) => name)
}

export type RuleOccasion = { type: 'sends' } | { type: 'sendsAgain' } | { type: 'none' }

/** One step of an incident as a rule sees it. `before` null: it was just declared. */
export interface RuleStep {
  before: Incident | null
  after: Incident
  didMatch: boolean
  doesMatch: boolean
}

/** What a rule does about a step. `sendsAgain` needs an earlier message of the rule to follow; the caller knows whether there is one. */
export function occasionOf(rule: Rule, type: IncidentType, { before, after, didMatch, doesMatch }: RuleStep): RuleOccasion {
  if (!rule.isOn || !doesMatch || (after.isTest && !type.doTestsNotify)) return { type: 'none' }
  if (rule.visibility !== 'all' && rule.visibility !== after.visibility) return { type: 'none' }
  const isDeclared = before === null
  // what becomes visible to the rule comes to match it, too
  const wasSeen = before !== null && didMatch && (rule.visibility === 'all' || rule.visibility === before.visibility)
  if (rule.trigger === 'declared' ? isDeclared : !wasSeen) return { type: 'sends' }
  if (before !== null && wasSeen && changedFields(rule, type, before, after).length > 0) return { type: 'sendsAgain' }
  return { type: 'none' }
}
