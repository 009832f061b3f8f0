import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** Something with a place among others; `order` is a key of fractional order, and compares as text. */
export interface Placed {
  id: string
  order: string
}

/**
 * The new keys that put `id` at `index` of `items` (in their order now, counted without it; it may be new among them). One key where
 * there is room between its neighbours, so that two people who move two things do not undo each other; where neighbours have one key,
 * as two who added something at once left them, theirs too; all of them where keys are missing.
 */
export function moveTo(items: readonly Placed[], id: string, index: number): Placed[] {
  const others = items.filter((item) => item.id !== id)
  const at = Math.max(0, Math.min(index, others.length))
  if (items[at]?.id === id) return []
  const between = keyBetween(others[at - 1]?.order, others[at]?.order)
  if (between !== undefined) return [{ id, order: between }]
  const apart = movedApart(others, id, at)
  if (apart) return apart
  const ids = others.map((item) => item.id)
  ids.splice(at, 0, id)
  const keys = generateNKeysBetween(null, null, ids.length)
  return ids.map((each, place) => ({ id: each, order: keys[place]! }))
}

/** `id` before the neighbours that share the key of the one before it: they move on, everything else keeps its key. */
function movedApart(others: readonly Placed[], id: string, at: number): Placed[] | undefined {
  const before = others[at - 1]?.order ?? ''
  const next = others.findIndex(({ order }, index) => index >= at && order > before)
  const shared = others.slice(at, next < 0 ? undefined : next)
  try {
    const keys = generateNKeysBetween(before || null, others[next]?.order ?? null, shared.length + 1)
    return [id, ...shared.map((item) => item.id)].map((each, place) => ({ id: each, order: keys[place]! }))
  } catch {
    return undefined
  }
}

/** A key behind all of these. */
export function orderAfter(items: readonly Pick<Placed, 'order'>[]): string {
  const keys = items
    .map(({ order }) => order)
    .filter(isKey)
    .sort(compare)
  return generateKeyBetween(keys.at(-1) ?? null, null)
}

/** So many keys behind all of these, in rising order. */
export function ordersAfter(items: readonly Pick<Placed, 'order'>[], count: number): string[] {
  const keys = items
    .map(({ order }) => order)
    .filter(isKey)
    .sort(compare)
  return generateNKeysBetween(keys.at(-1) ?? null, null, count)
}

/** undefined: there is no room, or a neighbour has no key of this kind. */
function keyBetween(before: string | undefined, after: string | undefined): string | undefined {
  try {
    return generateKeyBetween(before ?? null, after ?? null)
  } catch {
    return undefined
  }
}

function isKey(order: string): boolean {
  return keyBetween(order, undefined) !== undefined
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
