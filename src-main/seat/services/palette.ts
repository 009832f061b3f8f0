import type { Projector } from '#main/core/projector.ts'
import type { Reader } from '#main/core/queries/reader.ts'
import { findSimilar, listNear } from '#main/core/queries/similar.ts'
import { suggestIncidents } from '#main/core/queries/suggest.ts'
import type { Settings } from '#main/core/settings.ts'
import type { PALETTE } from '#shared/bridge/contract/palette.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { prefixesOf, withPrefix } from '#shared/domain/number.ts'
import { ok } from '#shared/domain/result.ts'

interface Parts {
  reader: Reader
  projector: Pick<Projector, 'settle'>
  settings: Pick<Settings, 'get'>
  now: () => number
}

export const paletteService = ({ reader, projector, settings, now }: Parts): Implementation<typeof PALETTE> => ({
  suggestIncidents({ text, limit }) {
    const known = settings.get()
    return ok(suggestIncidents(reader, text, limit, prefixesOf(known)).map((card) => withPrefix(card, known)))
  },
  findSimilar: (declared) => ok(findSimilar(reader, declared, now()).map((card) => withPrefix(card, settings.get()))),
  async listNear({ id }) {
    // one just declared is asked about at once
    await projector.settle()
    return ok(listNear(reader, id).map((card) => withPrefix(card, settings.get())))
  }
})
