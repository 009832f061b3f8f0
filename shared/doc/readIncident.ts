import type * as Y from 'yjs'
import { parseEvent, type IncidentEvent } from '../domain/events.ts'
import { foldIncident } from '../domain/fold.ts'
import type { Entry, Incident } from '../domain/incident.ts'
import { describeEntry, type Described } from '../domain/describe.ts'
import { findKept } from './keptIncident.ts'
import { eventsOf, findEntryText } from './roots.ts'

export interface ReadEvents {
  events: IncidentEvent[]
  /** Kept in the document, not folded: `key: problem`. */
  malformed: string[]
  /** Kinds of a newer build, with how many. */
  unknown: Map<string, number>
}

export function readEvents(doc: Y.Doc): ReadEvents {
  const read: ReadEvents = { events: [], malformed: [], unknown: new Map() }
  for (const [key, value] of eventsOf(doc).entries()) {
    const parsed = parseEvent(key, value)
    if (parsed.type === 'event') read.events.push(parsed.event)
    else if (parsed.type === 'unknown') read.unknown.set(parsed.kind, (read.unknown.get(parsed.kind) ?? 0) + 1)
    else read.malformed.push(`${key}: ${parsed.problem}`)
  }
  return read
}

export const readIncident = (doc: Y.Doc): Incident => findKept(doc)?.incident() ?? foldIncident(readEvents(doc).events)

/** What an entry says, as plain text: its body, or the sentence Muster wrote. */
export function textOfEntry(doc: Y.Doc, incident: Described, entry: Entry): string {
  return describeEntry(entry, incident) ?? findEntryText(doc, entry.id)?.toString() ?? ''
}

/** Text of a rich-text fragment without its marks and element names, one line a block. */
export function plainText(fragment: Y.XmlFragment): string {
  const lines: string[] = []
  for (const node of fragment.toArray()) lines.push(textOfNode(node))
  return lines.join('\n').trim()
}

/** Deeper than anybody writes: a page made to exhaust the stack is read this far. */
const MAX_DEPTH = 200

function textOfNode(node: unknown, depth = 0): string {
  if (!isYType(node) || depth > MAX_DEPTH) return ''
  if ('toDelta' in node)
    return (node as Y.XmlText)
      .toDelta()
      .map((part: { insert?: unknown }) => (typeof part.insert === 'string' ? part.insert : ''))
      .join('')
  return (node as Y.XmlElement)
    .toArray()
    .map((child) => textOfNode(child, depth + 1))
    .join('\n')
}

const isYType = (node: unknown): node is object => typeof node === 'object' && node !== null && ('toDelta' in node || 'toArray' in node)
