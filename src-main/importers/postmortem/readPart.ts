import { doubtWords } from '#shared/domain/paste/doubts.ts'
import { parsePaste } from '#shared/domain/paste/parsePaste.ts'
import { fingerprint } from '#shared/domain/paste/source.ts'
import { findDate } from '#shared/domain/paste/stamp.ts'
import type { NotTaken, PastedEntry } from '#shared/domain/paste/types.ts'
import type { Zone } from '#shared/domain/paste/zones.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { plainInlines, plainProse } from '#shared/domain/prose/plainProse.ts'
import { UNKNOWN_SEVERITY } from '#shared/domain/severity.ts'
import type { ForeignImpact, ForeignIncident, ForeignUpdate } from '../foreign.ts'
import { keyTimesIn, saysDeclared, saysResolved, type KeyTimes } from './keyTimes.ts'
import { linksIn } from './links.ts'
import { buildPage, type BuiltPage } from './page.ts'
import { hasText, kindOf, type IncidentPart, type Section } from './sections.ts'
import { severityIn } from './severity.ts'
import type { Note, Source } from './source.ts'

export interface PartOptions {
  /** Name of the file, without its folder. */
  name: string
  /** For times that name none. */
  zone: Zone
  now: number
}

export type ReadPart = { ok: true; incident: ForeignIncident; notes: Note[] } | { ok: false; line: number; reason: string }

export const MARKDOWN_SYSTEM = 'Markdown'

