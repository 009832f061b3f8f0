import type { FieldValue } from '../events.ts'
import type { Field } from '../fields.ts'
import { foldIncident } from '../fold.ts'
import type { ActorId, EventId } from '../ids.ts'
import type { Incident } from '../incident.ts'
import { RESPONDER_ROLE, type Responder } from '../responders.ts'
import type { IncidentType } from '../settings/settings.ts'

const MINUTE = 60_000
const [ANA, BEN] = ['example-ana', 'example-ben'] as ActorId[] as [ActorId, ActorId]

/** An invented incident of a type, with a value for everything a template can name: to show how a message will read. */
export function exampleIncident(type: IncidentType, nowMs: number): Incident {
  const [declaredAt, start] = [nowMs - 42 * MINUTE, nowMs - 50 * MINUTE]
  const severity = type.severities[Math.min(1, type.severities.length - 1)]!.name
  const impact = {
    id: 'example' as EventId,
    start,
    end: null,
    scope: 'Shoppers in the west',
    isCustomer: true,
    fields: exampleValues(type.impactFields, nowMs)
  }
  const responder = (person: ActorId): Responder => ({
    person,
    addedAt: declaredAt,
    lastContributionAt: null,
    role: RESPONDER_ROLE,
    isCommander: person === ANA
  })
  return {
    ...foldIncident([]),
    isDeclared: true,
    number: 12,
    title: 'Checkout fails for one in five baskets',
    severity,
    incidentType: type.id,
    customerImpact: 'yes',
    declaredAt,
    declaredBy: BEN,
    commander: ANA,
    impacts: [impact],
    impactSpan: { start, end: null },
    responders: [responder(ANA), responder(BEN)],
    names: new Map([
      [ANA, 'Ana Kim'],
      [BEN, 'Ben Adler']
    ]),
    services: ['checkout'],
    teams: ['Payments'],
    lastUpdateAt: nowMs,
    lastBroadcastAt: nowMs - 10 * MINUTE,
    fields: exampleValues(type.fields, nowMs)
  }
}

const exampleValues = (fields: readonly Field[], nowMs: number): Record<string, FieldValue> =>
  Object.fromEntries(fields.map((field) => [field.name, KNOWN[field.name] ?? exampleValue(field, nowMs)]))

const KNOWN: Readonly<Record<string, FieldValue>> = {
  __proto__: null as never,
  title: 'Checkout fails for one in five baskets',
  summary: 'The pay button ends in an error since a rollout.',
  root_cause: 'The rollout set the retry budget to 0.',
  detection_method: 'monitor',
  services: ['checkout'],
  teams: ['Payments'],
  customer_impact: 'yes'
}

function exampleValue({ type, label, choices = [] }: Field, nowMs: number): FieldValue {
  const [first = label.toLowerCase()] = choices
  switch (type) {
    case 'number':
      return 3
    case 'datetime':
      return nowMs
    case 'multiSelect':
    case 'textArray':
      return [first]
    case 'autocomplete':
      return [choices[0] ?? 'region:west']
    case 'metricTag':
      return choices[0] ?? 'region:west'
    case 'dropdown':
    case 'text':
      return first
  }
}
