import { DEFAULT_TYPE, type FieldValue } from '../events.ts'
import { FIELDS, type Field, type FieldPlace, type FieldSection, type FieldType } from '../fields.ts'
import { BUILT_IN } from '../search/fields.ts'
import type { Placed } from './order.ts'
import { moveTo, orderAfter, ordersAfter } from './order.ts'
import { TIME_ZONE_FIELD } from '../zone.ts'
import { checkFieldName, pathOf } from './paths.ts'
import type { IncidentType, WorkspaceSettings } from './settings.ts'
import { valuesUnder } from './values.ts'

/* What a change of a type, a field or a role writes: pure, for `setSettings`. */

export interface Change {
  path: string
  value: FieldValue
}

/** A name as an id: `Data loss` → `data-loss`. Empty where it holds no letter or digit of a-z. */
export const slugOf = (name: string, joint: '-' | '_' = '-'): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, joint)
    .replace(/^[-_0-9]+|[-_]+$/g, '')
    .slice(0, 32)

/** Why a field of a type cannot have this name; null: it can. A name that asks for something else could never be searched for. */
export function fieldNameProblem(name: string, fields: readonly Pick<Field, 'name'>[]): string | null {
  if ([...FIELDS, ...fields].some((field) => field.name === name)) return `There is a field ${name} already.`
  return fieldNameClash(name) ?? checkFieldName(name) ?? null
}

/** What every incident is asked for under this name already, in a sentence; undefined: nothing. */
export function fieldNameClash(name: string): string | undefined {
  if (FIELDS.some((field) => field.name === name)) return undefined
  const meant = name === TIME_ZONE_FIELD ? 'the time zone of the incident' : BUILT_IN.byName.get(name)?.label
  return meant === undefined ? undefined : `${name} means ${meant} already, in searches and exports. Choose another name.`
}

