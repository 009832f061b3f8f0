import { CUSTOMER_IMPACTS, VISIBILITIES } from '../events.ts'
import type { Field } from '../fields.ts'
import { prefixesOf } from '../number.ts'
import { POSTMORTEM_STATE_TEXT, POSTMORTEM_STATES } from '../postmortem.ts'
import { DEFAULT_SEVERITIES, parseSeverity, severityRank, UNKNOWN_SEVERITY } from '../severity.ts'
import { DEFAULT_PREFIX, type WorkspaceSettings } from '../settings/settings.ts'
import { STATUSES, STATUS_TEXT } from '../status.ts'

/** `text`: words of a text. `keyword`, `list`: whole names, of which there is one or several. `number`: any; `incidentNumber`: IR-12. */
export type SearchType = 'keyword' | 'list' | 'text' | 'time' | 'durationMs' | 'boolean' | 'number' | 'incidentNumber'

export interface SearchField {
  /** As printed in a query; a wire name of Datadog's search where it has one. */
  name: string
  label: string
  aliases: readonly string[]
  type: SearchType
  /** A closed set of values; absent: any. */
  choices?: readonly string[]
  /** What a person may write for a value → the value; undefined: none. Only beside `choices`. */
  readChoice?: (text: string) => string | undefined
  /** The name shown for a value that is an id: either finds it. */
  names?: ReadonlyMap<string, string>
  /** Values to offer before any incident has them. */
  offered?: readonly string[]
  /** A workspace's own. */
  isCustom?: boolean
  /** What it is reckoned from, where its name leaves that open: by the times set by hand, whatever definition figures go by. */
  meaning?: string
  /** A term to show as an example. */
  example: string
}

/** What can be asked for: the built-in fields, and those of a workspace. */
export interface SearchFields {
  all: readonly SearchField[]
  /** By name and alias, lower case. */
  byName: ReadonlyMap<string, SearchField>
  /** Those the types put before the number of an incident. */
  prefixes: readonly string[]
}

const SEVERITY_CHOICES = [...Array.from({ length: 11 }, (_, level) => `SEV-${level}`), UNKNOWN_SEVERITY]
const YES_NO = new Map([
  ['yes', 'yes'],
  ['true', 'yes'],
  ['no', 'no'],
  ['false', 'no'],
  ['unknown', 'unknown']
])
const readYesNo = (text: string): string | undefined => YES_NO.get(text.toLowerCase())
const BOOLEANS = new Map([
  ['true', 'true'],
  ['yes', 'true'],
  ['false', 'false'],
  ['no', 'false']
])
const readBoolean = (text: string): string | undefined => BOOLEANS.get(text.toLowerCase())

/*
 * What can be asked for. One row makes a field known to the parser, its checks and its messages;
 * `compile.ts` and `matches.ts` say where its value is.
 */
