import * as Y from 'yjs'
import { DocHistory } from '#shared/doc/history/docHistory.ts'
import { readRow, type RowFacts } from '#shared/doc/history/readRow.ts'
import { until } from '#shared/doc/history/readThen.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf, findEntryText } from '#shared/doc/roots.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { PAGES, type PageName } from '#shared/domain/prose/pages.ts'
import { parseProse } from '#shared/domain/prose/parseProse.ts'
import type { Replica } from '../replica.ts'
import { loadRows } from '../history/logRows.ts'
import type { Partition } from './partitions.ts'

/** What happened to one incident while this machine was apart. */
export interface MergeReport {
  leftAt: number
  backAt: number
  /** Changes written here and sent when the line was back, and changes of others that came then. */
  sent: number
  received: number
  /** Settings changed on both sides, as `lost event/kept event`. */
  conflicts: string[]
  /** Parts of pages in which both sides wrote: as each had them, and as they became. */
  paragraphs: { page: PageName; mine: Block[]; theirs: Block[]; merged: Block[] }[]
  /** Entries others posted, and entries whose text both sides changed. */
  arrived: string[]
  bothEdited: string[]
}

interface Row {
  isMine: boolean
  body: Uint8Array
  at: number
  facts: RowFacts
}

/** undefined: cancelled, or nothing was changed in it. */
export async function readMergeReport(
  replica: Pick<Replica, 'store' | 'use' | 'flushOrFault'>,
  docId: DocId,
  { leftAt, backAt, fromSeq, toSeq }: Partition,
  signal: AbortSignal
): Promise<MergeReport | undefined> {
  if (backAt === null || toSeq === null) return undefined
  const rows = await loadRows(replica.store, docId, signal)
  if (!rows) return undefined
  const inside = rows.filter(({ seq }) => seq > fromSeq && seq <= toSeq)
  const facts = inside.map((row): Row => ({ isMine: row.peer === 0, body: row.body, at: row.at, facts: readRow(row.body) }))
  const [mine, theirs] = [facts.filter(({ isMine }) => isMine), facts.filter(({ isMine }) => !isMine)]
  if (facts.length === 0) return undefined
  const before = rows.filter(({ seq }) => seq <= fromSeq).map(({ body, at }) => ({ body, at }))
  return replica.use(docId, (live) => ({
    leftAt,
    backAt,
    sent: mine.length,
    received: theirs.length,
    ...factsOf(live, mine, theirs),
    // what only one side wrote cannot collide
    ...(mine.length > 0 && theirs.length > 0 ? proseOf(docId, live, before, mine, theirs) : { paragraphs: [], bothEdited: [] })
  }))
}

function factsOf(live: Y.Doc, mine: readonly Row[], theirs: readonly Row[]): Pick<MergeReport, 'conflicts' | 'arrived'> {
  const [own, others] = [mine, theirs].map((rows) => new Set(rows.flatMap(({ facts }) => facts.events)))
  const incident = readIncident(live)
  const conflicts = incident.overruled.filter(
    ({ lost, kept }) => (own!.has(lost.id) && others!.has(kept.id)) || (others!.has(lost.id) && own!.has(kept.id))
  )
  return {
    conflicts: conflicts.map(({ lost, kept }) => `${lost.id}/${kept.id}`),
    arrived: incident.timeline.filter(({ id, event }) => event.kind === 'entryPosted' && others!.has(id)).map(({ id }) => id)
  }
}

type Prose = Pick<MergeReport, 'paragraphs' | 'bothEdited'>

function proseOf(
  docId: DocId,
  live: Y.Doc,
  before: { body: Uint8Array; at: number }[],
  mine: readonly Row[],
  theirs: readonly Row[]
): Prose {
  const history = new DocHistory(docId)
  // in this order each side is a stretch of rows
  history.add([...before, ...mine, ...theirs])
  const [first, second] = [before.length, before.length + mine.length]
  const base = until(first)
  const isMine = (row: number) => row >= first && row < second
  const isTheirs = (row: number) => row >= second && row < history.length
  const paragraphs = PAGES.flatMap((page) =>
    history.collisions(page, base, isMine, isTheirs).map((collision) => ({
      page,
      mine: parseProse(collision.mine),
      theirs: parseProse(collision.theirs),
      merged: parseProse(collision.merged)
    }))
  )
  const bothEdited = [...eventsOf(live).keys()].filter(
    (id) => findEntryText(live, id) && history.isTouched(id, isMine) && history.isTouched(id, isTheirs)
  )
  history.close()
  return { paragraphs, bothEdited }
}
