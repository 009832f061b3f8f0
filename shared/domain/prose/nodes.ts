import type { EntryId } from '../ids.ts'

/*
 * A page of rich text as plain data. The names are those the editor writes into the document, so that a page can be read by anybody who
 * knows ProseMirror; what is here beside the usual ones:
 *   callout{tone}            a box that stands out
 *   mention{kind, id, label} a person, an incident or an entry; `label` is what it was called when it was written
 *   variable{name}           `{{name}}`, filled with what the incident says now
 *   timeline{show}           the entries of the timeline, as they are now
 *   entry{id}                one entry of the timeline, as it is now
 *   image{hash, alt}         a picture attached to the incident
 */

export const TONES = ['note', 'warning', 'decision'] as const
export type Tone = (typeof TONES)[number]

export const TIMELINE_SHOWS = ['flagged', 'all'] as const
export type TimelineShow = (typeof TIMELINE_SHOWS)[number]

export const MENTION_KINDS = ['person', 'incident', 'entry'] as const
export type MentionKind = (typeof MENTION_KINDS)[number]

/** In a page that shows what became of it between two moments. */
export interface TextChange {
  kind: 'added' | 'removed'
  /** Who: the name of an actor; null: nobody knows. */
  by: string | null
  /** When, epoch ms. */
  at: number
}

export interface Marks {
  bold?: true
  italic?: true
  underline?: true
  strike?: true
  code?: true
  /** https: or mailto: */
  href?: string
  change?: TextChange
  /** In an export: the number of a footnote, and nothing of the page. */
  note?: number
}

export interface Text {
  type: 'text'
  text: string
  marks: Marks
}
export interface Mention {
  type: 'mention'
  kind: MentionKind
  id: string
  label: string
}
export interface Variable {
  type: 'variable'
  name: string
}
export interface HardBreak {
  type: 'hardBreak'
}
export type Inline = Text | Mention | Variable | HardBreak

export interface Paragraph {
  type: 'paragraph'
  content: Inline[]
}
export interface Heading {
  type: 'heading'
  level: 1 | 2 | 3
  content: Inline[]
}
export interface CodeBlock {
  type: 'codeBlock'
  language: string
  text: string
}
export interface Blockquote {
  type: 'blockquote'
  content: Block[]
}
export interface Callout {
  type: 'callout'
  tone: Tone
  content: Block[]
}
export interface BulletList {
  type: 'bulletList'
  items: Block[][]
}
export interface OrderedList {
  type: 'orderedList'
  start: number
  items: Block[][]
}
export interface TaskItem {
  checked: boolean
  /** The follow-up made of it; null: none. */
  task: string | null
  content: Block[]
}
export interface TaskList {
  type: 'taskList'
  items: TaskItem[]
}
export interface TableCell {
  isHeader: boolean
  colspan: number
  rowspan: number
  content: Block[]
}
export interface Table {
  type: 'table'
  rows: TableCell[][]
}
export interface Rule {
  type: 'horizontalRule'
}
export interface Image {
  type: 'image'
  hash: string
  alt: string
}
export interface TimelineBlock {
  type: 'timeline'
  show: TimelineShow
}
export interface EntryCard {
  type: 'entry'
  id: EntryId
}
export type Block =
  | Paragraph
  | Heading
  | CodeBlock
  | Blockquote
  | Callout
  | BulletList
  | OrderedList
  | TaskList
  | Table
  | Rule
  | Image
  | TimelineBlock
  | EntryCard

/** A node as it stands in the document, whatever a peer put there. */
export interface RawText {
  text: string
  marks: Readonly<Record<string, unknown>>
}
export interface RawElement {
  type: string
  attrs: Readonly<Record<string, unknown>>
  content: readonly RawNode[]
}
export type RawNode = RawText | RawElement
