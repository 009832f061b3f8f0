import type { Partitions } from '#main/core/merge/partitions.ts'
import { readMergeReport } from '#main/core/merge/mergeReport.ts'
import type { Replica } from '#main/core/replica.ts'
import type { MERGE } from '#shared/bridge/contract/merge.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { isIncidentId } from '#shared/domain/ids.ts'
import { fail, ok } from '#shared/domain/result.ts'
import { watch } from '../watch.ts'

/** What a window asks about the times this machine was apart from its hub. */
export const mergeService = (replica: Replica, partitions: Partitions): Implementation<typeof MERGE> => ({
  async watchPartition(_nothing, { emit, signal }) {
    const tell = () => {
      const last = lastEnded(partitions)
      emit(last && last.backAt !== null ? { leftAt: last.leftAt, backAt: last.backAt } : null)
    }
    await watch(signal, 50, tell, [(changed) => partitions.onChange(changed)])
    return ok(null)
  },

  async getMergeReport({ incident }, { signal }) {
    if (!isIncidentId(incident)) return fail('badInput', `"${incident}" names no incident.`)
    const last = lastEnded(partitions)
    return ok((last && (await readMergeReport(replica, incident, last, signal))) ?? null)
  }
})

const lastEnded = ({ list }: Partitions) => list.findLast(({ backAt }) => backAt !== null)
