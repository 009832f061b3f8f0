import * as Y from 'yjs'
import type { DocParts } from '#main/core/export/buildDoc.ts'
import { exportClock } from '#main/core/export/exportClock.ts'
import { detailOfIncident } from '#main/core/export/incidentJson.ts'
import { addImpact, changeStatus, declareIncident, flagEntry, postEntry, type Author } from '#shared/doc/commands.ts'
import { newNodes } from '#shared/doc/fragment.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc, notesOf, postmortemOf, rootCauseOf } from '#shared/doc/roots.ts'
import { addTask } from '#shared/doc/taskCommands.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { ActorId, DeviceId, IncidentId } from '#shared/domain/ids.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'

/* An incident with something of everything that can be exported. */

export const SAMPLE_ID = 'abcdefgh12345678' as IncidentId
export const SAMPLE_START = Date.parse('2026-02-03T23:50:00Z')

export interface Sample {
  doc: Y.Doc
  author: Author
  /** The first entry somebody posted, flagged. */
  flagged: string
}

export function writePage(fragment: Y.XmlFragment, blocks: readonly Block[]): void {
  fragment.doc!.transact(() => fragment.insert(fragment.length, newNodes(blocks)))
}

export function sampleIncident(): Sample {
  const doc = newDoc(SAMPLE_ID)
  let now = SAMPLE_START
  const author = { id: 'pann' as ActorId, name: 'Ann', clock: createClock('device01' as DeviceId, () => now) }
  valueOf(declareIncident(doc, author, { title: 'Checkout *slow* <b>', severity: 'SEV-2', services: ['web'], notes: '- first\n- second' }))
  now += 60_000
  const flagged = valueOf(postEntry(doc, author, { text: 'Backdated **rollback** of `v318`', at: SAMPLE_START - 600_000 }))
  flagEntry(doc, author, flagged, true)
  addImpact(doc, author, { start: SAMPLE_START, end: SAMPLE_START + 1_800_000, scope: 'All <shoppers>', isCustomer: true })
  valueOf(addTask(doc, author, { text: 'Roll *back*', list: 'task', assignees: [author], dueAt: now }))
  valueOf(addTask(doc, author, { text: 'Write it up', list: 'followUp', assignees: [], dueAt: null }))
  now += 30 * 60_000
  changeStatus(doc, author, 'resolved')
  writePage(notesOf(doc), fromMarkdown('## Numbers\n\nRead by **all**.\n\n1. one\n2. two'))
  writePage(rootCauseOf(doc), fromMarkdown('A <i>race</i> & a retry.'))
  writePage(postmortemOf(doc), postmortem(flagged))
  return { doc, author, flagged }
}

const inline = (text: string) => ({ type: 'text' as const, text, marks: {} })

const postmortem = (flagged: string): Block[] => [
  ...fromMarkdown('## Summary\n\nIt was **slow**, see [the graph](https://example.org/g?a=1&b=2).'),
  {
    type: 'paragraph',
    content: [
      { type: 'variable', name: 'incident.severity' },
      inline(' under '),
      { type: 'mention', kind: 'person', id: 'pann', label: 'Anna' },
      inline(', after '),
      { type: 'mention', kind: 'incident', id: 'other1234', label: 'IR-1 Old title' }
    ]
  },
  ...fromMarkdown('> [!WARNING]\n> Do not retry.\n\n> quoted\n\n- [x] done\n- [ ] open\n\n```ts\nconst a = 1 < 2\n```'),
  ...fromMarkdown('| Time | What |\n| --- | --- |\n| 10:00 | it *broke* |\n| 10:05 | it worked |\n\n***'),
  { type: 'heading', level: 2, content: [inline('Timeline')] },
  { type: 'timeline', show: 'flagged' },
  { type: 'entry', id: flagged as never },
  { type: 'image', hash: 'a'.repeat(52), alt: 'The graph' }
]

/** What exports are made from; `change` replaces parts of it. */
export function partsOf({ doc }: Sample, change: Partial<DocParts> = {}): DocParts {
  const incident = readIncident(doc)
  const type = DEFAULT_SETTINGS.types[0]!
  return {
    id: SAMPLE_ID,
    doc,
    incident,
    type,
    order: 'oldest',
    detail: detailOfIncident(SAMPLE_ID, doc, incident, type),
    clock: exportClock('UTC'),
    nowMs: SAMPLE_START + 86_400_000,
    image: () => Promise.resolve(undefined),
    incidentLabel: (id) => (id === 'other1234' ? 'IR-1 New title' : undefined),
    personName: () => undefined,
    pace: { step: () => Promise.resolve() },
    ...change
  }
}

/** 2 × 1 pixels. */
export const SAMPLE_PNG = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==', 'base64')
)
