/*
 * The elements of a JSON array, one by one and with their place, so that a bad one does not lose the others.
 */

export interface Element {
  text: string
  /** Where it starts in the whole text. */
  start: number
  /** Where the next may start. */
  end: number
  /** It was ended by its own bracket, a comma or the end of the array, not by the end of what was looked at. */
  isWhole: boolean
}

const QUOTE = 34
const BACKSLASH = 92
const NEWLINE = 10

/**
 * The value that starts at `start`, up to the comma or bracket that ends it, or to `limit`.
 * A string ends at a line break, which JSON does not allow in it: a lost quote then costs one line and not the rest of the file.
 */
export function elementAt(text: string, start: number, limit = text.length): Element {
  let depth = 0
  let inString = false
  for (let index = start; index < limit; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === BACKSLASH) index++
      else if (code === QUOTE || code === NEWLINE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      if (depth === 0) return { text: text.slice(start, index), start, end: index, isWhole: true }
      depth--
      // a closed object or array ends here even where its comma is missing
      if (depth === 0) return { text: text.slice(start, index + 1), start, end: index + 1, isWhole: true }
    } else if (code === 44 && depth === 0) return { text: text.slice(start, index), start, end: index, isWhole: true }
  }
  return { text: text.slice(start, limit), start, end: limit, isWhole: false }
}

export interface Scanned {
  start: number
  end: number
  value?: unknown
  /** Why there is no value. */
  reason?: string
}

/** How many characters may be looked at more than once: damage must not make a file take for ever. */
interface Budget {
  left: number
}

/**
 * Elements of the array whose first one may start at `from`, until its closing bracket. After one that is not JSON the scan goes on
 * where an element starts that looks like the first: at the same indentation, or with the same keys.
 */
export function* scanArray(text: string, from: number): Generator<Scanned> {
  const budget: Budget = { left: 20 * text.length + 1_000_000 }
  let at = nextStart(text, from)
  let mark: Mark | undefined
  while (at < text.length && text[at] !== ']') {
    const line = mark?.isLine ? mark : mark ? undefined : lineMark(text, at)
    const nextLine = findMark(text, at + 1, line, budget)
    const element = boundedElement(text, at, nextLine, budget)
    const parsed = parseJson(element.text)
    if (parsed.ok) {
      mark ??= markOf(text, at, parsed.value)
      yield { start: at, end: element.end, value: parsed.value }
      at = nextStart(text, element.end)
      continue
    }
    if (budget.left <= 0 && nextLine === undefined) {
      yield { start: at, end: text.length, reason: 'the list is too damaged to be read further' }
      return
    }
    const next = nextLine ?? findMark(text, at + 1, mark, budget)
    yield { start: at, end: next ?? element.end, reason: parsed.reason }
    // always forward, also where a stray bracket makes an empty element
    at = next ?? nextStart(text, Math.max(element.end, at + 1))
  }
}

/** Usually it ends before the next line that looks like a start; where it does not, that line may still be inside it. */
function boundedElement(text: string, at: number, nextLine: number | undefined, budget: Budget): Element {
  const element = elementAt(text, at, nextLine)
  if (nextLine === undefined) budget.left -= element.end - at
  if (element.isWhole || nextLine === undefined || budget.left <= 0) return element
  const whole = elementAt(text, at)
  budget.left -= whole.end - at
  return whole
}

function nextStart(text: string, from: number): number {
  let at = from
  while (at < text.length && ', \t\r\n}'.includes(text[at]!)) at++
  return at
}

/** How the start of an element can be told from what is inside one. */
interface Mark {
  pattern: RegExp
  isLine: boolean
  /** Keys most of which an element has, where the pattern alone does not tell. */
  keys: readonly string[]
}

function markOf(text: string, start: number, value: unknown): Mark | undefined {
  const byLine = lineMark(text, start)
  if (byLine) return byLine
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  return keys[0] === undefined ? undefined : { pattern: new RegExp(`\\{\\s*"${RegExp.escape(keys[0])}"\\s*:`, 'g'), isLine: false, keys }
}

function lineMark(text: string, start: number): Mark | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1)
  const indent = text.slice(lineStart + 1, start)
  const isAlone = lineStart !== -1 && /^[ \t]*$/.test(indent) && text[start] === '{'
  return isAlone ? { pattern: new RegExp(`\\n${indent}\\{`, 'g'), isLine: true, keys: [] } : undefined
}

function findMark(text: string, from: number, mark: Mark | undefined, budget: Budget): number | undefined {
  if (!mark) return undefined
  mark.pattern.lastIndex = from
  while (mark.isLine || budget.left > 0) {
    const match = mark.pattern.exec(text)
    if (!match) return undefined
    const at = match.index + match[0].indexOf('{')
    if (mark.isLine || looksLike(text, at, mark.keys, budget)) return at
  }
  return undefined
}

/** Objects inside an element start with the same key now and then; only a sibling has most of the others too. */
function looksLike(text: string, at: number, keys: readonly string[], budget: Budget): boolean {
  const element = elementAt(text, at)
  budget.left -= element.end - at
  const parsed = parseJson(element.text)
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return false
  const found = parsed.value
  return keys.filter((key) => Object.hasOwn(found, key)).length > keys.length * 0.6
}

export type ParsedJson = { ok: true; value: unknown } | { ok: false; reason: string }

export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : ''
    return { ok: false, reason: `it is not valid JSON: ${detail}` }
  }
}
