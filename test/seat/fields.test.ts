import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { People } from '#main/core/people.ts'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { LOG_FILE, openCore } from '#main/seat/openCore.ts'
import { fieldProblem, loadDraft } from '#renderer/state/declareDraft.ts'
import { roomFields } from '#renderer/state/room/fields.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { readSettings, setSettings } from '#shared/doc/settingsCommands.ts'
import { FIELD_SECTIONS, FIELD_TYPES, FIELDS, type FieldType } from '#shared/domain/fields.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { WORKSPACE_DOC } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { newField } from '#shared/domain/settings/changes.ts'
import { pathOf } from '#shared/domain/settings/paths.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { fakeStorage } from '#test/renderer/fakeWarRoom.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

const DAY = 86_400_000
const customName = (type: FieldType) => `own_${type.toLowerCase()}`

/** A folder whose workspace has a field of each type. */
async function setUp(dataDir: string): Promise<IncidentType> {
  const replica = new Replica({ store: new SqliteDocStore(openLog(join(dataDir, LOG_FILE))) })
  const people = new People(replica)
  const ana = people.authorOf(await people.byName('Ana'))
  const type = await replica.use(WORKSPACE_DOC, (doc) => {
    for (const each of FIELD_TYPES) {
      const settings = readSettings(doc)
      const field = { name: customName(each), label: `Own ${each}`, type: each, section: 'whyItHappened' } as const
      valueOf(setSettings(doc, ana, newField(settings, settings.types[0]!, field)))
    }
    const choice = (field: string, value: string) => ({ path: pathOf('types', 'incident', 'fields', field, 'choices', value), value: 'a0' })
    valueOf(
      setSettings(doc, ana, [
        choice('own_dropdown', 'eu'),
        choice('own_multiselect', 'eu'),
        choice('services', 'Checkout'),
        choice('services', 'Idle')
      ])
    )
    return readSettings(doc).types[0]!
  })
  await replica.flushOrFault()
  await replica.close()
  return type
}

async function open(dataDir: string, now = Date.now): Promise<WarRoom> {
  const core = await openCore({ dataDir, now, isShared: false })
  onTestFinished(() => core.close().catch(() => undefined))
  const [near, far] = portPair()
  core.attach(far, { as: 'Ana' })
  return connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
}

/** For each field: what is declared, a query that finds it, and how it reads in an export. */
const SAMPLES: Record<string, { value: FieldValue; query: string; text: string }> = {
  title: { value: 'Checkout fails', query: 'title:checkout', text: 'Checkout fails' },
  summary: { value: 'Pay button dead', query: 'summary:button', text: 'Pay button dead' },
  root_cause: { value: 'A full disk', query: 'root_cause:disk', text: 'A full disk' },
  detection_method: { value: 'monitor', query: 'detection_method:monitor', text: 'Detection method:** monitor' },
  services: { value: ['cart'], query: 'service:cart', text: 'Services:** cart' },
  teams: { value: ['core'], query: 'team:core', text: 'Teams:** core' },
  customer_impact: { value: 'no', query: 'customer_impacted:no', text: 'Customers affected:** no' },
  own_dropdown: { value: 'eu', query: 'own_dropdown:eu', text: 'Own dropdown:** eu' },
  own_multiselect: { value: ['eu'], query: 'own_multiselect:eu', text: 'Own multiSelect:** eu' },
  own_text: { value: 'zebra crossing', query: 'own_text:zebra', text: 'zebra crossing' },
  own_textarray: { value: ['a1', 'a2'], query: 'own_textarray:a2', text: 'Own textArray:** a1, a2' },
  own_number: { value: 12.5, query: 'own_number:>12', text: 'Own number:** 12.5' },
  own_datetime: { value: Date.UTC(2026, 2, 1, 10), query: 'own_datetime:<2026-03-02', text: 'Own datetime:** 2026-03-01 10:00 UTC' },
  own_metrictag: { value: 'region:eu', query: 'own_metrictag:"region:eu"', text: 'Own metricTag:** region:eu' },
  own_autocomplete: { value: ['env:prod'], query: 'own_autocomplete:"env:prod"', text: 'Own autocomplete:** env:prod' }
}

it('D239 one row of the field table is enough for a field to be in the form, the room, the search, the facets and the exports', async () => {
  fakeStorage()
  const dataDir = tempDir()
  const type = await setUp(dataDir)
  const warRoom = await open(dataDir)
  expect(Object.keys(SAMPLES)).toEqual([...FIELDS.map((field) => field.name), ...FIELD_TYPES.map(customName)])
  const fields = Object.fromEntries(Object.entries(SAMPLES).map(([name, { value }]) => [name, value]))
  const { id } = valueOf(await warRoom.declareIncident({ title: 'x', severity: 'SEV-2', fields }))
  await until('it is listed', async () => valueOf(await warRoom.countList({ query: '' })).total === 1)
  const inRoom = FIELD_SECTIONS.flatMap((section) => roomFields(type, section)).map(({ name }) => name)
  const facets = valueOf(await warRoom.countFacets({ query: '' }))
  const detail = valueOf(await warRoom.showIncident({ ref: id }))
  const markdown = new TextDecoder().decode(valueOf(await warRoom.exportFile({ ref: id, format: 'md' })).bytes)

  for (const [name, { value, query, text }] of Object.entries(SAMPLES)) {
    const field = type.fields.find((each) => each.name === name)!
    const required = { ...field, isRequired: true }
    // there is always an answer to whether customers are affected
    if (name !== 'customer_impact') expect(fieldProblem(loadDraft('Ana'), required), name).toMatch(/is needed to declare/)
    // the title stands in the header
    expect(inRoom.includes(name), name).toBe(name !== 'title')
    expect(valueOf(await warRoom.countList({ query })), query).toMatchObject({ matches: 1, problem: null })
    const facet = facets.find((each) => each.name === query.split(':')[0])
    expect(facet?.count, name).toBe(field.type === 'text' ? undefined : 1)
    expect(detail.fields[name], name).toEqual(field.type === 'datetime' ? new Date(value as number).toISOString() : value)
    expect(markdown, name).toContain(text)
  }
})

it('D229 a name nobody put into the settings is offered as long as incidents of the last 7 days have it, in the spelling of the settings where they have it, too', async () => {
  const dataDir = tempDir()
  await setUp(dataDir)
  let later = 0
  const warRoom = await open(dataDir, () => Date.now() + later)
  valueOf(
    await warRoom.declareIncident({ title: 'x', severity: 'SEV-2', services: ['CHECKOUT', 'cart'], fields: { own_metrictag: 'region:eu' } })
  )
  await until('it is listed', async () => valueOf(await warRoom.countList({ query: '' })).total === 1)
  const known = async (field: string, text = '') => valueOf(await warRoom.listKnownValues({ incidentType: 'incident', field, text }))
  expect(await known('services')).toEqual(['Checkout', 'Idle', 'cart'])
  expect(await known('own_metrictag', 'reg')).toEqual(['region:eu'])
  expect(await known('own_metrictag', 'moon')).toEqual([])
  later = 6 * DAY
  expect(await known('services')).toContain('cart')
  later = 8 * DAY
  expect(await known('services')).toEqual(['Checkout', 'Idle'])
  expect(await known('own_metrictag')).toEqual([])
  expect(await warRoom.listKnownValues({ incidentType: 'incident', field: 'moon', text: '' })).toMatchObject({ ok: false })
})
