import { DEFAULT_TYPE, COMMANDER_ROLE, type FieldValue, type IncidentEvent } from '../events.ts'
import { FIELD_PLACES, FIELD_SECTIONS, FIELD_TYPES, FIELDS, type Field, type FieldPlace } from '../fields.ts'
import type { ActorId } from '../ids.ts'
import { foldRegister, type Setting } from '../register.ts'
import { RESPONDER_ROLE } from '../responders.ts'
import { DEFAULT_SEVERITIES, UNKNOWN_SEVERITY, type SeverityLevel } from '../severity.ts'
import { STATUSES, STATUS_TEXT } from '../status.ts'
import { readAnalytics, readDashboards } from './readDashboards.ts'
import { DEFAULT_POSTMORTEMS } from './defaultPostmortems.ts'
import { DEFAULT_TEMPLATES } from './defaultTemplates.ts'
import { checkFieldName } from './paths.ts'
import {
  DEFAULT_PREFIX,
  RULE_TRIGGERS,
  RULE_VISIBILITIES,
  type IncidentType,
  type PostmortemTemplate,
  type Role,
  type Rule,
  type SettingChange,
  type Template,
  type View,
  type WorkspaceSettings
} from './settings.ts'
import { at, buildTree, compareText, flagAt, itemsAt, listAt, numberAt, textAt, type Node } from './tree.ts'

const DEFAULT_UPDATE_MINUTES: Readonly<Record<string, number>> = { 'SEV-0': 30, 'SEV-1': 30, 'SEV-2': 30 }

/** The settings a set of events makes: pure, total, the same in any order of arrival. Other kinds are ignored. */
export function foldSettings(events: Iterable<IncidentEvent>): WorkspaceSettings {
  const log = [...events].sort((a, b) => compareText(a.id, b.id)).filter((event, index, all) => all[index - 1]?.id !== event.id)
  const registers = new Map([...collect(log)].map(([path, settings]) => [path, foldRegister(settings)]))
  const tree = buildTree([...registers].map(([path, { current }]) => [path, current?.value ?? null] as const))
  const names = new Map<ActorId, string>()
  for (const event of log) if (event.kind === 'actorNamed') names.set(event.actor, event.name)
  return {
    types: readTypes(tree),
    views: itemsAt(tree, 'views').flatMap(([id, node]) => readView(id, node)),
    analytics: readAnalytics(at(tree, 'analytics')),
    dashboards: readDashboards(tree),
    audit: collectAudit(log),
    overruled: [...registers].flatMap(([what, { current, overruled }]) =>
      overruled
        .filter((lost) => current && JSON.stringify(lost.value) !== JSON.stringify(current.value))
        .map((lost) => ({ what, lost, kept: current! }))
    ),
    heads: new Map([...registers].flatMap(([path, { current }]) => (current ? [[path, current.id] as const] : []))),
    names
  }
}

/** The type of this id, or the default one: an incident whose type is gone or has not arrived is still one. */
export const typeOf = (settings: Pick<WorkspaceSettings, 'types'>, id: string): IncidentType =>
  settings.types.find((type) => type.id === id) ?? settings.types[0]!

function collect(log: readonly IncidentEvent[]): Map<string, Setting<FieldValue>[]> {
  const settings = new Map<string, Setting<FieldValue>[]>()
  for (const event of log) {
    if (event.kind !== 'settingSet') continue
    const { id, base, value, by, at: time, path } = event
    const one = { id, base, value, by, at: time }
    const all = settings.get(path)
    if (all) all.push(one)
    else settings.set(path, [one])
  }
  return settings
}

function collectAudit(log: readonly IncidentEvent[]): SettingChange[] {
  const latest = new Map<string, FieldValue>()
  const audit: SettingChange[] = []
  for (const event of log) {
    if (event.kind !== 'settingSet') continue
    audit.push({ id: event.id, at: event.at, by: event.by, path: event.path, before: latest.get(event.path) ?? null, after: event.value })
    latest.set(event.path, event.value)
  }
  return audit
}

function readTypes(tree: Node): IncidentType[] {
  const others = itemsAt(tree, 'types').filter(([id, node]) => id !== DEFAULT_TYPE && textAt(node, 'name') !== '')
  return [readType(DEFAULT_TYPE, at(tree, 'types', DEFAULT_TYPE)), ...others.map(([id, node]) => readType(id, node))]
}

