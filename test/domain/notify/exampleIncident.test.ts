import { expect, it } from 'vitest'
import { FIELD_TYPES } from '#shared/domain/fields.ts'
import { exampleIncident } from '#shared/domain/notify/exampleIncident.ts'
import { renderTemplate } from '#shared/domain/notify/renderTemplate.ts'
import { listVariables } from '#shared/domain/notify/variables.ts'
import { DEFAULT_SETTINGS, foldSettings } from '#shared/domain/settings/foldSettings.ts'
import { writer } from '#test/support/events.ts'

const NOW = Date.UTC(2026, 10, 25, 12)

it('D354 the invented incident of a preview has something to say for every variable, also of fields of a workspace', () => {
  const event = writer()
  const set = (path: string, value: string) => event('settingSet', { path: `types/incident/${path}`, value, base: null })
  const fields = FIELD_TYPES.flatMap((type) => [
    set(`fields/each_${type.toLowerCase()}/label`, `Each ${type}`),
    set(`fields/each_${type.toLowerCase()}/type`, type),
    set(`fields/each_${type.toLowerCase()}/section`, 'impact'),
    set(`fields/own_${type.toLowerCase()}/label`, `Own ${type}`),
    set(`fields/own_${type.toLowerCase()}/type`, type)
  ])
  for (const type of [DEFAULT_SETTINGS.types[0]!, foldSettings([...fields, set('prefix', 'SEC')]).types[0]!]) {
    const incident = exampleIncident(type, NOW)
    const context = { id: 'example', type, nowMs: NOW }
    for (const { name } of listVariables(type)) {
      const { text, unknown } = renderTemplate(`{{incident.${name}}}`, incident, context)
      expect(unknown, name).toEqual([])
      // it is not over yet: that alone is left open
      if (name !== 'resolved') expect(text, name).not.toMatch(/^$|not known yet|^none$|nobody|undefined|not scheduled/)
    }
    expect(renderTemplate('{{incident.number}}', incident, context).text).toBe(`${type.prefix}-12`)
  }
})
