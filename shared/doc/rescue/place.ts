import type { Around } from './lost.ts'

/** A place among letters, and how well it fits. */
export interface Place {
  index: number
  /** Letters on both sides that are the same, in order, others between them or not. */
  fits: number
}

/** Letters looked at on either side. */
const REACH = 40

/** The most `bestPlace` can give. */
export const fullFit = ({ before, after }: Around): number => Math.min(REACH, before.length) + Math.min(REACH, after.length)

/** Where something stands best that had this around it; where that is much the same, beside the letters that were beside it. */
export function bestPlace(letters: string, around: Around): Place {
  const [before, after] = [reversed(around.before.slice(-REACH)), around.after.slice(0, REACH)]
  let best: Place = { index: 0, fits: -1 }
  let beside = -1
  for (let index = 0; index <= letters.length; index += 1) {
    const left = reversed(letters.slice(Math.max(0, index - REACH), index))
    const right = letters.slice(index, index + REACH)
    const fits = common(before, left) + common(after, right)
    const near = sameStart(before, left) + sameStart(after, right)
    if (fits < best.fits || (fits === best.fits && near <= beside)) continue
    best = { index, fits }
    beside = near
  }
  return best
}

const reversed = (letters: string): string => letters.split('').reverse().join('')

function sameStart(a: string, b: string): number {
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1
  return same
}

/** The length of the longest common subsequence. */
function common(a: string, b: string): number {
  let row = new Uint8Array(b.length + 1)
  for (const letter of a) {
    const next = new Uint8Array(b.length + 1)
    for (let at = 0; at < b.length; at += 1) next[at + 1] = letter === b[at] ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!)
    row = next
  }
  return row[b.length]!
}
