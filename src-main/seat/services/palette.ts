import { suggestIncidents } from '#main/core/queries/suggest.ts'
import type { Reader } from '#main/core/queries/reader.ts'
import type { PALETTE } from '#shared/bridge/contract/palette.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { ok } from '#shared/domain/result.ts'

export const paletteService = (reader: Reader): Implementation<typeof PALETTE> => ({
  suggestIncidents: ({ text, limit }) => ok(suggestIncidents(reader, text, limit))
})
