import { DEFAULT_TYPE, type FieldValue } from '../events.ts'
import { FIELD_TYPE_TEXT, FIELDS, SECTION_TEXT, type FieldPlace, type FieldType } from '../fields.ts'
import { STATUS_TEXT, isStatus } from '../status.ts'
import { DEFAULT_DASHBOARDS, isShippedDashboard } from './defaultDashboards.ts'
import { DEFAULT_POSTMORTEMS } from './defaultPostmortems.ts'
import { DEFAULT_TEMPLATES } from './defaultTemplates.ts'
import { pathOf, segmentsOf } from './paths.ts'
import type { WorkspaceSettings } from './settings.ts'
import { currentValues } from './values.ts'

/* A setting in words, for the list of changes. Every row of paths.ts has a row here. */

type Kind = 'flag' | 'text' | 'place' | 'offer' | 'removal' | 'fieldType' | 'section' | 'statuses' | 'minutes'

/** What a setting is called, and how its values read (as they are, unless named). */
const WORDS: Readonly<Record<string, { name: string; kind?: Kind }>> = {
  'types/*/name': { name: 'name' },
  'types/*/prefix': { name: 'prefix' },
  'types/*/description': { name: 'description' },
  'types/*/order': { name: 'place', kind: 'place' },
  'types/*/isRemoved': { name: 'type', kind: 'removal' },
  'types/*/isPrivateAllowed': { name: 'private allowed', kind: 'flag' },
  'types/*/isPrivateByDefault': { name: 'private by default', kind: 'flag' },
  'types/*/isTestAllowed': { name: 'tests allowed', kind: 'flag' },
  'types/*/hasEditableTimestamps': { name: 'times set by hand', kind: 'flag' },
  'types/*/helperText': { name: 'helper text' },
  'types/*/doTestsNotify': { name: 'rules send for tests', kind: 'flag' },
  'types/*/doTestsCount': { name: 'figures count tests', kind: 'flag' },
  'types/*/firstSeverity': { name: 'worst severity' },
  'types/*/severityCount': { name: 'number of severities' },
  'types/*/severities/*/label': { name: 'label' },
  'types/*/severities/*/description': { name: 'description' },
  'types/*/severities/*/updateMinutes': { name: 'next update due after', kind: 'minutes' },
  'types/*/hasCompleted': { name: 'status Completed', kind: 'flag' },
  'types/*/statuses/*/description': { name: 'description' },
  'types/*/fields/*/label': { name: 'label' },
  'types/*/fields/*/type': { name: 'type', kind: 'fieldType' },
  'types/*/fields/*/section': { name: 'section', kind: 'section' },
  'types/*/fields/*/hint': { name: 'hint' },
  'types/*/fields/*/order': { name: 'place', kind: 'place' },
  'types/*/fields/*/isRequired': { name: 'required when declared', kind: 'flag' },
  'types/*/fields/*/promptAt': { name: 'asked for at', kind: 'statuses' },
  'types/*/fields/*/isRemoved': { name: 'field', kind: 'removal' },
  'types/*/fields/*/choices/*': { name: 'value', kind: 'offer' },
  'types/*/roles/*/name': { name: 'name' },
  'types/*/roles/*/description': { name: 'description' },
  'types/*/roles/*/isMany': { name: 'several people', kind: 'flag' },
  'types/*/roles/*/order': { name: 'place', kind: 'place' },
  'types/*/roles/*/isRemoved': { name: 'role', kind: 'removal' },
  'types/*/templates/*/name': { name: 'name' },
  'types/*/templates/*/subject': { name: 'subject' },
  'types/*/templates/*/body': { name: 'body' },
  'types/*/templates/*/isRemoved': { name: 'template', kind: 'removal' },
  'types/*/defaultTemplate': { name: 'template offered first' },
  'types/*/postmortems/*/name': { name: 'name' },
  'types/*/postmortems/*/body': { name: 'text' },
  'types/*/postmortems/*/isRemoved': { name: 'template', kind: 'removal' },
  'types/*/defaultPostmortem': { name: 'postmortem offered first' },
  'types/*/rules/*/name': { name: 'name' },
  'types/*/rules/*/isOn': { name: 'on', kind: 'flag' },
  'types/*/rules/*/query': { name: 'condition' },
  'types/*/rules/*/trigger': { name: 'trigger' },
  'types/*/rules/*/recipients': { name: 'recipients' },
  'types/*/rules/*/template': { name: 'template' },
  'types/*/rules/*/renotifyOn': { name: 'sends again on' },
  'types/*/rules/*/visibility': { name: 'visibility' },
  'types/*/rules/*/order': { name: 'place', kind: 'place' },
  'types/*/rules/*/isRemoved': { name: 'rule', kind: 'removal' },
  'views/*/name': { name: 'name' },
  'views/*/query': { name: 'search' },
  'views/*/sort': { name: 'sorted by' },
  'views/*/isDescending': { name: 'descending', kind: 'flag' },
  'views/*/columns': { name: 'columns' },
  'views/*/order': { name: 'place', kind: 'place' },
  'views/*/isRemoved': { name: 'view', kind: 'removal' },
  'analytics/definition': { name: 'Figures · definition' },
  'analytics/weekStart': { name: 'Figures · weeks begin on' },
  'analytics/zone': { name: 'Figures · zone' },
  'dashboards/*/name': { name: 'name' },
  'dashboards/*/order': { name: 'place', kind: 'place' },
  'dashboards/*/isRemoved': { name: 'dashboard', kind: 'removal' },
  'dashboards/*/panels/*/title': { name: 'title' },
  'dashboards/*/panels/*/kind': { name: 'shown as' },
  'dashboards/*/panels/*/query': { name: 'question' },
  'dashboards/*/panels/*/width': { name: 'width' },
  'dashboards/*/panels/*/height': { name: 'height' },
  'dashboards/*/panels/*/order': { name: 'place', kind: 'place' },
  'dashboards/*/panels/*/isRemoved': { name: 'panel', kind: 'removal' }
}

