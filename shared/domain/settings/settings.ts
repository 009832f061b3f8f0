import type { FieldValue } from '../events.ts'
import type { Field } from '../fields.ts'
import type { ActorId, EventId } from '../ids.ts'
import type { Overruled } from '../incident.ts'
import type { SeverityLevel } from '../severity.ts'
import type { Status } from '../status.ts'
import type { AnalyticsSettings, Dashboard } from './analytics.ts'

/*
 * What a workspace is set to. Every value is a register under a path (see paths.ts), kept as `settingSet` events in the workspace
 * document; what nobody set has its default. One incident type has its own fields, severities, statuses, roles, templates and rules.
 */

export interface StatusLevel {
  status: Status
  label: string
  description: string
}

export interface Role {
  id: string
  name: string
  description: string
  /** Several people may have it at once. */
  isMany: boolean
  /** Empty for the two that are always first. */
  order: string
}

/** Words for a message; `{{…}}` are filled from the incident. */
export interface Template {
  id: string
  name: string
  subject: string
  body: string
  /** Offered first. */
  isDefault: boolean
}

/** What a postmortem begins with: Markdown with variables and a place for the timeline. */
export interface PostmortemTemplate {
  id: string
  name: string
  body: string
  /** Offered first. */
  isDefault: boolean
}

export const RULE_TRIGGERS = ['declared', 'matches'] as const
export type RuleTrigger = (typeof RULE_TRIGGERS)[number]
export const RULE_VISIBILITIES = ['public', 'private', 'all'] as const

export interface Rule {
  id: string
  name: string
  isOn: boolean
  /** In the language of the list; empty: every incident. */
  query: string
  /** declared: when it is declared and matches. matches: whenever it comes to match. */
  trigger: RuleTrigger
  /** `person:<actor>`, `email:<address>`, `channel:<name>`, `page:<name>`; `commander` and `responders` are people of the incident. */
  recipients: string[]
  /** Id of a template; null: the default one. */
  template: string | null
  /** Fields whose change sends again, while it matches. */
  renotifyOn: string[]
  visibility: (typeof RULE_VISIBILITIES)[number]
  order: string
}

/** Of a type that names none. */
export const DEFAULT_PREFIX = 'IR'

export interface IncidentType {
  id: string
  name: string
  /** Before the number: `IR` in `IR-12`. */
  prefix: string
  description: string
  isPrivateAllowed: boolean
  isPrivateByDefault: boolean
  isTestAllowed: boolean
  /** Declared, detected and resolved may be set by hand. */
  hasEditableTimestamps: boolean
  /** Beside the form of declaring, Markdown. */
  helperText: string
  /** From worst to least, UNKNOWN last. */
  severities: SeverityLevel[]
  /** Completed only where it is used. */
  statuses: StatusLevel[]
  /** In their order within each section; the title first. */
  fields: Field[]
  /** Those of each impact: all a workspace's own, and none of the incident. */
  impactFields: Field[]
  /** Commander and responder first: they cannot be removed. */
  roles: Role[]
  /** What each role is called, by id; also one that was removed. */
  roleNames: ReadonlyMap<string, string>
  templates: Template[]
  /** What a postmortem begins with; one at least. */
  postmortems: PostmortemTemplate[]
  rules: Rule[]
  /** Minutes after which the next update is due while active or stable, by severity; none where absent. */
  updateMinutes: Readonly<Record<string, number>>
  /** Whether rules send for tests, and figures count them. */
  doTestsNotify: boolean
  doTestsCount: boolean
  order: string
}

/** A saved search. */
export interface View {
  id: string
  name: string
  query: string
  sort: string
  isDescending: boolean
  columns: string[]
  order: string
}

export interface SettingChange {
  id: EventId
  at: number
  by: ActorId
  path: string
  /** null: there was none, the default held. */
  before: FieldValue
  after: FieldValue
}

export interface WorkspaceSettings {
  /** The default type first. */
  types: IncidentType[]
  views: View[]
  analytics: AnalyticsSettings
  /** In their order; see dashboards.ts for changing them. */
  dashboards: Dashboard[]
  /** Every change, oldest first. */
  audit: SettingChange[]
  overruled: Overruled[]
  /** For each path, the event to name as `base` when setting it again. */
  heads: ReadonlyMap<string, EventId>
  names: ReadonlyMap<ActorId, string>
}
