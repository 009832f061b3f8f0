import type { SETTINGS_CALLS } from '#shared/bridge/contract/settings.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { fail, ok } from '#shared/domain/result.ts'
import { searchFieldsOf } from '#shared/domain/search/fields.ts'
import { allFields } from '#shared/domain/settings/changes.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import { DISCOVERED_DAYS, knownValues } from '#shared/domain/settings/knownValues.ts'
import type { SeatParts } from '../warRoomService.ts'

/** What the search calls a field of the field table. */
const SEARCH_NAMES: Readonly<Record<string, string>> = { services: 'service', teams: 'team' }

type Parts = Pick<SeatParts, 'settings' | 'finder' | 'now'>

export const settingsService = ({ settings, finder, now }: Parts): Implementation<typeof SETTINGS_CALLS> => ({
  async listKnownValues({ incidentType, field, text }) {
    const current = await settings.load()
    const type = typeOf(current, incidentType)
    const known = allFields(type).find(({ name }) => name === field)
    if (!known) return fail('notFound', `${type.name} has no field ${field}.`)
    const request = { query: `updated:>=now-${DISCOVERED_DAYS}d`, field: SEARCH_NAMES[field] ?? field, text }
    const seen = (await finder.suggest(request, now(), searchFieldsOf(current))).filter(({ count }) => count > 0)
    return ok(
      knownValues(
        known,
        seen.map(({ value }) => value)
      )
    )
  }
})
