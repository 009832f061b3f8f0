import { COMPARISONS, type Comparison } from './ast.ts'

/** `text`: free text and fields. `value`: right after `field:`. `group`: in the parentheses after `field:`. `bound`: in `[a TO b]`. */
export type LexMode = 'text' | 'value' | 'group' | 'bound'

export type Token = { at: number; length: number } & (
  | { type: 'end' | 'open' | 'close' | 'and' | 'or' | 'not' | 'minus' | 'rangeOpen' | 'rangeClose' }
  /** `length` holds the colon. */
  | { type: 'field'; text: string }
  | { type: 'comparison'; comparison: Comparison }
  | { type: 'word'; text: string; hasStar: boolean; isQuoted: boolean }
  | { type: 'wrong'; message: string }
)

const SPACE = /\s*/y
const WORD = /[^\s()"]+/y
const BOUND = /[^\s()"\]]+/y
const QUOTED = /"((?:[^"\\]|\\.)*)"(\*?)/sy
/** What stands before a colon like this is meant as a field; `10:30` and `#5:` are not. */
const FIELD = /([\p{L}_][\p{L}\p{N}_.-]*):/uy
const KEYWORDS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not']
])

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** The token at or after `from`, spaces skipped. */
export function readToken(text: string, from: number, mode: LexMode): Token {
  const at = from + (mode === 'value' ? 0 : (matchAt(SPACE, text, from)?.[0].length ?? 0))
  const char = text[at]
  if (char === undefined) return { type: 'end', at, length: 0 }
  // a value follows its colon without a space; the parser says so
  if (mode === 'value' && /\s/.test(char)) return { type: 'end', at, length: 0 }
  if (char === '(') return { type: 'open', at, length: 1 }
  if (char === ')') return { type: 'close', at, length: 1 }
  if (char === '"') return readQuoted(text, at)
  if (mode === 'bound') return char === ']' ? { type: 'rangeClose', at, length: 1 } : readWord(text, at, BOUND)
  if (mode !== 'text') {
    if (char === '[') return { type: 'rangeOpen', at, length: 1 }
    const comparison = COMPARISONS.find((sign) => text.startsWith(sign, at))
    if (comparison) return { type: 'comparison', comparison, at, length: comparison.length }
  }
  return mode === 'value' ? readWord(text, at, WORD) : readOperatorOrWord(text, at)
}

function readOperatorOrWord(text: string, at: number): Token {
  if (text[at] === '-') return { type: 'minus', at, length: 1 }
  const field = matchAt(FIELD, text, at)
  if (field) return { type: 'field', text: field[1] ?? '', at, length: field[0].length }
  const keyword = KEYWORDS.get(matchAt(WORD, text, at)?.[0] ?? '')
  if (keyword) return { type: keyword, at, length: keyword.length }
  return readWord(text, at, WORD)
}

function readQuoted(text: string, at: number): Token {
  const match = matchAt(QUOTED, text, at)
  if (!match) return { type: 'wrong', message: 'This quote is never closed: expected another ".', at, length: text.length - at }
  const content = (match[1] ?? '').replace(/\\(["\\])/g, '$1')
  return { type: 'word', text: content, hasStar: match[2] === '*', isQuoted: true, at, length: match[0].length }
}

function readWord(text: string, at: number, pattern: RegExp): Token {
  const raw = matchAt(pattern, text, at)?.[0] ?? ''
  const hasStar = raw.endsWith('*')
  const word = hasStar ? raw.slice(0, -1) : raw
  const star = word.indexOf('*')
  if (star === -1) return { type: 'word', text: word, hasStar, isQuoted: false, at, length: raw.length }
  return {
    type: 'wrong',
    message: 'A * may stand only at the end of a word. To search for the sign itself, use quotes.',
    at: at + star,
    length: 1
  }
}

/** Whether `text` needs quotes to be read as one word, in any mode. */
export function needsQuotes(text: string): boolean {
  if (!/^[\p{L}\p{N}_][^\s()"*\\[\]]*$/u.test(text)) return true
  return KEYWORDS.has(text) || text === 'TO' || matchAt(FIELD, text, 0) !== null
}
