import { elementAt, parseJson, scanArray } from './jsonArray.ts'
import { isObject, type Json } from './values.ts'

/** One record of a file, or what is in its place. `end` is how much of the file is read then, in bytes or characters. */
export interface RawRecord {
  line: number
  end: number
  value?: unknown
  reason?: string
}

/** A file as a list of records, whatever holds them: lines, an array, or an object around an array. */
export interface RecordFile {
  records(): Iterable<RawRecord>
  /** About how many; for progress. */
  total: number
  /** The object beside the records. */
  page: Json | null
}

const LISTS = /(?<!\\)"(?:incidents|scheduled_maintenances)"\s*:\s*\[/g
const PAGE = /(?<!\\)"page"\s*:\s*(?=\{)/g

/** Read a file of JSON lines, a JSON array, or an object with `incidents` or `scheduled_maintenances`. Nothing throws. */
export function readRecords(input: Uint8Array): RecordFile {
  const bytes = asUtf8(input)
  const start = firstByte(bytes)
  if (bytes[start] === OPEN_BRACKET) {
    const text = decode(bytes)
    return arrayFile(text, [text.indexOf('[') + 1], null)
  }
  const firstLine = parseJson(decode(bytes.subarray(start, lineEnd(bytes, start))))
  if (firstLine.ok && !(isObject(firstLine.value) && hasList(firstLine.value))) return lineFile(bytes)
  const text = decode(bytes)
  const lists = [...text.matchAll(LISTS)].map((match) => match.index + match[0].length)
  if (lists.length > 0) return arrayFile(text, lists, readPage(text))
  const whole = parseJson(text)
  if (!whole.ok) return lineFile(bytes)
  const only: RawRecord = { line: lineAt(text, text.indexOf('{')), end: bytes.length, value: whole.value }
  return { records: () => [only], total: 1, page: null }
}

const hasList = (value: Json): boolean => Array.isArray(value['incidents']) || Array.isArray(value['scheduled_maintenances'])

const OPEN_BRACKET = 91
const NEWLINE = 10
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Editors on Windows write UTF-16 with a byte order mark; a UTF-8 mark is dropped. */
function asUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextEncoder().encode(new TextDecoder('utf-16le').decode(bytes))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3)
  return bytes
}

function firstByte(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length && bytes[at]! <= 32) at++
  return at
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(NEWLINE, from)
  return end === -1 ? bytes.length : end
}

function lineFile(bytes: Uint8Array): RecordFile {
  let total = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) total++
  return { records: () => readLines(bytes), total: total + (bytes.at(-1) === NEWLINE ? 0 : 1), page: null }
}

function* readLines(bytes: Uint8Array): Generator<RawRecord> {
  const decoder = new TextDecoder()
  let line = 0
  for (let start = 0; start < bytes.length;) {
    const end = lineEnd(bytes, start)
    line++
    const text = decoder.decode(bytes.subarray(start, end)).trim()
    start = end + 1
    if (text === '') continue
    const parsed = parseJson(text)
    yield parsed.ok ? { line, end, value: parsed.value } : { line, end, reason: parsed.reason }
  }
}

function arrayFile(text: string, lists: readonly number[], page: Json | null): RecordFile {
  return { records: () => readArrays(text, lists), total: countElements(text, lists), page }
}

/** Without parsing them: enough to know about how many there are. */
function countElements(text: string, lists: readonly number[]): number {
  const next = /[\]{]/g
  let count = 0
  let at = 0
  for (const from of lists) {
    if (from < at) continue
    next.lastIndex = from
    for (let match = next.exec(text); match?.[0] === '{'; match = next.exec(text)) {
      at = elementAt(text, match.index).end
      next.lastIndex = at
      count++
    }
  }
  return count
}

function* readArrays(text: string, lists: readonly number[]): Generator<RawRecord> {
  let line = 1
  let counted = 0
  let scanned = 0
  for (const from of lists) {
    // a list inside a record belongs to that record
    if (from < scanned) continue
    for (const { start, end, value, reason } of scanArray(text, from)) {
      for (let at = text.indexOf('\n', counted); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) line++
      counted = start
      scanned = end
      yield { line, end, value, reason }
    }
  }
}

function readPage(text: string): Json | null {
  const [match] = text.matchAll(PAGE)
  if (!match) return null
  const parsed = parseJson(elementAt(text, match.index + match[0].length).text)
  return parsed.ok && isObject(parsed.value) ? parsed.value : null
}

const lineAt = (text: string, index: number): number => text.slice(0, Math.max(0, index)).split('\n').length
