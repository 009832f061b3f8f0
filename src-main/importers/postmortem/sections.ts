import { findDate } from '#shared/domain/paste/stamp.ts'
import type { Note, Row, Source } from './source.ts'

/* What of a file is one incident, and its parts. */

export interface Section {
  /** '': what stands before the first heading. */
  title: string
  level: number
  line: number
  rows: Row[]
}

export interface IncidentPart {
  /** undefined: the file has no heading. */
  title: string | undefined
  line: number
  sections: Section[]
  rows: Row[]
}

interface Heading {
  index: number
  level: number
  title: string
}

/** The incidents of a file: one, or several of which each has a heading with its date. */
export function splitIncidents(source: Source): IncidentPart[] {
  const { rows, notes } = source
  const headings = headingsOf(source)
  const starts = incidentHeadings(headings, rows)
  if (starts.length < 2) return [partOf(rows, headings, 0, rows.length)]
  noteBefore(rows.slice(0, starts[0]!.index), notes)
  return starts.map((start, place) => partOf(rows, headings, start.index, starts[place + 1]?.index ?? endOf(headings, start, rows)))
}

/** The next heading above it ends the last incident. */
const endOf = (headings: readonly Heading[], start: Heading, rows: readonly Row[]): number =>
  headings.find(({ index, level }) => index > start.index && level < start.level)?.index ?? rows.length

const SPEAKS_OF_ONE = /\b(?:incident|outage|post-?mortem|disruption|inc|ir)\b/i
const HAS_PARTS = /\b(?:timeline|key events|declared|detected|resolved)\b/i

function incidentHeadings(headings: readonly Heading[], rows: readonly Row[]): Heading[] {
  for (const level of [1, 2, 3, 4]) {
    const dated = headings.filter(
      (heading) => heading.level === level && findDate(heading.title) !== undefined && /[a-z]{3}/i.test(heading.title)
    )
    const whole = dated.filter((heading, place) => {
      const below = rows.slice(heading.index + 1, dated[place + 1]?.index ?? rows.length)
      return SPEAKS_OF_ONE.test(heading.title) || below.some(({ text }) => HAS_PARTS.test(text.slice(0, 80)))
    })
    if (whole.length > 1) return whole
  }
  return []
}

function noteBefore(rows: readonly Row[], notes: Note[]): void {
  for (const { line, text } of rows) {
    if (text.trim() !== '') notes.push({ line, reason: `stands before the first incident and was left out: ${text.trim().slice(0, 80)}` })
  }
}

function headingsOf({ rows, code }: Source): Heading[] {
  const headings: Heading[] = []
  for (const [index, { line, text }] of rows.entries()) {
    if (code.has(line)) continue
    const [, marks, title] = /^ {0,3}(#{1,6})[ \t]+(\S.{0,498}?)[ \t]*#*$/.exec(text) ?? []
    if (marks !== undefined) headings.push({ index, level: marks.length, title: title! })
  }
  return headings
}

function partOf(rows: readonly Row[], headings: readonly Heading[], from: number, to: number): IncidentPart {
  const own = headings.filter(({ index }) => index >= from && index < to)
  const [first, ...rest] = own
  const isTitle = first !== undefined && rest.every(({ level }) => level > first.level)
  const isTitleLike = first !== undefined && (isTitle || rest.filter(({ level }) => level <= first.level).length < rest.length)
  const title = isTitleLike && first.index === firstText(rows, from, to) ? first : undefined
  const heads = title ? rest : own
  const begin = title ? title.index + 1 : from
  const sections = [
    sectionOf('', 1, rows, begin, heads[0]?.index ?? to),
    ...heads.map(({ title: name, level, index }, place) => sectionOf(name, level, rows, index, heads[place + 1]?.index ?? to))
  ]
  return { title: title?.title, line: rows[from]?.line ?? 1, sections: sections.flatMap(splitByLabels), rows: rows.slice(begin, to) }
}

/** Where something stands first: a title is the first thing said. */
function firstText(rows: readonly Row[], from: number, to: number): number {
  for (let index = from; index < to; index++) if (rows[index]!.text.trim() !== '') return index
  return to
}

const sectionOf = (title: string, level: number, rows: readonly Row[], from: number, to: number): Section => ({
  title,
  level,
  line: rows[from]?.line ?? 1,
  rows: rows.slice(title === '' ? from : from + 1, to)
})

const LABEL = /^[-*+•–] +\*\*([^*]{1,60}?):?\*\*:?[ \t]*(.*)$/
const BULLET = /^[-*+•] +\S/

/** A list of `- **Impact**: …` is a list of sections by another hand. */
function splitByLabels(section: Section): Section[] {
  const labelled = section.rows.filter(({ text }) => LABEL.test(text))
  const bullets = section.rows.filter(({ text }) => BULLET.test(text))
  const hasKnown = labelled.some(({ text }) => KNOWN_LABEL.test(LABEL.exec(text)![1]!))
  if (labelled.length < 3 || labelled.length * 2 < bullets.length || !hasKnown) return [section]
  const parts: Section[] = [{ ...section, rows: [] }]
  for (const row of section.rows) {
    const [, label, rest] = LABEL.exec(row.text) ?? []
    if (label === undefined) parts.at(-1)!.rows.push(row)
    else
      parts.push({
        title: label,
        level: section.title === '' ? 2 : section.level + 1,
        line: row.line,
        rows: rest === '' ? [] : [{ line: row.line, text: rest! }]
      })
  }
  return parts
    .map((part, index) => (index === 0 ? part : { ...part, rows: dedented(part.rows, part.line) }))
    .filter((part) => part.title !== '' || hasText(part))
}

const KNOWN_LABEL =
  /^(?:key events|timeline|impact|context|resolution|identified|root cause|summary|status|time to (?:repair|resolve)|detected|declared|resolved|review actions|action items)$/i

export const hasText = ({ rows }: Pick<Section, 'rows'>): boolean => rows.some(({ text }) => text.trim() !== '')

/** What stood indented under a bullet, as if it stood alone. What follows the label on its line stays as it is. */
function dedented(rows: readonly Row[], labelLine: number): Row[] {
  const indents = rows.flatMap(({ line, text }) => (line === labelLine || text.trim() === '' ? [] : [/^\s*/.exec(text)![0].length]))
  const indent = indents.length === 0 ? 0 : Math.min(...indents)
  // four blanks would be code
  return rows.map((row) => (row.line === labelLine ? row : { ...row, text: row.text.slice(indent) }))
}

export type SectionKind = 'timeline' | 'actions' | 'text'

export function kindOf({ title }: Pick<Section, 'title'>): SectionKind {
  const name = title.replace(/[*_`:]/g, '').trim()
  if (/^(?:time ?line|key events|chronology|sequence of events|incident log|log of events)\b/i.test(name)) return 'timeline'
  if (
    /^(?:action items?|actions?|review actions?|follow[- ]?ups?|next steps|remediation items?|corrective actions?|to-?dos?)(?:\b.{0,20})?$/i.test(
      name
    )
  )
    return 'actions'
  return 'text'
}
