/** From and before, in characters of the text. */
export type Range = readonly [number, number]

export interface FuzzyMatch {
  /** Higher is nearer to what was typed; only for comparing. */
  score: number
  /** What matched, in order and apart. */
  ranges: Range[]
}

const WHOLE = 120
const START = 100
const WORD = 80
const INITIALS = 60
const INSIDE = 40
/** Two letters are initials of half the language. */
const SHORTEST_LOOSE = 3
/** Of two as good, the shorter text, and the earlier place in it. */
const PER_CHARACTER = 0.2

/**
 * How well a text answers what was typed: every word of it must be in the text, as a start of the text, a start of a word, initials
 * of words in a row ("cst" in "Change status to"), or within a word. Case and accents do not count. undefined: it does not.
 */
export function fuzzyMatch(typed: string, text: string): FuzzyMatch | undefined {
  const folded = fold(text)
  let score = 0
  const found: Range[] = []
  const words = wordsOf(typed)
  for (const word of words) {
    const match = matchWord(word, folded)
    if (!match) return undefined
    score += match.score
    found.push(...match.ranges)
  }
  const whole = folded === words.join(' ') ? WHOLE : 0
  return { score: score / Math.max(1, words.length) + whole - text.length * PER_CHARACTER, ranges: merge(found) }
}

/** What was typed, word by word, folded. */
export const wordsOf = (typed: string): string[] => fold(typed).split(/\s+/).filter(Boolean)

/** Small letters without accents, one for each character of the text, so that places stay. */
export function fold(text: string): string {
  let folded = ''
  for (const character of text) {
    const plain = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    folded += plain.length === character.length ? plain : character
  }
  return folded
}

function matchWord(word: string, text: string): FuzzyMatch | undefined {
  let inside = -1
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0) return one(START, at, word)
    if (isWordStart(text, at)) return one(WORD - at * PER_CHARACTER, at, word)
    if (inside < 0) inside = at
  }
  const initials = word.length >= SHORTEST_LOOSE ? matchInitials(word, text) : undefined
  if (initials) return initials
  return inside < 0 || word.length < SHORTEST_LOOSE ? undefined : one(INSIDE - inside * PER_CHARACTER, inside, word)
}

const one = (score: number, at: number, word: string): FuzzyMatch => ({ score, ranges: [[at, at + word.length]] })
const isWordStart = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)

/** Each letter begins a word or follows the letter before it: `chst` in "change status". */
function matchInitials(word: string, text: string): FuzzyMatch | undefined {
  const ranges = initialsIn(word, text)
  if (!ranges) return undefined
  const merged = merge(ranges)
  return { score: INITIALS - merged.length * 4 - merged[0]![0] * PER_CHARACTER, ranges: merged }
}

function initialsIn(word: string, text: string): Range[] | undefined {
  const starts = [...text].flatMap((_, at) => (isWordStart(text, at) ? [at] : []))
  /** Places known to lead nowhere: without them "aaaa…" in "a a a …" is tried in every combination. */
  const dead = new Set<string>()
  const from = (index: number, at: number): Range[] | undefined => {
    if (index === word.length) return []
    const key = `${index} ${at}`
    if (dead.has(key)) return undefined
    const next = [...(index > 0 ? [at] : []), ...starts.filter((start) => start >= at)]
    for (const place of next) {
      if (text[place] !== word[index]) continue
      const rest = from(index + 1, place + 1)
      if (rest) return [[place, place + 1], ...rest]
    }
    dead.add(key)
    return undefined
  }
  return from(0, 0)
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: [number, number][] = []
  for (const [from, before] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], before)
    else merged.push([from, before])
  }
  return merged
}

/** A text cut where it matched, for marking. */
export function cut(text: string, ranges: readonly Range[]): { text: string; isMatch: boolean }[] {
  const parts: { text: string; isMatch: boolean }[] = []
  let at = 0
  for (const [from, before] of ranges) {
    if (from > at) parts.push({ text: text.slice(at, from), isMatch: false })
    parts.push({ text: text.slice(from, before), isMatch: true })
    at = before
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMatch: false })
  return parts
}
