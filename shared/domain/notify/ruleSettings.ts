import type { FieldValue } from '../events.ts'
import { moveTo, orderAfter } from '../settings/order.ts'
import { pathOf } from '../settings/paths.ts'
import type { IncidentType, Rule, Template } from '../settings/settings.ts'

/* What a change of rules and templates writes: pure, for `setSettings`. */

interface Change {
  path: string
  value: FieldValue
}

const RULE_PROPERTIES = ['name', 'isOn', 'query', 'trigger', 'recipients', 'template', 'renotifyOn', 'visibility', 'order'] as const
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Only what differs: two people who change two properties of one rule do not undo each other. `before` undefined: a new rule. */
export function ruleChanges(typeId: string, rule: Rule, before?: Rule): Change[] {
  return RULE_PROPERTIES.filter((property) => !before || !same(rule[property], before[property])).map((property) => ({
    path: pathOf('types', typeId, 'rules', rule.id, property),
    value: rule[property]
  }))
}

/** Off at first, so that nobody is told twice before it is looked at. */
export const copyOfRule = (rule: Rule, id: string, type: IncidentType): Rule => ({
  ...rule,
  id,
  name: freeName(
    rule.name,
    type.rules.map(({ name }) => name)
  ),
  isOn: false,
  order: orderAfter(type.rules)
})

export const newRule = (id: string, type: IncidentType): Rule => ({
  id,
  name: '',
  isOn: true,
  query: '',
  trigger: 'declared',
  recipients: [],
  template: null,
  renotifyOn: [],
  visibility: 'public',
  order: orderAfter(type.rules)
})

export const moveRule = (type: IncidentType, id: string, index: number): Change[] =>
  moveTo(type.rules, id, index).map((placed) => ({ path: pathOf('types', type.id, 'rules', placed.id, 'order'), value: placed.order }))

export const removeRule = (typeId: string, id: string): Change[] => [
  { path: pathOf('types', typeId, 'rules', id, 'isRemoved'), value: true }
]

/** `Page on-call` → `Page on-call 2`. */
export function freeName(name: string, taken: readonly string[]): string {
  const base = name.replace(/ \d+$/, '')
  for (let count = 2; ; count++) {
    const next = `${base} ${count}`.slice(-80)
    if (!taken.some((each) => each.toLowerCase() === next.toLowerCase())) return next
  }
}

export const templateChanges = (typeId: string, { id, name, subject, body }: Omit<Template, 'isDefault'>): Change[] =>
  Object.entries({ name, subject, body }).map(([property, value]) => ({ path: pathOf('types', typeId, 'templates', id, property), value }))

/** The incidents of the last 30 days a rule would have spoken of, as a query; it may hold a problem of the rule's own. */
export function previewQuery(rule: Pick<Rule, 'query' | 'visibility'>, type: IncidentType, typeCount: number): string {
  const parts = [
    rule.query.trim() === '' ? '' : `(${rule.query})`,
    'created:>now-30d',
    rule.visibility === 'all' ? '' : `visibility:${rule.visibility}`,
    type.doTestsNotify ? '' : 'test:false',
    typeCount > 1 ? `type:"${type.id}"` : ''
  ]
  return parts.filter(Boolean).join(' AND ')
}
