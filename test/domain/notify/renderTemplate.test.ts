import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FieldValue } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { findUnknown, renderTemplate, unknownWords } from '#shared/domain/notify/renderTemplate.ts'
import { listVariables } from '#shared/domain/notify/variables.ts'
import { DEFAULT_TEMPLATES } from '#shared/domain/settings/defaultTemplates.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'
import { anyLog } from '../arbitraries.ts'

const setting = writer('set')
const settings = foldSettings([
  setting('settingSet', { path: 'types/incident/fields/blast_radius/label', value: 'Blast radius', base: null }),
  setting('settingSet', { path: 'types/incident/fields/blast_radius/type', value: 'number', base: null }),
  setting('settingSet', { path: 'types/incident/prefix', value: 'OPS', base: null })
])
const type = settings.types[0]!
const context = { id: 'abcdefgh', type, nowMs: T0 + 90 * MINUTE }

function anIncident() {
  const event = writer()
  return foldIncident([
    event('actorNamed', { actor: 'pana' as ActorId, name: 'Ana Kim' }),
    event('declared', { ...declaredFields, severity: 'SEV-1' }, { at: T0 }),
    event('numberAssigned', { number: 12, hub: 'h' }, { by: 'hub:h' }),
    event('fieldSet', { field: 'services', value: ['checkout', 'cart'], base: null }),
    event('fieldSet', { field: 'blast_radius', value: 3, base: null }),
    event('impactAdded', { start: T0 - 15 * MINUTE, end: null, scope: 'Card payments fail', isCustomer: true }),
    event('statusChanged', { status: 'resolved', base: null }, { at: T0 + 80 * MINUTE })
  ])
}
const render = (text: string) => renderTemplate(text, anIncident(), context)

describe('templates', () => {
  it('D240 each variable gives the words of the incident, times in UTC with the zone named', () => {
    const said = (name: string) => render(`{{incident.${name}}}`).text
    expect(said('number')).toBe('OPS-12')
    expect(said('title')).toBe('Checkout fails')
    expect([said('severity'), said('status'), said('visibility')]).toEqual(['SEV-1', 'Resolved', 'public'])
    expect(said('created')).toBe('2026-03-10 12:00 UTC')
    expect(said('resolved')).toBe('2026-03-10 13:20 UTC')
    expect(said('duration')).toBe('1h 20m')
    expect(said('next_update')).toBe('not scheduled')
    expect(said('customer_impact_start')).toBe('2026-03-10 11:45 UTC')
    expect([said('customer_impact_end'), said('customer_impact_status')]).toEqual(['ongoing', 'active'])
    expect([said('customer_impact_duration'), said('customer_impact_scope')]).toEqual(['1h 45m', 'Card payments fail'])
    expect([said('commander'), said('commander_name'), said('created_by'), said('created_by_name')]).toEqual(Array(4).fill('Ana Kim'))
    expect([said('responders'), said('responders_count')]).toEqual(['Ana Kim', '1'])
    expect(said('services')).toBe('checkout, cart')
    expect(said('blast_radius')).toBe('3')
    expect([said('root_cause'), said('teams')]).toEqual(['not known yet', 'none'])
  })
  it('D480 what impacts say in their fields is a variable, once each', () => {
    const set = (name: string, value: string) => setting('settingSet', { path: `types/incident/fields/${name}`, value, base: null })
    const own = foldSettings([
      ...[set('region/label', 'Region'), set('region/type', 'multiSelect'), set('region/section', 'impact')],
      ...[set('since/label', 'Since'), set('since/type', 'datetime'), set('since/section', 'impact')]
    ]).types[0]!
    const event = writer()
    const impact = (fields: Record<string, FieldValue>) =>
      event('impactAdded', { start: T0, end: null, scope: 'All', isCustomer: true, fields })
    const incident = foldIncident([
      event('declared', declaredFields, { at: T0 }),
      impact({ region: ['eu', 'us'], since: T0 }),
      impact({ region: ['asia'], since: null }),
      impact({ since: T0 })
    ])
    const said = (name: string, of = incident) => renderTemplate(`{{incident.${name}}}`, of, { ...context, type: own }).text
    expect([said('region'), said('since')]).toEqual(['eu, us; asia', '2026-03-10 12:00 UTC'])
    expect(said('region', foldIncident([event('declared', declaredFields, { at: T0 })]))).toBe('none')
    expect(findUnknown('{{incident.region}}', own)).toEqual([])
  })
  it('D241 a variable that is none stays as it is written, and is named with its place', () => {
    const { text, unknown } = render('About {{incident.titel}} and {{incident.title}}: {{foo}} {{ incident.titel }}')
    expect(text).toBe('About {{incident.titel}} and Checkout fails: {{foo}} {{ incident.titel }}')
    expect(unknown.map(({ text: written, at }) => [written, at])).toEqual([
      ['{{incident.titel}}', 6],
      ['{{foo}}', 49],
      ['{{ incident.titel }}', 57]
    ])
    expect(unknownWords(unknown.slice(0, 1))).toBe('{{incident.titel}} is no variable. It is sent as it stands.')
    expect(unknownWords([])).toBeNull()
  })
  it('D242 what a variable gives is never read as a variable', () => {
    const event = writer()
    const incident = foldIncident([event('declared', { ...declaredFields, title: '{{incident.severity}} $& $1' })])
    expect(renderTemplate('{{incident.title}}', incident, context)).toEqual({ text: '{{incident.severity}} $& $1', unknown: [] })
  })
  it('D243 any text renders for any incident, and a text without variables is unchanged', () => {
    const names = listVariables(type).map(({ name }) => `{{incident.${name}}}`)
    const piece = fc.oneof(fc.string(), fc.constantFrom(...names, '{{', '}}', '{{incident.', '{{incident.x}}'))
    fc.assert(
      fc.property(anyLog, fc.array(piece, { maxLength: 12 }), (log, pieces) => {
        const text = pieces.join('')
        const rendered = renderTemplate(text, foldIncident(log), context)
        expect(rendered.unknown).toEqual(findUnknown(text, type))
        if (!text.includes('{{')) expect(rendered.text).toBe(text)
        for (const name of names) if (text === name) expect(rendered.text).not.toContain('{{')
      })
    )
  })
  it('D244 what is shipped names only variables there are', () => {
    for (const { subject, body } of DEFAULT_TEMPLATES) expect(findUnknown(`${subject}\n${body}`, type)).toEqual([])
  })
})
