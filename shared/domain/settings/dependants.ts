import type { IncidentType, View, WorkspaceSettings } from './settings.ts'

/* What would miss something that is taken away. Conditions are read as text: one that cannot be parsed any more still names it. */

export interface Dependants {
  /** Names of rules of the type. */
  rules: string[]
  /** Names of saved views. */
  views: string[]
  /** Names of message templates of the type. */
  templates: string[]
}

/** `severity`: its name, such as `SEV-5`. */
export function dependsOnSeverity({ views }: Pick<WorkspaceSettings, 'views'>, type: IncidentType, severity: string): Dependants {
  const level = severity.replace('SEV-', '')
  return dependants(views, type, new RegExp(`(?<![\\w-])SEV[- ]?${escape(level)}(?![\\w.])`, 'i'), null)
}

/** `field`: its name in queries. A rule also depends on what makes it send again. */
export function dependsOnField({ views }: Pick<WorkspaceSettings, 'views'>, type: IncidentType, field: string): Dependants {
  const found = dependants(views, type, termOf(field), new RegExp(`\\{\\{\\s*(?:incident\\.)?(?:fields\\.)?${escape(field)}\\s*\\}\\}`))
  const renotify = type.rules.filter(({ renotifyOn }) => renotifyOn.includes(field)).map(({ name }) => name)
  const shown = views.filter(({ columns }) => columns.includes(field)).map(({ name }) => name)
  return { ...found, rules: [...new Set([...found.rules, ...renotify])], views: [...new Set([...found.views, ...shown])] }
}

/** Rules and templates of a type go with it; views that ask for it stay, and find nothing. */
export function dependsOnType({ views }: Pick<WorkspaceSettings, 'views'>, type: IncidentType): Dependants {
  const asksFor = new RegExp(`incident_type\\s*:.*(?:${escape(type.name)}|${escape(type.id)})`, 'i')
  return {
    rules: type.rules.map(({ name }) => name),
    views: namesOf(views, asksFor),
    templates: type.templates.map(({ name }) => name)
  }
}

export const hasDependants = ({ rules, views, templates }: Dependants): boolean => rules.length + views.length + templates.length > 0

function dependants(views: readonly View[], type: IncidentType, inQuery: RegExp, inTemplate: RegExp | null): Dependants {
  return {
    rules: namesOf(type.rules, inQuery),
    views: namesOf(views, inQuery),
    templates:
      inTemplate === null
        ? []
        : type.templates.filter(({ subject, body }) => inTemplate.test(`${subject}\n${body}`)).map(({ name }) => name)
  }
}

const namesOf = (asking: readonly { name: string; query: string }[], pattern: RegExp): string[] =>
  asking.filter(({ query }) => pattern.test(query)).map(({ name }) => name)

const termOf = (field: string): RegExp => new RegExp(`(?<![\\w:"])${escape(field)}\\s*:`, 'i')
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
