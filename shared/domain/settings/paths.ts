import { FIELD_PLACES, FIELD_TYPES } from '../fields.ts'
import type { FieldValue } from '../events.ts'
import { STATUSES } from '../status.ts'
import { DEFINITIONS, PANEL_COLUMNS, PANEL_KINDS, PANEL_ROWS, WEEKDAYS } from './analytics.ts'
import { findZone } from '../zone.ts'
import { RULE_TRIGGERS, RULE_VISIBILITIES } from './settings.ts'

/*
 * The settings there are. A path is segments joined by `/`, each escaped as in a URL; `*` stands for an id or a name.
 * One row makes a setting storable; settings.ts says what it means, foldSettings.ts reads it.
 */

type Check = (value: FieldValue) => string | undefined

const text =
  (max: number, isRequired = false): Check =>
  (value) => {
    if (value === null && !isRequired) return undefined
    if (typeof value !== 'string') return 'This is text.'
    if (isRequired && value.trim() === '') return 'This needs a few letters.'
    return value.length > max ? `This may have ${max} characters; it has ${value.length}.` : undefined
  }
const flag: Check = (value) => (value === null || typeof value === 'boolean' ? undefined : 'This is on or off.')
const oneOf =
  (choices: readonly string[]): Check =>
  (value) =>
    value === null || (typeof value === 'string' && choices.includes(value)) ? undefined : `This is one of ${choices.join(', ')}.`
const listOf =
  (max: number, choices?: readonly string[]): Check =>
  (value) => {
    if (value === null) return undefined
    if (!Array.isArray(value) || value.length > max) return `This is a list of up to ${max}.`
    const wrong = choices && value.find((each) => !choices.includes(each))
    return wrong === undefined ? undefined : `"${wrong}" is none of ${choices!.join(', ')}.`
  }
const whole =
  (min: number, max: number): Check =>
  (value) =>
    value === null || (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)
      ? undefined
      : `This is a whole number from ${min} to ${max}.`
const order = text(100)
const slug: Check = (value) =>
  value === null || (typeof value === 'string' && /^[a-z][a-z0-9_]{1,39}$/.test(value))
    ? undefined
    : 'This is a short name of a-z, 0-9 and _, such as blast_radius.'
const prefix: Check = (value) =>
  value === null || (typeof value === 'string' && /^[A-Z][A-Z0-9]{0,7}$/.test(value))
    ? undefined
    : 'A prefix is up to 8 letters A-Z and digits, such as IR.'
const zone: Check = (value) =>
  value === null || (typeof value === 'string' && findZone(value) === value)
    ? undefined
    : 'This is UTC or the name of a zone, such as Europe/Berlin.'

export const SETTINGS: Readonly<Record<string, Check>> = {
  'types/*/name': text(80, true),
  'types/*/prefix': prefix,
  'types/*/description': text(1_000),
  'types/*/order': order,
  'types/*/isRemoved': flag,
  'types/*/isPrivateAllowed': flag,
  'types/*/isPrivateByDefault': flag,
  'types/*/isTestAllowed': flag,
  'types/*/hasEditableTimestamps': flag,
  'types/*/helperText': text(10_000),
  'types/*/doTestsNotify': flag,
  'types/*/doTestsCount': flag,
  'types/*/firstSeverity': whole(0, 1),
  'types/*/severityCount': whole(1, 10),
  'types/*/severities/*/label': text(60, true),
  'types/*/severities/*/description': text(1_000),
  /** 0: no update is ever due. */
  'types/*/severities/*/updateMinutes': whole(0, 7 * 24 * 60),
  'types/*/hasCompleted': flag,
  'types/*/statuses/*/description': text(1_000),
  'types/*/fields/*/label': text(80, true),
  'types/*/fields/*/type': oneOf(FIELD_TYPES),
  'types/*/fields/*/section': oneOf(FIELD_PLACES),
  'types/*/fields/*/hint': text(200),
  'types/*/fields/*/order': order,
  'types/*/fields/*/isRequired': flag,
  'types/*/fields/*/promptAt': listOf(STATUSES.length, STATUSES),
  'types/*/fields/*/isRemoved': flag,
  /** A value that may be chosen or is offered; holds its place, null takes it away. */
  'types/*/fields/*/choices/*': order,
  'types/*/roles/*/name': text(60, true),
  'types/*/roles/*/description': text(1_000),
  'types/*/roles/*/isMany': flag,
  'types/*/roles/*/order': order,
  'types/*/roles/*/isRemoved': flag,
  'types/*/templates/*/name': text(80, true),
  'types/*/templates/*/subject': text(500),
  'types/*/templates/*/body': text(10_000),
  'types/*/templates/*/isRemoved': flag,
  'types/*/defaultTemplate': text(64),
  'types/*/postmortems/*/name': text(80, true),
  'types/*/postmortems/*/body': text(10_000),
  'types/*/postmortems/*/isRemoved': flag,
  'types/*/defaultPostmortem': text(64),
  'types/*/rules/*/name': text(80, true),
  'types/*/rules/*/isOn': flag,
  'types/*/rules/*/query': text(2_000),
  'types/*/rules/*/trigger': oneOf(RULE_TRIGGERS),
  'types/*/rules/*/recipients': listOf(200),
  'types/*/rules/*/template': text(64),
  'types/*/rules/*/renotifyOn': listOf(100),
  'types/*/rules/*/visibility': oneOf(RULE_VISIBILITIES),
  'types/*/rules/*/order': order,
  'types/*/rules/*/isRemoved': flag,
  'views/*/name': text(80, true),
  'views/*/query': text(2_000),
  'views/*/sort': text(80),
  'views/*/isDescending': flag,
  'views/*/columns': listOf(60),
  'views/*/order': order,
  'views/*/isRemoved': flag,
  'analytics/definition': oneOf(DEFINITIONS),
  'analytics/weekStart': oneOf(WEEKDAYS),
  'analytics/zone': zone,
  'dashboards/*/name': text(80, true),
  'dashboards/*/order': order,
  'dashboards/*/isRemoved': flag,
  'dashboards/*/panels/*/title': text(120),
  'dashboards/*/panels/*/kind': oneOf(PANEL_KINDS),
  'dashboards/*/panels/*/query': text(2_000),
  'dashboards/*/panels/*/width': whole(1, PANEL_COLUMNS),
  'dashboards/*/panels/*/height': whole(1, PANEL_ROWS),
  'dashboards/*/panels/*/order': order,
  'dashboards/*/panels/*/isRemoved': flag
}

/** Names of fields are what queries and events call them. */
export const checkFieldName = (name: string): string | undefined => slug(name)

export const pathOf = (...segments: readonly string[]): string => segments.map(encodeURIComponent).join('/')

/** undefined: no path. */
export function segmentsOf(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

const byLength = new Map<number, { segments: string[]; check: Check }[]>()
for (const [pattern, check] of Object.entries(SETTINGS)) {
  const segments = pattern.split('/')
  byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), { segments, check }])
}

function findCheck(path: string): Check | undefined {
  const segments = segmentsOf(path)
  return byLength
    .get(segments?.length ?? 0)
    ?.find((row) => row.segments.every((segment, index) => (segment === '*' ? segments![index] !== '' : segment === segments![index])))
    ?.check
}

/** What is wrong with a value for a setting, in a sentence; undefined: nothing. */
export function settingProblem(path: string, value: FieldValue): string | undefined {
  const check = findCheck(path)
  return check ? check(value) : `There is no setting ${path}.`
}
