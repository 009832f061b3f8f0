import { readEntryHistory } from '#main/core/history/entryHistory.ts'
import type { Openings } from '#main/core/openings.ts'
import type { Replica } from '#main/core/replica.ts'
import type { TIMELINE } from '#shared/bridge/contract/timeline.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { isIncidentId, type EntryId } from '#shared/domain/ids.ts'
import { fail, ok } from '#shared/domain/result.ts'

/** What the timeline asks of the core. */
export const timelineService = (replica: Replica, openings: Pick<Openings, 'find'>): Implementation<typeof TIMELINE> => ({
  findOpening: async ({ incident }) => ok(isIncidentId(incident) ? await openings.find(incident) : null),
  async entryHistory({ incident, entry }, { signal }) {
    if (!isIncidentId(incident)) return fail('badInput', `"${incident}" names no incident.`)
    // what was just typed is part of it
    await replica.flushOrFault()
    const history = await replica.use(incident, (doc) => readEntryHistory(replica.store, doc, entry as EntryId, signal))
    if (!history) return fail('cancelled', 'Reading the history was cancelled.')
    return history.versions.length > 0 || history.moves.length > 0
      ? ok(history)
      : fail('notFound', 'That entry is not in the log of this machine.')
  }
})
