/** What is shown of a drawing: buckets, both ends included. */
export interface Range {
  from: number
  to: number
}

/** As wide as it is, with `bucket` in it. */
export function moved({ from, to }: Range, bucket: number): Range {
  const step = bucket < from ? bucket - from : Math.max(0, bucket - to)
  return { from: from + step, to: to + step }
}

/** Around `centre`, which stays where it is; at least two buckets, at most all of them. More than 1 shows less. */
export function zoomed({ from, to }: Range, factor: number, centre: number, last: number): Range {
  const width = Math.min(last, Math.max(1, Math.round((to - from) / factor)))
  const share = to === from ? 0.5 : (centre - from) / (to - from)
  const start = Math.min(last - width, Math.max(0, Math.round(centre - share * width)))
  return { from: start, to: start + width }
}
