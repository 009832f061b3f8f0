/**
 * The value that would stand at `k` if these were sorted. Afterwards nothing before `k` is greater, and nothing behind it is less.
 * Middle of three as the pivot, so that sorted values are quick; a part that does not get shorter is sorted.
 */
export function select(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1]
  for (let turn = 0; high - low > SHORT; turn++) {
    if (turn === MAX_TURNS) {
      values.subarray(low, high + 1).sort()
      return values[k]!
    }
    const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!)
    let [left, right] = [low, high]
    while (left <= right) {
      while (values[left]! < pivot) left += 1
      while (values[right]! > pivot) right -= 1
      if (left > right) break
      const value = values[left]!
      values[left] = values[right]!
      values[right] = value
      left += 1
      right -= 1
    }
    if (k <= right) high = right
    else if (k >= left) low = left
    else return values[k]!
  }
  insertionSort(values, low, high)
  return values[k]!
}

const SHORT = 12
const MAX_TURNS = 48

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))

function insertionSort(values: Float64Array, low: number, high: number): void {
  for (let at = low + 1; at <= high; at++) {
    const value = values[at]!
    let place = at - 1
    while (place >= low && values[place]! > value) {
      values[place + 1] = values[place]!
      place -= 1
    }
    values[place + 1] = value
  }
}
