import type { MergeReport } from '#shared/bridge/contract/merge.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'

/** What happened to an incident while this machine was apart from its hub, the last time it was. */
export class Apart {
  /** null: it never was, or nothing was changed in this incident then. */
  report = $state.raw<MergeReport | null>(null)
  readonly #stop = new AbortController()

  constructor(warRoom: Pick<WarRoom, 'watchPartition' | 'getMergeReport'>, incident: IncidentId) {
    const { signal } = this.#stop
    let asked = 0
    void warRoom.watchPartition(null, {
      signal,
      onEmit: async (partition) => {
        const ticket = ++asked
        const answer = partition ? await warRoom.getMergeReport({ incident }, { signal }) : null
        if (ticket === asked && !signal.aborted) this.report = answer?.ok ? answer.value : null
      }
    })
  }

  close(): void {
    this.#stop.abort()
  }
}

/** Places of text in which both sides wrote. */
export const countTexts = (report: MergeReport | null): number => (report ? report.paragraphs.length + report.bothEdited.length : 0)
