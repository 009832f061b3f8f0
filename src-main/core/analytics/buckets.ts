/**
 * The bucket of each row. Cells of equal length, shorter than the shortest bucket, each know the bucket they begin in: so a row needs
 * one look and one comparison. Rows lie within the edges.
 */
export function bucketsOf(rows: Uint32Array, times: Float64Array, edges: readonly number[]): Uint32Array {
  const buckets = new Uint32Array(rows.length)
  const count = edges.length - 1
  if (count < 2) return buckets
  const [first, length] = [edges[0]!, shortest(edges)]
  const cells = Math.ceil((edges[count]! - first) / length)
  // one short bucket among long ones: not worth a table
  if (cells > MAX_CELLS) return buckets.map((_, at) => search(edges, times[rows[at]!]!))
  const bucketAt = tableOf(edges, first, length, cells)
  const starts = Float64Array.from(edges)
  for (let at = 0; at < rows.length; at++) {
    const time = times[rows[at]!]!
    const bucket = bucketAt[Math.floor((time - first) / length)]!
    buckets[at] = time >= starts[bucket + 1]! ? bucket + 1 : bucket
  }
  return buckets
}

const MAX_CELLS = 1 << 20

const shortest = (edges: readonly number[]): number =>
  edges.reduce((least, edge, at) => (at === 0 ? least : Math.min(least, edge - edges[at - 1]!)), Infinity)

function tableOf(edges: readonly number[], first: number, length: number, cells: number): Uint32Array {
  const table = new Uint32Array(cells)
  let bucket = 0
  for (let cell = 0; cell < cells; cell++) {
    while (edges[bucket + 1]! <= first + cell * length) bucket += 1
    table[cell] = bucket
  }
  return table
}

function search(edges: readonly number[], time: number): number {
  let [low, high] = [0, edges.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (edges[middle]! <= time) low = middle
    else high = middle
  }
  return low
}