/** One incident of a file. What is not understood stays in its page, and is told with its line. */
export function readPart(part: IncidentPart, source: Source, options: PartOptions): ReadPart {
  const title = titleOf(part, source, options.name)
  const day = dayIn(part, source)
  const dated = readDated(part, source, { ...options, day: day ?? yearIn(options.name) ?? options.now })
  const { entries, notes } = dated
  if (entries.length === 0)
    return { ok: false, line: part.line, reason: `"${title.slice(0, 80)}" has no line with a date and a time, so it is no incident` }
  const times = timesOf(entries, notes)
  const severity = severityIn(part.rows)
  if (severity?.severity === UNKNOWN_SEVERITY && !/unknown/i.test(severity.said))
    notes.push({ line: severity.line, reason: `"${severity.said}" is no severity that is known: it is left open` })
  const page = buildPage(part.sections, { source, lost: dated.lost, notes })
  const incident: ForeignIncident = {
    system: MARKDOWN_SYSTEM,
    // as it is written there: the same whatever zone its times are taken to be of
    key: day === undefined ? title : `${title} ${new Date(day).toISOString().slice(0, 10)}`,
    url: null,
    title,
    severity: severity?.severity ?? UNKNOWN_SEVERITY,
    transitions: transitionsOf(times),
    startedAt: times.declared,
    asOf: Math.max(...entries.map(({ at }) => at), times.resolved),
    customerImpact: 'unknown',
    impacts: impactsOf(part, times, title),
    services: [],
    visibility: 'public',
    updates: updatesOf(entries),
    details: detailsOf(page, times)
  }
  return { ok: true, incident, notes: notes.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
}

function titleOf(part: IncidentPart, { front }: Source, name: string): string {
  const heading = part.title === undefined ? '' : headingText(part.title)
  return heading || front.get('title') || name.replace(/(?:\.[a-z]{1,8}){1,3}$/i, '') || 'Untitled'
}

function headingText(title: string): string {
  const [block] = fromMarkdown(`# ${title}`)
  return block?.type === 'heading' ? plainInlines(block.content).replace(/\s+/g, ' ').trim() : title
}

/** The first day the file names. */
function dayIn({ title, rows }: IncidentPart, { front }: Source): number | undefined {
  for (const text of [title ?? '', front.get('date') ?? '', ...rows.map((row) => row.text)]) {
    const date = findDate(text)
    if (date?.type === 'full') return Date.UTC(date.year, date.month - 1, date.day)
  }
  return undefined
}

/** The middle of a year in the name of a file. */
function yearIn(name: string): number | undefined {
  const year = /(?<!\d)((?:19|20)\d\d)(?!\d)/.exec(name)?.[1]
  return year === undefined ? undefined : Date.UTC(Number(year), 6, 1)
}

interface Dated {
  entries: PastedEntry[]
  /** Lines of a timeline that are no entry. */
  lost: Map<number, NotTaken>
  notes: Note[]
}

function readDated(part: IncidentPart, { code, notes: found }: Source, { zone, now, day }: PartOptions & { day: number }): Dated {
  const { rows } = part
  const lineOf = (line: number) => rows[line - 1]!.line
  const text = rows.map((row) => (code.has(row.line) ? '' : row.text)).join('\n')
  const paste = parsePaste(text, { zone, isDayFirst: true, day, now })
  const inTimeline = new Set(
    part.sections.filter((section) => kindOf(section) === 'timeline').flatMap((section) => section.rows.map(({ line }) => line))
  )
  const notes: Note[] = []
  const entries: PastedEntry[] = []
  for (const entry of paste.entries) {
    const line = lineOf(entry.line)
    const isLoose = entry.doubts.includes('inside') && !inTimeline.has(line)
    if (isLoose) notes.push({ line, reason: 'the time stands inside the sentence: kept as text, no entry was made of it' })
    else {
      if (entry.doubts.length > 0) notes.push({ line, reason: entry.doubts.map(doubtWords).join('; ') })
      entries.push({ ...entry, text: balanced(entry.text), line })
    }
  }
  const first = rows[0]?.line ?? 1
  const last = rows.at(-1)?.line ?? 1
  notes.push(...found.filter(({ line }) => line !== null && line >= first && line <= last))
  if (paste.statedZone === null && entries.length > 0)
    notes.push({ line: null, reason: `No zone is named for its times: they were taken as ${typeof zone === 'string' ? zone : 'given'}` })
  return { entries, notes, lost: new Map(paste.notTaken.map((each) => [lineOf(each.line), each])) }
}

/** A mark of bold type that lost its other half. */
const balanced = (text: string): string => ((text.match(/\*\*/g)?.length ?? 0) % 2 === 1 ? text.replace('**', '') : text)

type Times = Required<Pick<KeyTimes, 'declared' | 'resolved'>> & KeyTimes

/** What nobody named is the first and the last thing told of. */
function timesOf(entries: readonly PastedEntry[], notes: Note[]): Times {
  const key = keyTimesIn(entries)
  const sorted = [...entries].sort((a, b) => a.at - b.at)
  const first = sorted.find(({ text }) => saysDeclared(text))
  const last = sorted.findLast(({ text }) => saysResolved(text))
  if (key.declared === undefined && !first)
    notes.push({ line: null, reason: 'It does not say when it was declared: its first entry is taken' })
  if (key.resolved === undefined && !last)
    notes.push({ line: null, reason: 'It does not say when it was resolved: its last entry is taken' })
  const declared = key.declared ?? (first ?? sorted[0]!).at
  return { ...key, declared, resolved: key.resolved ?? (last ?? sorted.at(-1)!).at }
}

function transitionsOf({ repaired, resolved }: Times): ForeignIncident['transitions'] {
  const transitions: ForeignIncident['transitions'] = []
  if (repaired !== undefined && repaired < resolved)
    transitions.push({ key: 'repaired', status: 'stable', at: repaired, writtenAt: repaired })
  return [...transitions, { key: 'resolved', status: 'resolved', at: resolved, writtenAt: resolved }]
}

const MAX_SCOPE = 2_000

/** Only where the file speaks of an impact. */
function impactsOf({ sections }: IncidentPart, { began, detected, declared, repaired, resolved }: Times, title: string): ForeignImpact[] {
  const section = sections.find((each) => /^(?:customer |business |user )?impact\b/i.test(each.title) && hasText(each))
  if (!section && began === undefined) return []
  const start = began ?? detected ?? declared
  const end = repaired ?? resolved
  return [{ start, end: Math.max(start, end), scope: section ? scopeOf(section) : title, isCustomer: false }]
}

const scopeOf = ({ rows }: Section): string =>
  plainProse(fromMarkdown(rows.map(({ text }) => text).join('\n')))
    .replace(/\s*\n\s*/g, '; ')
    .slice(0, MAX_SCOPE)
    .toWellFormed()

/** Known by what they say, so that a line that is added later changes no other, and another zone makes no second entry of one. */
function updatesOf(entries: readonly PastedEntry[]): ForeignUpdate[] {
  const seen = new Map<string, number>()
  const sorted = [...entries].sort((a, b) => a.at - b.at)
  return sorted.map(({ at, text, author }) => {
    const said = author ? `${author}: ${text.trim()}` : text.trim()
    const print = fingerprint(said)
    const copies = seen.get(print) ?? 0
    seen.set(print, copies + 1)
    return { key: copies === 0 ? print : `${print}.${copies}`, at, label: '', text: said }
  })
}

const detailsOf = ({ blocks, actions }: BuiltPage, { detected }: Times): NonNullable<ForeignIncident['details']> => ({
  detectedAt: detected ?? null,
  links: linksIn(blocks),
  followUps: actions,
  page: blocks
})
