import { listSeen } from '#main/core/queries/seenValues.ts'
import type { SETTINGS_CALLS } from '#shared/bridge/contract/settings.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { fail, ok } from '#shared/domain/result.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import { knownValues } from '#shared/domain/settings/knownValues.ts'
import type { SeatParts } from '../warRoomService.ts'

export const settingsService = ({ settings, projection, now }: SeatParts): Implementation<typeof SETTINGS_CALLS> => ({
  async listKnownValues({ incidentType, field, text }) {
    const type = typeOf(await settings.load(), incidentType)
    const known = type.fields.find(({ name }) => name === field)
    if (!known) return fail('notFound', `${type.name} has no field ${field}.`)
    return ok(knownValues(known, listSeen(projection.db, field, text, now())))
  }
})