/** What is called by an id, and under which setting its own name is. */
const COLLECTIONS: Readonly<Record<string, { what: string; label: string }>> = {
  types: { what: '', label: 'name' },
  severities: { what: 'severity', label: '' },
  statuses: { what: 'status', label: '' },
  fields: { what: 'field', label: 'label' },
  choices: { what: 'value', label: '' },
  roles: { what: 'role', label: 'name' },
  templates: { what: 'template', label: 'name' },
  postmortems: { what: 'postmortem template', label: 'name' },
  rules: { what: 'rule', label: 'name' },
  views: { what: 'view', label: 'name' },
  dashboards: { what: 'dashboard', label: 'name' },
  panels: { what: 'panel', label: 'title' }
}

/** `Security · field Blast radius · required when declared`. What no build of this version knows is its path. */
export function describeSetting(path: string, settings: Pick<WorkspaceSettings, 'audit'>): string {
  const found = find(path)
  if (!found) return path
  const values = currentValues(settings)
  const parts: string[] = []
  for (let index = 0; index + 1 < found.segments.length && !found.isPlain; index += 2) {
    const { what, label } = COLLECTIONS[found.segments[index]!] ?? { what: '', label: '' }
    const own = label === '' ? undefined : values.get(pathOf(...found.segments.slice(0, index + 2), label))
    const name = typeof own === 'string' && own !== '' ? own : builtInName(found.segments[index]!, found.segments[index + 1]!)
    parts.push(what === '' ? name : `${what} ${name}`)
  }
  // the value of a list of values is its own last part
  if (found.words.kind !== 'offer') parts.push(found.words.name)
  return parts.join(' · ')
}

/** Called by a name of their own rather than by an id. */
const NAMED: ReadonlySet<string> = new Set(['severities', 'statuses', 'fields'])

