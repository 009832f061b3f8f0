import type { TimeSeriesData } from './panelData.ts'

type Buckets = Pick<TimeSeriesData, 'buckets' | 'isRunning' | 'partial' | 'step'>

const isRunningAt = ({ buckets, isRunning }: Buckets, bucket: number): boolean => isRunning === true && bucket === buckets.length - 1

/** Buckets whose values will or would be higher. */
export const partialOf = (data: Buckets): number[] =>
  data.buckets.flatMap((_bucket, index) => (isRunningAt(data, index) || data.partial?.includes(index) ? [index] : []))

/** `Week of 16 Nov 2026, so far` */
export function bucketTitle(data: Buckets, bucket: number): string {
  const { title } = data.buckets[bucket]!
  return isRunningAt(data, bucket) ? `${title}, so far` : data.partial?.includes(bucket) ? `${title}, in part` : title
}

/** `first week in part, last week so far`; undefined: all are whole. */
export function partialWords(data: Buckets): string | undefined {
  const last = data.buckets.length - 1
  const named = partialOf(data).map((bucket) => {
    const which = bucket === last ? 'last' : bucket === 0 ? 'first' : data.buckets[bucket]!.label
    return `${which} ${data.step} ${isRunningAt(data, bucket) ? 'so far' : 'in part'}`
  })
  return named.length === 0 ? undefined : named.join(', ')
}
