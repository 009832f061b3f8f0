import type { Group } from '#shared/analytics/figures.ts'
import type { ColumnIndex } from '../index/columnIndex.ts'

/** The groups of every row as numbers; 0 is that of rows without a value. */
export interface GroupColumn {
  /** By number. */
  names: readonly Group[]
  /** By row: which of `lists`. */
  listOf: Uint32Array
  lists: readonly Uint32Array[]
}

const NONE: Group = { type: 'none', value: '' }
const ONLY_NONE = Uint32Array.of(0)

/** `field`: name of a search field of names, or of a number field. */
export function groupsOf(index: ColumnIndex, field: string, isNumber: boolean): GroupColumn {
  if (isNumber) return numberGroups(index, field)
  const column = index.values.get(field)
  if (!column) return { names: [NONE], listOf: new Uint32Array(index.capacity), lists: [ONLY_NONE] }
  const { listOf, lists } = column.rowLists
  return {
    names: [NONE, ...column.names.map((value): Group => ({ type: 'value', value }))],
    listOf,
    lists: lists.map((ids) => (ids.length === 0 ? ONLY_NONE : ids.map((id) => id + 1)))
  }
}

/** Each different number is a group. */
function numberGroups(index: ColumnIndex, field: string): GroupColumn {
  const numbers = index.numbers.get(field)?.numbers
  const listOf = new Uint32Array(index.capacity)
  const codes = new Map<number, number>()
  const names = [NONE]
  for (let row = 0; numbers && row < numbers.length; row++) {
    const number = numbers[row]!
    if (Number.isNaN(number)) continue
    let code = codes.get(number)
    if (code === undefined) {
      codes.set(number, (code = names.length))
      names.push({ type: 'value', value: String(number) })
    }
    listOf[row] = code
  }
  return { names, listOf, lists: names.map((_, code) => Uint32Array.of(code)) }
}

export interface GroupRows {
  rows: Uint32Array
  groups: Uint32Array
}

/** Each row once for each of its groups. `placeOf`: by group the place it counts at; several at one place count once. */
export function spread(rows: Uint32Array, { listOf, lists }: GroupColumn, placeOf: Uint32Array): GroupRows {
  const placed = lists.map((ids) => Uint32Array.from(new Set(Array.from(ids, (id) => placeOf[id]!))))
  let size = 0
  for (let at = 0; at < rows.length; at++) size += placed[listOf[rows[at]!]!]!.length
  const spreadRows = new Uint32Array(size)
  const groups = new Uint32Array(size)
  let next = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    const places = placed[listOf[row]!]!
    for (let place = 0; place < places.length; place++) {
      spreadRows[next] = row
      groups[next] = places[place]!
      next += 1
    }
  }
  return { rows: spreadRows, groups }
}
