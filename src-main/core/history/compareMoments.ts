import type * as Y from 'yjs'
import type { DocHistory } from '#shared/doc/history/docHistory.ts'
import type { ChangeMark } from '#shared/doc/history/readThen.ts'
import { eventsUntil } from '#shared/doc/history/viewDoc.ts'
import { writersOf } from '#shared/doc/history/writers.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import { PAGES, type PageName } from '#shared/domain/prose/pages.ts'
import { stampMs } from '#shared/domain/clock.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import { compareIncidents, type FactChange } from '#shared/domain/history/compareIncidents.ts'
import { nameOf } from '#shared/domain/incident.ts'
import { CHANGE } from '#shared/domain/prose/changeMark.ts'
import type { Block, RawNode, TextChange } from '#shared/domain/prose/nodes.ts'
import { parseProse } from '#shared/domain/prose/parseProse.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { aloneAt, type EditSession } from './editSessions.ts'

export interface Comparison {
  facts: FactChange[]
  /** Pages that are not the same, with what was removed and added marked in them. */
  pages: { page: PageName; blocks: Block[] }[]
  /** Entries that are new, gone or say something else; text as it was. null: it was not there. */
  entries: { id: string; before: string | null; after: string | null }[]
}

/** What became of an incident between two moments, epoch ms, `from` the earlier. */
export function compareMoments(live: Y.Doc, history: DocHistory, type: IncidentType, from: number, to: number): Comparison {
  const { events } = readEvents(live)
  const [before, after] = [from, to].map((at) => foldIncident(eventsUntil(events, at)))
  const writers = writersOf(live)
  const whoAmong = (sessions: readonly EditSession[], { kind, client, row }: ChangeMark): ActorId | null => {
    const writer = kind === 'added' ? client : history.writerOf(row)
    const known = writer === undefined ? null : (writers.get(writer) ?? null)
    return known ?? aloneAt(sessions, history.writtenAt(row + 1) ?? 0)
  }
  const dressOf = (page: PageName) => {
    const sessions = events.flatMap((event): EditSession[] =>
      event.kind === 'pageEdited' && event.page === page ? [{ by: event.by, from: stampMs(event.id) }] : []
    )
    return (mark: ChangeMark): TextChange => ({
      kind: mark.kind,
      by: nameOf(after!, whoAmong(sessions, mark)),
      at: history.writtenAt(mark.row + 1) ?? 0
    })
  }
  const [first, second] = [history.momentAt(from), history.momentAt(to)]
  return {
    facts: compareIncidents(before!, after!, type),
    pages: PAGES.flatMap((page) => {
      const { nodes, isChanged } = dressed(history.compare(page, first, second), dressOf(page))
      return isChanged ? [{ page, blocks: parseProse(nodes) }] : []
    }),
    entries: compareEntries(
      history,
      first,
      second,
      [before!, after!].map(({ timeline }) => new Set(timeline.map(({ id }) => id as string)))
    )
  }
}

/** The marks of a comparison, with names in place of numbers. */
function dressed(nodes: readonly RawNode[], dress: (mark: ChangeMark) => TextChange): { nodes: RawNode[]; isChanged: boolean } {
  let isChanged = false
  const walk = (all: readonly RawNode[]): RawNode[] =>
    all.map((node) => {
      const mark = ('text' in node ? node.marks : node.attrs)[CHANGE] as ChangeMark | undefined
      if (mark) isChanged = true
      if ('text' in node) return mark ? { ...node, marks: { ...node.marks, [CHANGE]: dress(mark) } } : node
      return { ...node, content: walk(node.content) }
    })
  return { nodes: walk(nodes), isChanged }
}

function compareEntries(
  history: DocHistory,
  first: number,
  second: number,
  [were, are]: readonly ReadonlySet<string>[]
): Comparison['entries'] {
  const ids = new Set([...were!, ...are!])
  return [...ids].flatMap((id) => {
    const before = were!.has(id) ? (history.entryText(id, first) ?? null) : null
    const after = are!.has(id) ? (history.entryText(id, second) ?? null) : null
    return before === after ? [] : [{ id, before, after }]
  })
}