function readType(id: string, node: Node): IncidentType {
  const severities = readSeverities(node)
  const fields = readFields(node)
  return {
    id,
    name: textAt(node, 'name', 'Incident'),
    prefix: textAt(node, 'prefix', DEFAULT_PREFIX),
    description: textAt(node, 'description'),
    isPrivateAllowed: flagAt(node, 'isPrivateAllowed', true),
    isPrivateByDefault: flagAt(node, 'isPrivateAllowed', true) && flagAt(node, 'isPrivateByDefault'),
    isTestAllowed: flagAt(node, 'isTestAllowed', true),
    hasEditableTimestamps: flagAt(node, 'hasEditableTimestamps'),
    helperText: textAt(node, 'helperText'),
    severities,
    statuses: readStatuses(node),
    fields: fields.filter(({ section }) => section !== 'impact'),
    impactFields: fields.filter(({ section }) => section === 'impact'),
    roles: readRoles(node),
    roleNames: readRoleNames(node),
    templates: readTemplates(node),
    postmortems: readPostmortems(node),
    rules: itemsAt(node, 'rules').flatMap(([rule, each]) => readRule(rule, each)),
    updateMinutes: readUpdateMinutes(node, severities),
    doTestsNotify: flagAt(node, 'doTestsNotify'),
    doTestsCount: flagAt(node, 'doTestsCount'),
    order: textAt(node, 'order', '~')
  }
}

/** Levels are added and removed at the bottom only; what a level above is called stays. */
function readSeverities(node: Node): SeverityLevel[] {
  const first = numberAt(node, 'firstSeverity', 1)
  const count = numberAt(node, 'severityCount', 5)
  const names = [...Array.from({ length: count }, (_, index) => `SEV-${first + index}`), UNKNOWN_SEVERITY]
  return names.map((name) => {
    const known = DEFAULT_SEVERITIES.find((level) => level.name === name)
    const own = at(node, 'severities', name)
    const label = textAt(own, 'label', known?.label ?? (name === 'SEV-0' ? 'Catastrophic' : name))
    return { name, label, description: textAt(own, 'description', known?.description ?? '') }
  })
}

function readUpdateMinutes(node: Node, severities: readonly SeverityLevel[]): Record<string, number> {
  const minutes: Record<string, number> = {}
  for (const { name } of severities) {
    const set = numberAt(at(node, 'severities', name), 'updateMinutes', DEFAULT_UPDATE_MINUTES[name] ?? 0)
    if (set > 0) minutes[name] = set
  }
  return minutes
}

function readStatuses(node: Node): IncidentType['statuses'] {
  const hasCompleted = flagAt(node, 'hasCompleted', true)
  return STATUSES.filter((status) => status !== 'completed' || hasCompleted).map((status) => ({
    status,
    label: STATUS_TEXT[status].label,
    description: textAt(at(node, 'statuses', status), 'description', STATUS_TEXT[status].description)
  }))
}

/** The built-in ones, and what the workspace added; in the order of `order` where one is set. */
function readFields(node: Node): Field[] {
  const own = at(node, 'fields')
  const builtIn = FIELDS.map((field) => withSettings(field, own.children.get(field.name)))
  const custom = [...own.children].flatMap(([name, item]) => (isCustomField(name, item) ? [customField(name, item)] : []))
  const place = (field: Field, index: number) => textAt(at(own, field.name), 'order') || defaultOrder(index)
  const placed = [...builtIn, ...custom].map((field, index) => ({ field, place: place(field, index) }))
  return placed
    .sort((a, b) => isTitle(b) - isTitle(a) || compareText(a.place, b.place) || compareText(a.field.name, b.field.name))
    .map(({ field, place }) => ({ ...field, order: place }))
}

const isTitle = ({ field }: { field: Field }): number => (field.name === 'title' ? 1 : 0)

/** Keys of fractional order for what nobody moved: `a0`, `a1` …; custom fields without a place come last. */
export const defaultOrder = (index: number): string => (index < FIELDS.length ? `a${index.toString(36)}` : 'az')

const isCustomField = (name: string, item: Node): boolean =>
  checkFieldName(name) === undefined &&
  !FIELDS.some((field) => field.name === name) &&
  textAt(item, 'label') !== '' &&
  !flagAt(item, 'isRemoved')

function customField(name: string, item: Node): Field {
  const type = FIELD_TYPES.find((each) => each === textAt(item, 'type')) ?? 'text'
  const maxLength = type === 'text' ? 10_000 : 200
  const field: Field = { name, label: textAt(item, 'label'), type, section: 'attributes', choices: [], hint: '', maxLength, isCustom: true }
  return withSettings(field, item)
}

function withSettings(field: Field, item: Node | undefined): Field {
  if (!item) return field
  const places = [...at(item, 'choices').children].flatMap(([choice, { value }]) =>
    typeof value === 'string' ? [{ value: choice, order: value }] : []
  )
  const ownChoices = places.sort((a, b) => compareText(a.order, b.order) || compareText(a.value, b.value))
  const added = ownChoices.map((choice) => choice.value)
  const known = new Set(added.map((choice) => choice.toLowerCase()))
  const choices = [...(field.choices ?? []).filter((choice) => !known.has(choice.toLowerCase())), ...added]
  return {
    ...field,
    ...(choices.length > 0 || field.choices ? { choices } : {}),
    ownChoices,
    section: placesOf(field).find((each) => each === textAt(item, 'section')) ?? field.section,
    hint: textAt(item, 'hint', field.hint),
    isRequired: field.name === 'title' || flagAt(item, 'isRequired'),
    promptAt: STATUSES.filter((status) => listAt(item, 'promptAt').includes(status))
  }
}

