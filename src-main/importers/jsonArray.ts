/*
 * The elements of a JSON array, one by one and with their place, so that a bad one does not lose the others.
 */

export interface Element {
  text: string
  /** Where it starts in the whole text. */
  start: number
  /** Where the next may start. */
  end: number
}

const QUOTE = 34
const BACKSLASH = 92
const NEWLINE = 10

/**
 * The value that starts at `start`, up to the comma or bracket that ends it, or to the end of the text.
 * A string ends at a line break, which JSON does not allow in it: a lost quote then costs one line and not the rest of the file.
 */
export function elementAt(text: string, start: number): Element {
  let depth = 0
  let inString = false
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === BACKSLASH) index++
      else if (code === QUOTE || code === NEWLINE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) {
      if (depth === 0) return { text: text.slice(start, index), start, end: index }
      depth--
      // a closed object or array ends here even where its comma is missing
      if (depth === 0) return { text: text.slice(start, index + 1), start, end: index + 1 }
    } else if (code === 44 && depth === 0) return { text: text.slice(start, index), start, end: index }
  }
  return { text: text.slice(start), start, end: text.length }
}

/**
 * Elements of the array whose first one may start at `from`, until its closing bracket. After one that is not JSON the scan goes on
 * where an element starts that looks like the first: at the same indentation, or with the same keys.
 */
export function* scanArray(text: string, from: number): Generator<{ start: number; end: number; value?: unknown; reason?: string }> {
  let at = nextStart(text, from)
  let mark: Mark | undefined
  while (at < text.length && text[at] !== ']') {
    const element = elementAt(text, at)
    const parsed = parseJson(element.text)
    if (parsed.ok) {
      mark ??= markOf(text, at, parsed.value)
      yield { start: at, end: element.end, value: parsed.value }
      at = nextStart(text, element.end)
    } else {
      const next = findMark(text, at + 1, mark ?? lineMark(text, at))
      yield { start: at, end: next ?? element.end, reason: parsed.reason }
      // always forward, also where a stray bracket makes an empty element
      at = next ?? nextStart(text, Math.max(element.end, at + 1))
    }
  }
}

function nextStart(text: string, from: number): number {
  let at = from
  while (at < text.length && ', \t\r\n}'.includes(text[at]!)) at++
  return at
}

/** How the start of an element can be told from what is inside one. */
interface Mark {
  pattern: RegExp
  /** Keys most of which an element has; empty where the pattern is enough. */
  keys: readonly string[]
}

function markOf(text: string, start: number, value: unknown): Mark | undefined {
  const byLine = lineMark(text, start)
  if (byLine) return byLine
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  return keys[0] === undefined ? undefined : { pattern: new RegExp(`\\{\\s*"${RegExp.escape(keys[0])}"\\s*:`, 'g'), keys }
}

function lineMark(text: string, start: number): Mark | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1)
  const indent = text.slice(lineStart + 1, start)
  const isAlone = lineStart !== -1 && /^[ \t]*$/.test(indent) && text[start] === '{'
  return isAlone ? { pattern: new RegExp(`\\n${indent}\\{`, 'g'), keys: [] } : undefined
}

/** So many places are tried before the rest of an array on one line is given up. */
const MAX_TRIES = 1000

function findMark(text: string, from: number, mark: Mark | undefined): number | undefined {
  if (!mark) return undefined
  mark.pattern.lastIndex = from
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const match = mark.pattern.exec(text)
    if (!match) return undefined
    const at = match.index + match[0].indexOf('{')
    if (mark.keys.length === 0 || looksLike(text, at, mark.keys)) return at
  }
  return undefined
}

/** Objects inside an element start with the same key now and then; only a sibling has most of the others too. */
function looksLike(text: string, at: number, keys: readonly string[]): boolean {
  const parsed = parseJson(elementAt(text, at).text)
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
