import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import type { Comment } from '#shared/domain/comments.ts'
import { incidentLabel } from '#shared/domain/number.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { Block, TaskItem } from '#shared/domain/prose/nodes.ts'
import { PAGE_LABELS, PAGES, type PageName } from '#shared/domain/prose/pages.ts'
import { orphanedBlocks, placeNotes, type ExportNote, type PlacedNotes } from './comments.ts'
import type { ExportDoc, ExportImage, ImageSource } from './exportDoc.ts'
import { allFacts, headFacts, textFields } from './incidentFacts.ts'
import { headedFrom, picturesIn, readPage } from './pages.ts'
import type { Pace } from './pace.ts'
import { proseContext, type ContextParts } from './proseContext.ts'
import { resolveSlowly, timelineSlowly } from './resolveSlowly.ts'

export interface DocParts extends ContextParts {
  detail: IncidentDetail
  image: ImageSource
  pace: Pace
  /** Comments come along. */
  withComments?: boolean | undefined
}

/** One page of an incident; null: nobody has written it yet. */
export async function pageDoc(page: PageName, parts: DocParts): Promise<ExportDoc | null> {
  const { places, notes, orphaned } = notesOf(page, 1, parts)
  const written = readPage(parts.doc, page, places)
  if (written.length === 0) return null
  const blocks = headedFrom(1, await resolveSlowly(written, proseContext(parts), parts.pace))
  blocks.push(...orphanedBlocks(orphaned, parts))
  const { detail, type, clock } = parts
  return {
    title: detail.title,
    label: labelled(detail, PAGE_LABELS[page]),
    facts: headFacts(detail, type, clock),
    blocks,
    notes,
    images: await picturesOf(blocks, parts.image)
  }
}

/** A whole incident: facts, long fields, tasks, timeline, pages. */
export async function incidentDoc(parts: DocParts): Promise<ExportDoc> {
  const { detail, type, clock, pace } = parts
  const blocks: Block[] = textFields(detail, type.fields).flatMap(([label, text]) => [heading(label), ...headedFrom(2, fromMarkdown(text))])
  blocks.push(...taskBlocks('Tasks', detail.tasks, parts), ...taskBlocks('Follow-ups', detail.followUps, parts))
  const context = proseContext(parts)
  const entries = context.timeline('all')
  if (entries.length > 0) blocks.push(heading('Timeline'), ...(await timelineSlowly(entries, clock.zone, 2, pace)))
  const notes: ExportNote[] = []
  const orphaned: Comment[] = []
  for (const page of PAGES) {
    const placed = notesOf(page, notes.length + 1, parts)
    notes.push(...placed.notes)
    orphaned.push(...placed.orphaned)
    const written = await resolveSlowly(readPage(parts.doc, page, placed.places), context, pace)
    if (written.length > 0) blocks.push(heading(PAGE_LABELS[page]), ...headedFrom(2, written))
  }
  blocks.push(...orphanedBlocks(orphaned, parts))
  return {
    title: detail.title,
    label: labelled(detail),
    facts: allFacts(detail, type, clock),
    blocks,
    notes,
    images: await picturesOf(blocks, parts.image)
  }
}

const NO_NOTES: PlacedNotes = { places: new Map(), notes: [], orphaned: [] }
const notesOf = (page: PageName, first: number, parts: DocParts): PlacedNotes =>
  parts.withComments ? placeNotes(page, first, parts) : NO_NOTES

const labelled = (detail: IncidentDetail, page?: string): string =>
  [detail.number === null ? '' : incidentLabel(detail), page ?? ''].filter(Boolean).join(' · ')

const heading = (words: string): Block => ({ type: 'heading', level: 1, content: [{ type: 'text', text: words, marks: {} }] })

/** As a list of boxes, so that it can be pasted where they are ticked. */
function taskBlocks(title: string, tasks: IncidentDetail['tasks'], { clock }: DocParts): Block[] {
  if (tasks.length === 0) return []
  const items = tasks.map(({ text, assignees, dueAt, doneAt }): TaskItem => {
    const when =
      doneAt !== null ? `done ${clock.minute(Date.parse(doneAt))}` : dueAt !== null ? `due ${clock.minute(Date.parse(dueAt))}` : ''
    const words = [text.replace(/\s+/g, ' '), ...assignees, when].filter(Boolean).join(', ')
    return { checked: doneAt !== null, task: null, content: [{ type: 'paragraph', content: [{ type: 'text', text: words, marks: {} }] }] }
  })
  return [heading(title), { type: 'taskList', items }]
}

async function picturesOf(blocks: readonly Block[], image: ImageSource): Promise<Map<string, ExportImage>> {
  const images = new Map<string, ExportImage>()
  for (const hash of picturesIn(blocks)) {
    const found = await image(hash)
    if (found) images.set(hash, found)
  }
  return images
}
