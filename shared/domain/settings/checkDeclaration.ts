import type { CustomerImpact, FieldValue, Visibility } from '../events.ts'
import { CUSTOMER_IMPACTS } from '../events.ts'
import { distinct, type Field } from '../fields.ts'
import { readFieldInput } from '../fieldText.ts'
import { fail, ok, type Result } from '../result.ts'
import { spellingOf } from './knownValues.ts'
import type { IncidentType, WorkspaceSettings } from './settings.ts'

/** What a declaration says about its type and fields; a form, a command and another program give the same. */
export interface TypedDeclaration {
  severity: string
  /** Id, name or prefix; absent: the default type. */
  incidentType?: string
  visibility?: Visibility
  isTest?: boolean
  customerImpact?: CustomerImpact
  services?: string[]
  teams?: string[]
  /** By name. A text is read as the field's type takes it. */
  fields?: Readonly<Record<string, FieldValue>>
}

/** The type somebody means by its id, its name or its prefix, in any case. */
export function findType(types: readonly IncidentType[], wanted: string): Result<IncidentType> {
  const text = wanted.trim().toLowerCase()
  const found =
    types.find(({ id }) => id === wanted) ??
    types.find(({ name }) => name.toLowerCase() === text) ??
    types.find(({ prefix }) => prefix.toLowerCase() === text)
  return found
    ? ok(found)
    : fail('badInput', `There is no incident type "${wanted}". There is ${types.map(({ name }) => name).join(', ')}.`)
}

/**
 * The declaration in the shape its type takes, or what is wrong with it. What a type requires of people is not asked for here:
 * scripts declare with what they know.
 */
export function checkDeclaration<D extends TypedDeclaration>(settings: Pick<WorkspaceSettings, 'types'>, declaration: D): Result<D> {
  const found = declaration.incidentType === undefined ? ok(settings.types[0]!) : findType(settings.types, declaration.incidentType)
  if (!found.ok) return found
  const type = found.value
  const problem = ruleProblem(type, declaration)
  if (problem) return fail('badInput', problem)
  const checked: D = { ...declaration, visibility: declaration.visibility ?? (type.isPrivateByDefault ? 'private' : 'public') }
  if (declaration.incidentType !== undefined) checked.incidentType = type.id
  const fields: Record<string, FieldValue> = {}
  for (const [name, input] of Object.entries(declaration.fields ?? {})) {
    const field = findTypeField(type, name)
    if (!field) return fail('badInput', `${type.name} has no field "${name}". It has ${type.fields.map((each) => each.name).join(', ')}.`)
    const read = readFieldInput(field, input)
    if (!read.ok) return fail('badInput', read.problem)
    if (!takeOwn(checked, field, read.value)) fields[field.name] = spelled(field, read.value)
  }
  for (const name of ['services', 'teams'] as const) {
    const names = checked[name]
    if (names)
      checked[name] = spelled(
        type.fields.find((field) => field.name === name)!,
        distinct(names)
      ) as string[]
  }
  if (declaration.fields !== undefined) checked.fields = fields
  return ok(checked)
}

const findTypeField = ({ fields }: IncidentType, name: string): Field | undefined =>
  fields.find((field) => field.name === name) ?? fields.find((field) => field.label.toLowerCase() === name.trim().toLowerCase())

function ruleProblem(type: IncidentType, { severity, visibility, isTest }: TypedDeclaration): string | null {
  if (!type.severities.some(({ name }) => name === severity)) {
    const levels = type.severities.map(({ name }) => name)
    return `${type.name} has no severity ${severity}. It has ${levels.slice(0, -1).join(', ')} and ${levels.at(-1)}.`
  }
  if (visibility === 'private' && !type.isPrivateAllowed)
    return `${type.name} takes no private incidents. Declare it public, or as another type.`
  if (isTest && !type.isTestAllowed) return `${type.name} takes no tests. Declare it as another type.`
  return null
}

/** What the declaration has a place of its own for goes there. */
function takeOwn(declaration: TypedDeclaration & { title?: string }, field: Field, value: FieldValue): boolean {
  switch (field.name) {
    case 'services':
    case 'teams':
      declaration[field.name] = [...(declaration[field.name] ?? []), ...(Array.isArray(value) ? value : [])]
      return true
    case 'customer_impact':
      declaration.customerImpact = CUSTOMER_IMPACTS.find((each) => each === value) ?? declaration.customerImpact
      return true
    case 'title':
      if (typeof value === 'string') declaration.title = value
      return true
    default:
      return false
  }
}

/** Names that are open are kept as the settings spell them. */
const spelled = (field: Field, value: FieldValue): FieldValue =>
  field.type === 'textArray' && Array.isArray(value) ? distinct(value.map((name) => spellingOf(field, name))) : value
