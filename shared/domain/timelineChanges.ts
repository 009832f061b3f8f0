import type { Entry } from './incident.ts'

/** The order of a timeline: by time; one time: in the order of writing. */
export const inTime = (a: Pick<Entry, 'at' | 'id'>, b: Pick<Entry, 'at' | 'id'>): number =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Between two timelines of one incident, both in order. What moved in time left one place and came to another. */
export interface TimelineChanges {
  left: Entry[]
  came: Entry[]
}

export function timelineChanges(before: readonly Entry[], after: readonly Entry[]): TimelineChanges {
  const changes: TimelineChanges = { left: [], came: [] }
  let [old, now] = [0, 0]
  while (old < before.length || now < after.length) {
    const [was, is] = [before[old], after[now]]
    const order = was === is ? 0 : !was ? 1 : !is ? -1 : inTime(was, is)
    if (order < 0) changes.left.push(was!)
    if (order > 0) changes.came.push(is!)
    if (order <= 0) old += 1
    if (order >= 0) now += 1
  }
  return changes
}
