import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { commentsJson } from './comments.ts'
import { proseContext } from './proseContext.ts'
import type { DocParts } from './buildDoc.ts'
import { PAGES, type PageName } from '#shared/domain/prose/pages.ts'
import { readPage } from './pages.ts'
import { resolveSlowly } from './resolveSlowly.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'

/** As `muster show --json`, with its pages as blocks (`shared/domain/prose/nodes.ts`); a page nobody wrote is an empty list. */
export async function incidentJsonFile(parts: DocParts): Promise<string> {
  const pages = {} as Record<PageName, Block[]>
  for (const page of PAGES) pages[page] = await pageBlocks(page, parts)
  return textOf({ ...inOrder(parts), pages, ...commentsOf(PAGES, parts) })
}

/** `{ incident, page, zone, blocks }`; null: nobody has written it yet. */
export async function pageJsonFile(page: PageName, parts: DocParts): Promise<string | null> {
  const blocks = await pageBlocks(page, parts)
  return blocks.length === 0
    ? null
    : textOf({ incident: inOrder(parts), page, zone: parts.clock.zone, blocks, ...commentsOf([page], parts) })
}

const commentsOf = (pages: readonly PageName[], parts: DocParts) => (parts.withComments ? { comments: commentsJson(pages, parts) } : {})

const pageBlocks = (page: PageName, parts: DocParts): Promise<Block[]> =>
  resolveSlowly(readPage(parts.doc, page), proseContext(parts), parts.pace)

const inOrder = ({ detail, order }: DocParts): IncidentDetail =>
  order === 'newest' ? { ...detail, timeline: [...detail.timeline].reverse() } : detail

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
