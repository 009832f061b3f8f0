import * as v from 'valibot'
import { CUSTOMER_IMPACTS, DEFAULT_TYPE, type FieldValue } from '#shared/domain/events.ts'
import { checkField, isAnswered, type Field } from '#shared/domain/fields.ts'
import { newActorId } from '#shared/domain/ids.ts'
import { fieldValue } from '#shared/domain/schema.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { Person, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { loadStored, store } from './stored.ts'

const schema = v.object({
  title: v.string(),
  /** Empty: not chosen yet. */
  severity: v.string(),
  /** A name as it stands in the field. */
  commander: v.string(),
  customerImpact: v.picklist(CUSTOMER_IMPACTS),
  services: v.array(v.string()),
  teams: v.array(v.string()),
  notes: v.string(),
  /** null: as the type has it. */
  isPrivate: v.nullable(v.boolean()),
  isTest: v.boolean(),
  incidentType: v.optional(v.string(), DEFAULT_TYPE),
  /** Recipients of the message that goes out at once. */
  notify: v.optional(v.array(v.string()), []),
  /** Fields the form has no place of its own for, by name. */
  fields: v.optional(v.record(v.string(), fieldValue), {})
})
/** What a person has filled in and not declared yet. */
export type DeclareDraft = v.InferOutput<typeof schema>

const EMPTY: DeclareDraft = {
  title: '',
  severity: '',
  commander: '',
  customerImpact: 'unknown',
  services: [],
  teams: [],
  notes: '',
  isPrivate: null,
  isTest: false,
  incidentType: DEFAULT_TYPE,
  notify: [],
  fields: {}
}

/** The draft left behind when the window was closed, or an empty one with this person as commander. */
export const loadDraft = (me: string): DeclareDraft => loadStored('declare', schema, { ...EMPTY, commander: me })
export const keepDraft = (draft: DeclareDraft): void => store('declare', draft)
/** What is left behind gets this title, unless it has one: whoever began a draft keeps it. */
export function prefillTitle(me: string, title: string): void {
  const draft = loadDraft(me)
  if (draft.title.trim() === '') keepDraft({ ...draft, title: title.slice(0, 500) })
}
export const forgetDraft = (): void => store('declare', null)

/** Those the form always has a place for. */
const OWN_PLACE = new Set(['title', 'services', 'teams', 'customer_impact'])

/** The fields the form asks for beside those that are always there: what the type requires of people. */
export const requiredFields = ({ fields }: Pick<IncidentType, 'fields'>): Field[] =>
  fields.filter(({ name, isRequired }) => isRequired && !OWN_PLACE.has(name))

/** What the draft holds for a field; null: nothing yet. */
export function draftValue(draft: DeclareDraft, { name }: Pick<Field, 'name'>): FieldValue {
  if (name === 'title') return draft.title.trim() || null
  if (name === 'customer_impact') return draft.customerImpact
  if (name === 'services' || name === 'teams') return draft[name].length === 0 ? null : draft[name]
  return draft.fields[name] ?? null
}

/** Why a field cannot be declared as it is; null: it can. */
export function fieldProblem(draft: DeclareDraft, field: Field): string | null {
  const value = draftValue(draft, field)
  if (!isAnswered(value)) return field.isRequired ? neededWords(field) : null
  const checked = checkField(field, value)
  return checked.ok ? null : checked.problem
}

function neededWords({ label, choices = [] }: Field): string {
  if (!choices.includes('unknown')) return `${label} is needed to declare.`
  const answers = choices.filter((choice) => choice !== 'unknown')
  return `${label} is needed to declare: answer ${answers.slice(0, -1).join(', ')} or ${answers.at(-1)}.`
}

/** What is missing before it can be declared, as a sentence; null: nothing. */
export function missingIn(draft: DeclareDraft, type: Pick<IncidentType, 'fields' | 'severities'>): string | null {
  const required = type.fields.filter((field) => field.name !== 'title' && fieldProblem(draft, field) !== null)
  const hasSeverity = type.severities.some(({ name }) => name === draft.severity)
  const missing = [draft.title.trim() ? '' : 'a title', hasSeverity ? '' : 'a severity', ...required.map(({ label }) => label)].filter(
    Boolean
  )
  if (missing.length === 0) return null
  return `Needs ${missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`}`
}

/** Another type: what its scale does not have has to be chosen anew. */
export function withType(draft: DeclareDraft, type: IncidentType): DeclareDraft {
  const hasSeverity = type.severities.some(({ name }) => name === draft.severity)
  return {
    ...draft,
    incidentType: type.id,
    severity: hasSeverity ? draft.severity : '',
    isPrivate: null,
    isTest: draft.isTest && type.isTestAllowed
  }
}

export const isPrivateIn = (draft: DeclareDraft, type: IncidentType): boolean =>
  type.isPrivateAllowed && (draft.isPrivate ?? type.isPrivateByDefault)

/** As the core takes it. A name nobody has yet becomes a new person. What the type does not ask for stays behind. */
export function declarationOf(
  draft: DeclareDraft,
  people: readonly Person[],
  type: IncidentType
): Parameters<WarRoom['declareIncident']>[0] {
  const name = draft.commander.trim()
  const known = people.find((person) => person.name.toLowerCase() === name.toLowerCase())
  const fields = requiredFields(type).flatMap((field) => {
    const value = draftValue(draft, field)
    return value === null ? [] : [[field.name, value] as const]
  })
  return {
    title: draft.title.trim(),
    severity: draft.severity,
    commander: name === '' ? null : (known ?? { id: newActorId(), name }),
    customerImpact: draft.customerImpact,
    visibility: isPrivateIn(draft, type) ? 'private' : 'public',
    isTest: draft.isTest && type.isTestAllowed,
    notes: draft.notes.trim() || undefined,
    services: draft.services,
    teams: draft.teams,
    ...(draft.notify.length === 0 ? {} : { notify: draft.notify }),
    ...(type.id === DEFAULT_TYPE ? {} : { incidentType: type.id }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) })
  }
}