export const SEARCH_FIELDS = [
  {
    name: 'severity',
    label: 'Severity',
    aliases: [],
    type: 'keyword',
    choices: SEVERITY_CHOICES,
    readChoice: parseSeverity,
    offered: DEFAULT_SEVERITIES.map(({ name }) => name),
    example: 'severity:SEV-1'
  },
  {
    name: 'state',
    label: 'Status',
    aliases: ['status'],
    type: 'keyword',
    choices: STATUSES,
    names: new Map(STATUSES.map((status) => [status, STATUS_TEXT[status].label])),
    example: 'state:active'
  },
  { name: 'service', label: 'Services', aliases: ['services'], type: 'list', example: 'service:checkout' },
  { name: 'team', label: 'Teams', aliases: ['teams'], type: 'list', example: 'team:payments' },
  { name: 'commander', label: 'Commander', aliases: [], type: 'keyword', example: 'commander:"Ana Kim"' },
  { name: 'responder', label: 'Responders', aliases: ['responders'], type: 'list', example: 'responder:"Ana Kim"' },
  { name: 'created_by', label: 'Declared by', aliases: ['declared_by'], type: 'keyword', example: 'created_by:"Ana Kim"' },
  { name: 'role', label: 'Roles', aliases: ['roles'], type: 'list', example: 'role:scribe' },
  {
    name: 'customer_impacted',
    label: 'Customers affected',
    aliases: ['customer_impact'],
    type: 'keyword',
    choices: CUSTOMER_IMPACTS,
    readChoice: readYesNo,
    example: 'customer_impacted:yes'
  },
  { name: 'detection_method', label: 'Detection method', aliases: [], type: 'keyword', example: 'detection_method:monitor' },
  { name: 'type', label: 'Incident type', aliases: ['incident_type'], type: 'keyword', example: 'type:incident' },
  {
    name: 'postmortem',
    label: 'Postmortem',
    aliases: ['has_postmortem'],
    type: 'boolean',
    choices: ['yes', 'no'],
    readChoice: (text) => BOOLEANS.get(text.toLowerCase())?.replace('true', 'yes').replace('false', 'no'),
    example: 'postmortem:no'
  },
  {
    name: 'postmortem_state',
    label: 'Postmortem state',
    aliases: [],
    type: 'keyword',
    choices: POSTMORTEM_STATES,
    names: new Map(POSTMORTEM_STATES.map((state) => [state, POSTMORTEM_STATE_TEXT[state]])),
    example: 'postmortem_state:review'
  },
  { name: 'visibility', label: 'Visibility', aliases: [], type: 'keyword', choices: VISIBILITIES, example: 'visibility:private' },
  {
    name: 'test',
    label: 'Test',
    aliases: ['is_test'],
    type: 'boolean',
    choices: ['true', 'false'],
    readChoice: readBoolean,
    example: 'test:true'
  },
  { name: 'title', label: 'Title', aliases: [], type: 'text', example: 'title:checkout' },
  { name: 'summary', label: 'Summary', aliases: [], type: 'text', example: 'summary:checkout' },
  { name: 'root_cause', label: 'Root cause', aliases: [], type: 'text', example: 'root_cause:disk' },
  { name: 'number', label: 'Number', aliases: ['id'], type: 'incidentNumber', example: 'number:IR-12' },
  { name: 'created', label: 'Declared', aliases: ['declared'], type: 'time', example: 'created:>2026-01-31' },
  { name: 'detected', label: 'Detected', aliases: [], type: 'time', example: 'detected:>7d' },
  { name: 'resolved', label: 'Resolved', aliases: [], type: 'time', example: 'resolved:>7d' },
  { name: 'updated', label: 'Last update', aliases: ['modified'], type: 'time', example: 'updated:>now-2h' },
  { name: 'impact_start', label: 'Impact start', aliases: [], type: 'time', example: 'impact_start:>7d' },
  { name: 'impact_end', label: 'Impact end', aliases: [], type: 'time', example: 'impact_end:>7d' },
  { name: 'duration', label: 'Duration', aliases: [], type: 'durationMs', example: 'duration:>2h' },
  { name: 'impact_duration', label: 'Impact duration', aliases: [], type: 'durationMs', example: 'impact_duration:>30m' },
  {
    name: 'time_to_detect',
    label: 'Time to detect',
    aliases: [],
    type: 'durationMs',
    meaning: 'detected − impact start',
    example: 'time_to_detect:>5m'
  },
  {
    name: 'time_to_repair',
    label: 'Time to repair',
    aliases: [],
    type: 'durationMs',
    meaning: 'customer impact end − declared',
    example: 'time_to_repair:>1h'
  },
  {
    name: 'time_to_resolve',
    label: 'Time to resolve',
    aliases: [],
    type: 'durationMs',
    meaning: 'resolved − declared',
    example: 'time_to_resolve:>2h'
  }
] as const satisfies readonly SearchField[]

export type FieldName = (typeof SEARCH_FIELDS)[number]['name']

function fieldsOf(all: readonly SearchField[], prefixes: readonly string[]): SearchFields {
  const names = all.flatMap((field) => [field.name, ...field.aliases].map((name) => [name, field] as const))
  return { all, byName: new Map(names), prefixes }
}

export const BUILT_IN: SearchFields = fieldsOf(SEARCH_FIELDS, [DEFAULT_PREFIX])

