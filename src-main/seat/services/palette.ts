import type { Projector } from '#main/core/projector.ts'
import type { Reader } from '#main/core/queries/reader.ts'
import { findSimilar, listNear } from '#main/core/queries/similar.ts'
import { suggestIncidents } from '#main/core/queries/suggest.ts'
import type { PALETTE } from '#shared/bridge/contract/palette.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { ok } from '#shared/domain/result.ts'

export const paletteService = (reader: Reader, projector: Projector, now: () => number): Implementation<typeof PALETTE> => ({
  suggestIncidents: ({ text, limit }) => ok(suggestIncidents(reader, text, limit)),
  findSimilar: (declared) => ok(findSimilar(reader, declared, now())),
  async listNear({ id }) {
    // one just declared is asked about at once
    await projector.settle()
    return ok(listNear(reader, id))
  }
})
