import type { ImportFormat } from '#shared/bridge/warRoomApi.ts'
import { isCloudStatus, parseCloudStatus } from './cloudStatus.ts'
import type { ImportItem, ParsedRecord } from './foreign.ts'
import { isMarkdownFile, readPostmortems, type PostmortemOptions } from './postmortem/readPostmortems.ts'
import { readRecords, type RawRecord, type RecordFile } from './records.ts'
import { isStatusFeed, parseStatusFeed } from './statusFeed.ts'
import { isStatuspage, parseStatuspage } from './statuspage.ts'
import { isObject, type Json } from './values.ts'

/** Formats that are lists of records. A bundle is merged by the core, a postmortem is read as a text. */
export type KnownFormat = Exclude<ImportFormat, 'auto' | 'bundle' | 'postmortem'>

interface Format {
  name: KnownFormat
  /** Said where a file is none of them. */
  title: string
  isRecord(record: Json): boolean
  parse(record: Json, page: Json | null): ParsedRecord
}

/** A new format is a file and a row here. The first that knows a record reads it. */
export const FORMATS: readonly Format[] = [
  { name: 'statuspage', title: 'Statuspage incidents.json', isRecord: isStatuspage, parse: parseStatuspage },
  { name: 'cloudStatus', title: 'cloud status JSON', isRecord: isCloudStatus, parse: parseCloudStatus },
  { name: 'statusFeed', title: 'status feed JSON lines', isRecord: isStatusFeed, parse: parseStatusFeed }
]

export interface OpenedImport {
  /** auto: the file is none of the known ones, and its only item says so. */
  format: ImportFormat
  items: Iterable<ImportItem & { end: number }>
  /** About how many records. */
  total: number
  totalBytes: number
}

/** So many records are looked at to tell what a file is; more, while none of them is known. */
const SAMPLE = 50
const MAX_SAMPLE = 2000

export type OpenOptions = PostmortemOptions

/** Reads nothing but the start of a large file yet. `wanted` is what the person said it is, or auto. */
export function openImport(
  bytes: Uint8Array,
  wanted: ImportFormat,
  options: OpenOptions = { name: '', zone: 'UTC', now: Date.now() }
): OpenedImport {
  const isText = wanted === 'postmortem' || (wanted === 'auto' && isMarkdownFile(options.name, decode(bytes.subarray(0, 5000))))
  if (isText) return openPostmortems(bytes, options)
  const file = readRecords(bytes)
  const format = FORMATS.find(({ name }) => name === (wanted === 'auto' ? detect(file) : wanted))
  const totalBytes = bytes.length
  if (!format)
    return { format: 'auto', total: 0, totalBytes, items: [{ line: null, end: totalBytes, ok: false, reason: unknownFile(bytes) }] }
  return { format: format.name, items: readItems(file.records(), format, file.page), total: file.total, totalBytes }
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function openPostmortems(bytes: Uint8Array, options: OpenOptions): OpenedImport {
  const totalBytes = bytes.length
  const items = readPostmortems(decode(bytes), options).map((item) => ({ ...item, end: totalBytes }))
  return { format: 'postmortem', items, total: items.length, totalBytes }
}

function unknownFile(bytes: Uint8Array): string {
  const what = bytes.length === 0 ? 'The file is empty' : 'The file has no incidents in a known format'
  return `${what}. Expected one of: ${[...FORMATS.map(({ title }) => title), 'postmortem in Markdown', 'Muster bundle'].join(', ')}.`
}

function detect({ records, page }: RecordFile): KnownFormat | undefined {
  const votes = new Map<KnownFormat, number>()
  let seen = 0
  for (const { value } of records()) {
    if (seen++ >= (votes.size > 0 ? SAMPLE : MAX_SAMPLE)) break
    const format = isObject(value) ? FORMATS.find(({ isRecord }) => isRecord(value)) : undefined
    if (format) votes.set(format.name, (votes.get(format.name) ?? 0) + 1)
  }
  // a page without incidents is still a page
  if (seen === 0 && page) return 'statuspage'
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function* readItems(records: Iterable<RawRecord>, format: Format, page: Json | null): Generator<ImportItem & { end: number }> {
  for (const { line, end, value, reason } of records) {
    if (reason !== undefined || !isObject(value)) {
      yield { line, end, ok: false, reason: reason ?? `expected an object with an incident, found ${nameOf(value)}` }
      continue
    }
    const parsed = format.parse(value, page)
    if (!parsed.ok) {
      yield { line, end, ok: false, reason: parsed.reason }
      continue
    }
    for (const problem of parsed.problems)
      yield { line, end, ok: false, reason: `incident ${parsed.incident.key.slice(0, 60)}: ${problem}` }
    yield { line, end, ok: true, incident: parsed.incident }
  }
}

const nameOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value)
