import { cellsOf, isRow } from '#shared/domain/paste/table.ts'
import type { NotTaken } from '#shared/domain/paste/types.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { readActions, type Action } from './actions.ts'
import { hasText, kindOf, type Section } from './sections.ts'
import type { Note, Row, Source } from './source.ts'

export interface BuiltPage {
  /** The index of an action stands in the `task` of its item. */
  blocks: Block[]
  actions: Action[]
}

interface PageParts {
  source: Source
  /** Lines of the whole that are in no entry, and why. */
  lost: ReadonlyMap<number, NotTaken>
  notes: Note[]
}

/** The sections as a page: what is dated is the timeline, what is to be done is boxes, everything else as it was written. */
export function buildPage(sections: readonly Section[], { source, lost, notes }: PageParts): BuiltPage {
  const page: BuiltPage = { blocks: [], actions: [] }
  const definitions = definitionsOf(source)
  const read = (rows: readonly Row[]) => fromMarkdown([rows.map(({ text }) => text).join('\n'), definitions].join('\n\n'))
  const top = Math.min(...sections.filter(({ title }) => title !== '').map(({ level }) => level))
  let hasTimeline = false
  for (const section of sections) {
    if (section.title === '' && !hasText(section)) continue
    if (section.title !== '') page.blocks.push(headingOf(section, top))
    const kind = kindOf(section)
    if (kind === 'text') page.blocks.push(...read(section.rows))
    else if (kind === 'actions') page.blocks.push(...actionBlocks(section, read(section.rows), page.actions, notes))
    else {
      if (!hasTimeline) page.blocks.push({ type: 'timeline', show: 'all' })
      hasTimeline = true
      const left = section.rows.filter(({ line }) => isLost(lost.get(line)))
      for (const { line, text } of left)
        notes.push({ line, reason: `${lost.get(line)!.reason}: kept as text: ${text.trim().slice(0, 80)}` })
      page.blocks.push(...read(left.map(unboxed)))
    }
  }
  return page
}

/** A row of a table that is alone is no table. */
const unboxed = (row: Row): Row => (isRow(row.text) ? { ...row, text: cellsOf(row.text).filter(Boolean).join(' · ') } : row)

/** Lines that say something about the times are understood, though they are no entries. */
const isLost = (reason: NotTaken | undefined): boolean =>
  reason !== undefined && !/^(?:the head of the table|a date for the lines below|says the zone|a heading)/.test(reason.reason)

function headingOf({ title, level }: Section, top: number): Block {
  const [block] = fromMarkdown(`# ${title}`)
  const content = block?.type === 'heading' ? block.content : []
  return { type: 'heading', level: level <= top ? 2 : 3, content }
}

function actionBlocks(section: Section, blocks: readonly Block[], actions: Action[], notes: Note[]): Block[] {
  const read = readActions(blocks, actions.length)
  actions.push(...read.actions)
  if (read.hasOther)
    notes.push({ line: section.line, reason: `under "${section.title}", what is no item of a list is kept as text, and no follow-up` })
  return read.blocks
}

const DEFINITION = /^ {0,3}\[[^\]^]{1,200}\]:\s*\S+/

/** `[name]: address` holds for the whole file, wherever it stands. */
const definitionsOf = ({ rows, code }: Source): string =>
  rows
    .filter(({ line, text }) => !code.has(line) && DEFINITION.test(text))
    .map(({ text }) => text)
    .join('\n')
