import type { ActorId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'

/** What of the entries of others is read aloud. */
export const ANNOUNCED = ['all', 'flagged', 'none'] as const
export type Announced = (typeof ANNOUNCED)[number]

/** The entries somebody wants to hear of: never their own. */
export function entriesToTell(timeline: readonly Entry[], me: ActorId, which: Announced): Entry[] {
  switch (which) {
    case 'all':
      return timeline.filter(({ author }) => author !== me)
    case 'flagged':
      return timeline.filter(({ author, flagged }) => author !== me && flagged)
    case 'none':
      return []
  }
}
