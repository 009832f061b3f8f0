import { isZone } from '#shared/domain/paste/zones.ts'
import type { ImportItem } from '../foreign.ts'
import { readPart, type PartOptions } from './readPart.ts'
import { splitIncidents } from './sections.ts'
import { readSource } from './source.ts'

/** Longer than any postmortem; as much as is read of a pasted text. */
const MAX_TEXT = 2_000_000

export interface PostmortemOptions {
  /** Name of the file. */
  name: string
  /** For times that name none; UTC where it is not known. */
  zone: string
  now: number
}

/** A postmortem, or a log of incidents, in Markdown. */
export function readPostmortems(text: string, { name, zone, now }: PostmortemOptions): ImportItem[] {
  if (text.length > MAX_TEXT)
    return [{ line: null, ok: false, reason: `it has ${text.length} characters; a postmortem may have ${MAX_TEXT}` }]
  const source = readSource(text.toWellFormed().replaceAll('\u0000', ''))
  const options: PartOptions = { name: name.replace(/^.*[/\\]/, ''), zone: isZone(zone) ? zone : 'UTC', now }
  const parts = splitIncidents(source)
  const before = source.notes.filter(({ line }) => line !== null && line < parts[0]!.line).sort((a, b) => a.line! - b.line!)
  return parts.map((part, index): ImportItem => {
    const read = readPart(part, source, options)
    if (!read.ok) return { line: read.line, ok: false, reason: read.reason }
    return { line: part.line, ok: true, incident: read.incident, notes: index === 0 ? [...before, ...read.notes] : read.notes }
  })
}

const NAME = /\.(?:md|markdown|mdown|mdx|erb)$/i

/** By its name, or by how it begins: front matter or a heading, and nothing of JSON. */
export function isMarkdownFile(name: string, start: string): boolean {
  if (/^\s*[[{]/.test(start)) return false
  return NAME.test(name) || /^\s*(?:---\r?\n[\s\S]{0,4000}?\r?\n---|#{1,3} +\S)/.test(start)
}
