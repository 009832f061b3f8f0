import { findName, isCapitalised, isOnlyTime, readChatHead, readLine, type Line } from './lines.ts'
import type { Stamp } from './stamp.ts'
import { isRow, isSeparatorRow, readTable } from './table.ts'
import type { NotTaken } from './types.ts'
import { findStatedZone, type NamedZone } from './zones.ts'

interface EntryDraft {
  type: 'entry'
  stamp: Stamp
  stated?: NamedZone
  author?: string
  lines: string[]
  line: number
  /** What may follow: chat and logs go on until the next time, items of a list while they are indented. */
  mode: 'running' | 'item' | 'row'
  indent: number
  isInside: boolean
}
type DateDraft = { type: 'date'; date: Extract<Line, { type: 'date' }>['date'] }
export type Draft = EntryDraft | DateDraft

/** The lines of a text put together to entries, with the dates they stand under. */
export function collect(lines: readonly string[]): { drafts: Draft[]; notTaken: NotTaken[]; stated: string | null } {
  const drafts: Draft[] = []
  const notTaken: NotTaken[] = []
  let current: EntryDraft | null = null
  let wasBlank = false
  const kinds: Line[] = []
  const kindOf = (index: number): Line => (kinds[index] ??= readLine(lines[index] ?? ''))
  const authors = new Set<string>()
  let lastAuthor: string | undefined
  let stated: (NamedZone & { name: string }) | undefined
  /** Of a table, which holds for that table only. */
  let tableZone: (NamedZone & { name: string }) | undefined
  const saidBy = (author: string) => {
    authors.add(author)
    lastAuthor = author
  }
  const leave = (index: number, reason: string) => notTaken.push({ line: index + 1, text: lines[index]!.trim().slice(0, 500), reason })
  const begin = (index: number, draft: Omit<EntryDraft, 'type' | 'line' | 'stated'>, zone = stated) => {
    current = { type: 'entry', line: index + 1, ...(zone ? { stated: zone } : {}), ...draft }
    drafts.push(current)
  }

  let index = 0
  while (index < lines.length) {
    const raw = lines[index]!
    if (isRow(raw)) {
      let end = index + 1
      while (end < lines.length && isRow(lines[end]!)) end += 1
      addTable(index, end)
      index = end
      current = null
      wasBlank = false
      continue
    }
    index += addLine(index, raw)
  }
  return { drafts, notTaken, stated: (stated ?? tableZone)?.name ?? null }

  function addTable(from: number, to: number): void {
    const { rows, zone } = readTable(lines.slice(from, to))
    tableZone ??= zone
    rows.forEach((read, offset) => {
      const row = from + offset
      if (read.type === 'head') return isSeparatorRow(lines[row]!) ? undefined : void leave(row, 'the head of the table')
      if (read.type === 'other') return void leave(row, read.reason)
      const { stamp, text, author } = read.row
      begin(row, { stamp, author, lines: [text], mode: 'row', indent: 0, isInside: false }, zone ?? stated)
    })
  }

  /** How many lines it took. */
  function addLine(at: number, raw: string): number {
    const line = kindOf(at)
    if (line.type === 'blank') {
      wasBlank = true
      if (current?.mode === 'running') current.lines.push('')
      return 1
    }
    const afterBlank = wasBlank
    wasBlank = false
    if (line.type === 'date' || line.type === 'heading') {
      if (line.date) drafts.push({ type: 'date', date: line.date })
      leave(at, line.type === 'heading' ? 'a heading' : line.date ? 'a date for the lines below' : 'no time in this line')
      current = null
      return 1
    }
    const head = line.type === 'plain' || (line.type === 'stamped' && !line.isBullet) ? readChatHead(raw) : undefined
    if (head && !(line.type === 'plain' && line.isBullet) && isText(at + 1)) {
      saidBy(head.author)
      begin(at, { stamp: head.stamp, author: head.author, lines: [], mode: 'running', indent: 0, isInside: false })
      return 1
    }
    if (line.type === 'plain') {
      const below = kindOf(at + 1)
      const name = !line.isBullet && isOnlyTime(below) ? findName(raw.trim()) : undefined
      const author = name !== undefined && (authors.has(name) || isCapitalised(name)) ? name : undefined
      if (author && isOnlyTime(below) && isText(at + 2)) {
        saidBy(author)
        begin(at, { stamp: below.stamp, author, lines: [], mode: 'running', indent: 0, isInside: false })
        return 2
      }
      addPlain(at, raw, line, afterBlank)
      return 1
    }
    if (isOnlyTime(line)) {
      begin(at, { stamp: line.stamp, author: lastAuthor, lines: [], mode: 'running', indent: 0, isInside: false })
      return 1
    }
    addStamped(at, line)
    return 1
  }

  function addStamped(at: number, line: Extract<Line, { type: 'stamped' }>): void {
    // "[10:32 AM] Ada Lovelace", the message below
    const isBracketed = /^\s*\[/.test(lines[at]!)
    const name = isBracketed && !line.author && isText(at + 1) ? findName(line.text) : undefined
    if (name && (authors.has(name) || isCapitalised(name))) {
      saidBy(name)
      return begin(at, { stamp: line.stamp, author: name, lines: [], mode: 'running', indent: 0, isInside: false })
    }
    const mode = line.isBullet ? 'item' : 'running'
    begin(at, { stamp: line.stamp, author: line.author, lines: [line.text], mode, indent: line.indent, isInside: line.isInside })
  }

  function addPlain(at: number, raw: string, line: Extract<Line, { type: 'plain' }>, afterBlank: boolean): void {
    const zone = findStatedZone(line.text)
    if (zone && line.text.length < 120 && (!current || afterBlank)) {
      stated = zone
      return void leave(at, `says the zone: ${zone.name}`)
    }
    if (!current) return void leave(at, 'no time in this line')
    const isDeeper = line.indent > current.indent
    const goesOn =
      current.mode === 'running'
        ? !(line.isBullet && afterBlank && !isDeeper)
        : current.mode === 'item' && (isDeeper || (!line.isBullet && !afterBlank))
    if (goesOn) current.lines.push(current.mode === 'item' ? line.text : raw.trimEnd())
    else {
      leave(at, 'no time in this line')
      current = null
    }
  }

  /** Says something by itself: no time, no date, no heading. */
  function isText(at: number): boolean {
    const raw = lines[at] ?? ''
    return kindOf(at).type === 'plain' && !isRow(raw) && readChatHead(raw) === undefined
  }
}