/** What setting this does, without the names of what has an id: "moved a panel". */
export function describeSettingStep(path: string, value: FieldValue): string {
  const found = find(path)
  if (!found || found.isPlain || found.words.kind === 'offer') return `set ${found?.words.name ?? path}`
  const [collection, id] = found.segments.slice(-3)
  const what = COLLECTIONS[collection!]?.what || 'incident type'
  const thing = NAMED.has(collection!) ? `${what} ${id}` : `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`
  if (found.words.kind === 'removal') return `${value === true ? 'removed' : 'brought back'} ${thing}`
  return found.words.kind === 'place' ? `moved ${thing}` : `set the ${found.words.name} of ${thing}`
}

/** A value in words; null is the default. */
export function describeSettingValue(path: string, value: FieldValue): string {
  const kind = find(path)?.words.kind ?? 'text'
  if (kind === 'offer') return value === null ? 'not offered' : 'offered'
  if (kind === 'removal') return value === true ? 'removed' : 'there'
  if (kind === 'place') return value === null ? 'its first place' : 'moved'
  if (value === null) return isShipped(path) ? 'as shipped' : 'not set'
  if (kind === 'fieldType') return FIELD_TYPE_TEXT[value as FieldType] ?? String(value)
  if (kind === 'section') return SECTION_TEXT[value as FieldPlace] ?? String(value)
  if (kind === 'minutes') return value === 0 ? 'never' : `${String(value)} min`
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) {
    const words = kind === 'statuses' ? value.map((each) => (isStatus(each) ? STATUS_TEXT[each].label : each)) : value
    return words.length === 0 ? 'nothing' : words.join(', ')
  }
  return value === '' ? 'nothing' : String(value)
}

/** Part of what comes with Muster: it has a value of its own where nobody set one. */
function isShipped(path: string): boolean {
  const [root, type, collection, id] = segmentsOf(path) ?? []
  if (root === 'analytics') return true
  if (root === 'dashboards') return isShippedDashboard(type, collection === 'panels' ? id : undefined)
  if (root !== 'types') return false
  if (collection === 'fields') return FIELDS.some((field) => field.name === id)
  if (collection === 'templates') return DEFAULT_TEMPLATES.some((template) => template.id === id)
  if (collection === 'postmortems') return DEFAULT_POSTMORTEMS.some((template) => template.id === id)
  if (collection === 'roles' || collection === 'rules') return false
  return type === DEFAULT_TYPE || !OF_A_NEW_TYPE.has(collection ?? '')
}
const OF_A_NEW_TYPE: ReadonlySet<string> = new Set(['name', 'prefix', 'description'])

interface Found {
  segments: string[]
  /** No part of it is an id or a name. */
  isPlain: boolean
  words: { name: string; kind?: Kind }
}

function find(path: string): Found | undefined {
  const segments = segmentsOf(path)
  if (!segments) return undefined
  const plain = WORDS[path]
  if (plain) return { segments, isPlain: true, words: plain }
  // every second segment is an id or a name, but for the last of a type's own settings
  const pattern = segments.map((segment, index) => (index % 2 === 1 ? '*' : segment)).join('/')
  const words = WORDS[pattern]
  return words && { segments, isPlain: false, words }
}

function builtInName(collection: string, id: string): string {
  switch (collection) {
    case 'types':
      return id === DEFAULT_TYPE ? 'Incident' : id
    case 'fields':
      return FIELDS.find((field) => field.name === id)?.label ?? id
    case 'statuses':
      return isStatus(id) ? STATUS_TEXT[id].label : id
    case 'templates':
      return DEFAULT_TEMPLATES.find((template) => template.id === id)?.name ?? id
    case 'postmortems':
      return DEFAULT_POSTMORTEMS.find((template) => template.id === id)?.name ?? id
    case 'dashboards':
      return DEFAULT_DASHBOARDS.find((dashboard) => dashboard.id === id)?.name ?? id
    case 'panels':
      return DEFAULT_DASHBOARDS.flatMap(({ panels }) => panels).find((panel) => panel.id === id)?.title ?? id
    default:
      return id
  }
}