/** The fields of every type of the workspace, and of its impacts. Where one is called as a built-in field, that one is meant; of two types, the first. */
export function searchFieldsOf(settings: Types): SearchFields {
  const own = new Map<string, SearchField>()
  for (const field of settings.types.flatMap((type) => [...type.fields, ...type.impactFields])) {
    if (field.isCustom && !BUILT_IN.byName.has(field.name) && !own.has(field.name)) own.set(field.name, customField(field))
  }
  const all = SEARCH_FIELDS.map((field): SearchField => {
    switch (field.name) {
      case 'type':
        return { ...field, names: new Map(settings.types.map(({ id, name }) => [id, name])), offered: settings.types.map(({ id }) => id) }
      case 'role':
        return { ...field, names: namesOfRoles(settings) }
      case 'severity':
        return { ...field, offered: severitiesOf(settings) }
      case 'detection_method':
        return { ...field, offered: choicesOf(settings, field.name) }
      default:
        return field
    }
  })
  return fieldsOf([...all, ...own.values()], prefixesOf(settings))
}

type Types = Pick<WorkspaceSettings, 'types'>
const namesOfRoles = ({ types }: Types): Map<string, string> =>
  new Map(types.flatMap((type) => type.roles.map(({ id, name }) => [id, name] as const)))

const severitiesOf = ({ types }: Types): string[] =>
  [...new Set(types.flatMap(({ severities }) => severities.map(({ name }) => name)))].sort((a, b) => severityRank(a) - severityRank(b))
const choicesOf = ({ types }: Types, name: string): string[] => [
  ...new Set(types.flatMap(({ fields }) => fields.filter((field) => field.name === name).flatMap(({ choices = [] }) => choices)))
]

const SEARCH_TYPES: Record<Field['type'], SearchType> = {
  dropdown: 'keyword',
  metricTag: 'keyword',
  multiSelect: 'list',
  textArray: 'list',
  autocomplete: 'list',
  text: 'text',
  number: 'number',
  datetime: 'time'
}
const EXAMPLES: Record<SearchType, string> = {
  keyword: 'name',
  list: 'name',
  text: 'word',
  time: '>2026-01-31',
  durationMs: '>2h',
  boolean: 'true',
  number: '>10',
  incidentNumber: 'IR-12'
}

function customField({ name, label, type, choices = [] }: Field): SearchField {
  const searchType = SEARCH_TYPES[type]
  return { name, label, aliases: [], type: searchType, offered: choices, isCustom: true, example: `${name}:${EXAMPLES[searchType]}` }
}

/** By its name or an alias, in any case. */
export const findSearchField = (name: string, fields: SearchFields = BUILT_IN): SearchField | undefined =>
  fields.byName.get(name.toLowerCase())

/** Compared by size: has comparisons and ranges. */
export const isOrdered = ({ type }: Pick<SearchField, 'type'>): boolean =>
  type === 'time' || type === 'durationMs' || type === 'number' || type === 'incidentNumber'

/** The value of a closed field that `text` means; undefined: none of them. */
export function readChoice(field: SearchField, text: string): string | undefined {
  if (field.readChoice) return field.readChoice(text)
  return field.choices?.find((choice) => choice.toLowerCase() === text.toLowerCase())
}

/** Ids whose shown name is like what was asked for, beside those that are it themselves. */
export const idsNamed = (field: SearchField, isLike: (name: string) => boolean): string[] =>
  field.choices ? [] : [...(field.names ?? [])].flatMap(([id, name]) => (isLike(name) ? [id] : []))

const LONGEST_NAME = 40

/** The known name most like `name`; undefined when none is close. */
export function closestField(name: string, fields: SearchFields = BUILT_IN): string | undefined {
  if (name.length > LONGEST_NAME) return undefined
  const wanted = name.toLowerCase()
  const names = [...fields.byName.keys()]
  const ranked = names.map((known) => ({ known, distance: editDistance(wanted, known) })).sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  if (best && best.distance <= Math.max(1, Math.floor(best.known.length / 3))) return best.known
  return wanted.length >= 3 ? names.find((known) => known.startsWith(wanted)) : undefined
}

/** Characters to add, drop or change to get from one to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