/** What every incident has is not of an impact. */
const placesOf = ({ isCustom }: Field): readonly FieldPlace[] => (isCustom ? FIELD_PLACES : FIELD_SECTIONS)

function readRoles(node: Node): Role[] {
  const custom = itemsAt(node, 'roles')
    .filter(([id, item]) => id !== COMMANDER_ROLE && id !== RESPONDER_ROLE && textAt(item, 'name') !== '')
    .map(([id, item]) => ({
      id,
      name: textAt(item, 'name'),
      description: textAt(item, 'description'),
      isMany: flagAt(item, 'isMany'),
      order: textAt(item, 'order', '~')
    }))
  return [
    {
      id: COMMANDER_ROLE,
      name: 'Incident Commander',
      description: 'Leads the response and decides. Always one person.',
      isMany: false,
      order: ''
    },
    { id: RESPONDER_ROLE, name: 'Responder', description: 'Works on it. Everybody without another role.', isMany: true, order: '' },
    ...custom
  ]
}

function readRoleNames(node: Node): Map<string, string> {
  const removed = [...at(node, 'roles').children].map(([id, item]) => [id, textAt(item, 'name')] as const)
  return new Map([...removed.filter(([, name]) => name !== ''), ...readRoles(node).map(({ id, name }) => [id, name] as const)])
}

function readTemplates(node: Node): Template[] {
  const chosen = textAt(node, 'defaultTemplate', DEFAULT_TEMPLATES[0]!.id)
  const own = at(node, 'templates')
  const builtIn = DEFAULT_TEMPLATES.filter(({ id }) => !flagAt(at(own, id), 'isRemoved')).map((template) => {
    const item = at(own, template.id)
    return {
      id: template.id,
      name: textAt(item, 'name', template.name),
      subject: textAt(item, 'subject', template.subject),
      body: textAt(item, 'body', template.body)
    }
  })
  const custom = itemsAt(node, 'templates')
    .filter(([id, item]) => !DEFAULT_TEMPLATES.some((each) => each.id === id) && textAt(item, 'name') !== '')
    .map(([id, item]) => ({ id, name: textAt(item, 'name'), subject: textAt(item, 'subject'), body: textAt(item, 'body') }))
  return [...builtIn, ...custom].map((template) => ({ ...template, isDefault: template.id === chosen }))
}

function readPostmortems(node: Node): PostmortemTemplate[] {
  const chosen = textAt(node, 'defaultPostmortem', DEFAULT_POSTMORTEMS[0]!.id)
  const own = at(node, 'postmortems')
  const builtIn = DEFAULT_POSTMORTEMS.filter(({ id }) => !flagAt(at(own, id), 'isRemoved')).map(({ id, name, body }) => {
    const item = at(own, id)
    return { id, name: textAt(item, 'name', name), body: textAt(item, 'body', body) }
  })
  const custom = itemsAt(node, 'postmortems')
    .filter(([id, item]) => !DEFAULT_POSTMORTEMS.some((each) => each.id === id) && textAt(item, 'name') !== '')
    .map(([id, item]) => ({ id, name: textAt(item, 'name'), body: textAt(item, 'body') }))
  return [...builtIn, ...custom].map((template) => ({ ...template, isDefault: template.id === chosen }))
}

function readRule(id: string, item: Node): Rule[] {
  const name = textAt(item, 'name')
  if (name === '') return []
  return [
    {
      id,
      name,
      isOn: flagAt(item, 'isOn', true),
      query: textAt(item, 'query'),
      trigger: RULE_TRIGGERS.find((each) => each === textAt(item, 'trigger')) ?? 'declared',
      recipients: listAt(item, 'recipients'),
      template: textAt(item, 'template') || null,
      renotifyOn: listAt(item, 'renotifyOn'),
      visibility: RULE_VISIBILITIES.find((each) => each === textAt(item, 'visibility')) ?? 'public',
      order: textAt(item, 'order', '~')
    }
  ]
}

function readView(id: string, item: Node): View[] {
  const name = textAt(item, 'name')
  if (name === '') return []
  const [query, sort, order] = [textAt(item, 'query'), textAt(item, 'sort', 'lastUpdate'), textAt(item, 'order', '~')]
  return [{ id, name, query, sort, isDescending: flagAt(item, 'isDescending', true), columns: listAt(item, 'columns'), order }]
}

export const DEFAULT_SETTINGS: WorkspaceSettings = foldSettings([])