/** The name queries and events call a field by, free among these fields and the words of the search. */
export function fieldNameFor(label: string, fields: readonly Pick<Field, 'name'>[]): string {
  const slug = slugOf(label, '_')
  const base = checkFieldName(slug) === undefined ? slug : `field_${slug}`.slice(0, 32).replace(/_+$/, '')
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`
    if (fieldNameProblem(name, fields) === null) return name
  }
}

export interface NewType {
  id: string
  name: string
  prefix: string
  description: string
  /** Id of the type it is a copy of; null: as shipped. */
  copyOf: string | null
}

/** Why there cannot be a type of this name and prefix; null: there can. `id`: the type that is renamed. */
export function typeProblem(types: readonly IncidentType[], name: string, prefix: string, id?: string): string | null {
  const others = types.filter((type) => type.id !== id)
  if (name.trim() === '') return 'A type needs a name.'
  if (others.some((type) => type.name.toLowerCase() === name.trim().toLowerCase())) return `There is a type ${name.trim()} already.`
  const taken = others.find((type) => type.prefix === prefix.trim())
  if (taken) return `${prefix.trim()} is the prefix of ${taken.name}: numbers would read the same.`
  return null
}

/** Everything but the name, the prefix and the place is that of the copied type. */
export function newType(settings: WorkspaceSettings, { id, name, prefix, description, copyOf }: NewType): Change[] {
  const own = new Set(['name', 'prefix', 'description', 'order', 'isRemoved'].map((each) => pathOf('types', id, each)))
  const from = copyOf === null ? null : `${pathOf('types', copyOf)}/`
  const copied = from === null ? [] : valuesUnder(settings, from).flatMap(([path, value]) => toType(path, from, id, value))
  return [
    ...copied.filter(({ path }) => !own.has(path)),
    { path: pathOf('types', id, 'name'), value: name.trim() },
    { path: pathOf('types', id, 'prefix'), value: prefix.trim() },
    ...(description.trim() === '' ? [] : [{ path: pathOf('types', id, 'description'), value: description.trim() }]),
    { path: pathOf('types', id, 'order'), value: orderAfter(settings.types.filter((type) => type.id !== DEFAULT_TYPE)) }
  ]
}

const toType = (path: string, from: string, id: string, value: FieldValue): Change[] =>
  value === null ? [] : [{ path: `${pathOf('types', id)}/${path.slice(from.length)}`, value }]

export interface NewField {
  name: string
  label: string
  type: FieldType
  section: FieldPlace
}

/** What an earlier field of this name left behind is taken away, so that the new one starts clean. */
export function newField(settings: WorkspaceSettings, type: IncidentType, field: NewField): Change[] {
  const base = pathOf('types', type.id, 'fields', field.name)
  const made = new Map<string, FieldValue>([
    [`${base}/label`, field.label.trim()],
    [`${base}/type`, field.type],
    [`${base}/section`, field.section],
    [`${base}/order`, orderAfter(placedFields(type))]
  ])
  const left = valuesUnder(settings, `${base}/`).filter(([path, value]) => value !== null && !made.has(path))
  return [...left.map(([path]) => ({ path, value: null })), ...[...made].map(([path, value]) => ({ path, value }))]
}

/** Those of a section, in their order. */
export const fieldsOf = (type: Pick<IncidentType, 'fields'>, section: FieldSection): Field[] =>
  type.fields.filter((field) => field.section === section)

/** Of the incident and of each impact: they share their names. */
export const allFields = ({ fields, impactFields }: Pick<IncidentType, 'fields' | 'impactFields'>): Field[] => [...fields, ...impactFields]

const placedFields = (type: IncidentType): Placed[] => allFields(type).map(({ name, order = '' }) => ({ id: name, order }))

/** Put a field into a section, at `index` of the others there. The title keeps its place at the top. */
export function moveField(type: IncidentType, name: string, section: FieldSection, index: number): Change[] {
  const base = (id: string) => pathOf('types', type.id, 'fields', id)
  const field = type.fields.find((each) => each.name === name)
  if (!field || name === 'title') return []
  const items = fieldsOf(type, section).map((each) => ({ id: each.name, order: each.order ?? '' }))
  const first = section === 'whatHappened' ? 1 : 0
  const isThere = field.section === section
  const moved = moveTo(items, name, Math.max(first, index))
  const places = moved.map(({ id, order }) => ({ path: `${base(id)}/order`, value: order }))
  return isThere ? places : [{ path: `${base(name)}/section`, value: section }, ...places]
}

/** A field of each impact goes to `index` of the others. It stays one of an impact: values do not move with it. */
export function moveImpactField(type: IncidentType, name: string, index: number): Change[] {
  const items = type.impactFields.map((field) => ({ id: field.name, order: field.order ?? '' }))
  return moveTo(items, name, index).map(({ id, order }) => ({ path: pathOf('types', type.id, 'fields', id, 'order'), value: order }))
}

/** A custom role goes to `index` of the custom ones. */
export function moveRole(type: IncidentType, id: string, index: number): Change[] {
  const custom = type.roles.filter((role) => role.order !== '')
  return moveTo(custom, id, index).map((each) => ({ path: pathOf('types', type.id, 'roles', each.id, 'order'), value: each.order }))
}

/** Offer further values of a field, behind those there are. */
export function addChoices(type: Pick<IncidentType, 'id'>, field: Field, values: readonly string[]): Change[] {
  const keys = ordersAfter(field.ownChoices ?? [], values.length)
  return values.map((value, index) => ({ path: pathOf('types', type.id, 'fields', field.name, 'choices', value), value: keys[index]! }))
}

export function moveChoice(type: Pick<IncidentType, 'id'>, field: Field, value: string, index: number): Change[] {
  const items = (field.ownChoices ?? []).map((choice) => ({ id: choice.value, order: choice.order }))
  return moveTo(items, value, index).map(({ id, order }) => ({
    path: pathOf('types', type.id, 'fields', field.name, 'choices', id),
    value: order
  }))
}
