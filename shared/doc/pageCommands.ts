import type * as Y from 'yjs'
import { stampMs } from '../domain/clock.ts'
import type { EventId } from '../domain/ids.ts'
import type { Block, RawNode } from '../domain/prose/nodes.ts'
import { rawOf } from '../domain/prose/rawProse.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { newNodes, readFragment } from './fragment.ts'
import type { PageName } from '../domain/prose/pages.ts'
import { eventsOf, pageOf } from './roots.ts'
import { COMMAND_ORIGIN, writeOne, type Author } from './write.ts'

/**
 * A page reads like `blocks` again, by an edit like any other: what stands already stays as it is, so that carets and what others write
 * there stay. The number of blocks that were put in.
 */
export function restorePage(doc: Y.Doc, page: PageName, blocks: readonly Block[]): Result<number> {
  const fragment = pageOf(doc, page)
  const now = readFragment(fragment).map(keyOf)
  const then = rawOf(blocks).map(keyOf)
  // a page of a foreign client may have what is no block: then all of it is written anew
  const isPlain = now.length === fragment.length
  const start = isPlain ? commonLength(now, then) : 0
  const end = isPlain ? commonLength(now.slice(start).reverse(), then.slice(start).reverse()) : 0
  const [gone, made] = [fragment.length - start - end, blocks.length - start - end]
  if (gone === 0 && made === 0) return fail('badInput', 'The page reads like that already.')
  doc.transact(() => {
    fragment.delete(start, gone)
    fragment.insert(start, newNodes(blocks.slice(start, blocks.length - end)))
  }, COMMAND_ORIGIN)
  return ok(made)
}

/** Note that this author types in a page now; at most once per author and page an hour, so that the log says whose the letters are. */
export function markPageEdited(doc: Y.Doc, author: Author, page: PageName): Result<EventId | null> {
  const recent = author.clock.now() - 3600_000
  for (const [id, value] of eventsOf(doc).entries()) {
    const event = value as { kind?: unknown; page?: unknown; by?: unknown } | null
    if (event?.kind === 'pageEdited' && event.page === page && event.by === author.id && stampMs(id as EventId) > recent) return ok(null)
  }
  return writeOne(doc, author, { kind: 'pageEdited', page })
}

const keyOf = (node: RawNode): string => JSON.stringify(node)

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}
