import * as Y from 'yjs'
import { detailOfIncident } from '#main/core/export/incidentJson.ts'
import { compareMoments } from '#main/core/history/compareMoments.ts'
import type { Histories } from '#main/core/history/histories.ts'
import type { Settings } from '#main/core/settings.ts'
import type { HISTORY } from '#shared/bridge/contract/history.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { viewDoc } from '#shared/doc/history/viewDoc.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { isIncidentId, type IncidentId } from '#shared/domain/ids.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'

/** What the time machine asks of the core. */
export const historyService = (histories: Histories, settings: Pick<Settings, 'load'>): Implementation<typeof HISTORY> => ({
  async openHistory({ incident }, { signal, emit }) {
    if (!isIncidentId(incident)) return unknown(incident)
    const read = await histories.use(
      incident,
      signal,
      (history, live) => {
        const { isDeclared, declaredAt, lastUpdateAt } = readIncident(live)
        const updates = history.length
        const to = Math.max(history.writtenAt(updates) ?? 0, lastUpdateAt)
        return isDeclared ? ok({ from: Math.min(history.writtenAt(1) ?? declaredAt, declaredAt), to, updates }) : unknown(incident)
      },
      (done, total) => emit({ done, total })
    )
    return read ?? CANCELLED
  },

  async getMoment({ incident, at }, { signal }) {
    if (!isIncidentId(incident)) return unknown(incident)
    const update = await histories.use(incident, signal, (history, live) => {
      const view = viewDoc(live, history, at)
      const bytes = Y.encodeStateAsUpdate(view)
      view.destroy()
      return bytes
    })
    return update ? ok({ update }) : CANCELLED
  },

  async compareMoments({ incident, from, to }, { signal }) {
    if (!isIncidentId(incident)) return unknown(incident)
    const workspace = await settings.load()
    const comparison = await histories.use(incident, signal, (history, live) =>
      compareMoments(live, history, typeOf(workspace, readIncident(live).incidentType), Math.min(from, to), Math.max(from, to))
    )
    return comparison ? ok(comparison) : CANCELLED
  }
})

/** As scripts see it, as it was at `at`. */
export async function showMoment(
  { histories, settings }: { histories: Histories; settings: Pick<Settings, 'load'> },
  id: IncidentId,
  at: number,
  signal: AbortSignal
): Promise<Result<IncidentDetail>> {
  const workspace = await settings.load()
  const shown = await histories.use(id, signal, (history, live): Result<IncidentDetail> => {
    const view = viewDoc(live, history, at)
    const incident = readIncident(view)
    const detail = incident.isDeclared ? ok(detailOfIncident(id, view, incident, typeOf(workspace, incident.incidentType))) : NOT_YET
    view.destroy()
    return detail
  })
  return shown ?? CANCELLED
}

const NOT_YET: Result<never> = fail('notFound', 'The incident was not declared yet at that time.')
const CANCELLED: Result<never> = fail('cancelled', 'Reading the history was cancelled.')
const unknown = (incident: string): Result<never> => fail('notFound', `"${incident}" names no incident on this machine.`)
