import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { detailOfIncident, summaryOfRow } from '#main/core/export/incidentJson.ts'
import { exportName } from '#main/core/export/exportName.ts'
import { exportFile, type ReadableFormat } from '#main/core/export/exportFile.ts'
import type { DocParts } from '#main/core/export/buildDoc.ts'
import type { ExportWhat } from '#shared/bridge/contract/exports.ts'
import { addImpact, changeStatus, declareIncident, flagEntry, postEntry } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc, notesOf } from '#shared/doc/roots.ts'
import { partsOf, sampleIncident, type Sample } from '#test/support/exportSample.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { ActorId, DeviceId, IncidentId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'

const ID = 'abcdefgh12345678' as IncidentId
const START = Date.parse('2026-02-03T23:50:00Z')

const textOf = async (what: ExportWhat, format: ReadableFormat, sample: Sample, change: Partial<DocParts> = {}): Promise<string> =>
  new TextDecoder().decode(valueOf(await exportFile(what, format, partsOf(sample, change))).bytes)

function incidentOfAnn() {
  const doc = newDoc(ID)
  let now = START
  const author = { id: 'pann' as ActorId, name: 'Ann', clock: createClock('device01' as DeviceId, () => now) }
  declareIncident(doc, author, { title: 'Checkout *slow*', severity: 'SEV-2', services: ['web'], notes: '- first\n- second' })
  now += 60_000
  const flagged = valueOf(postEntry(doc, author, { text: 'Backdated', at: START - 600_000 }))
  flagEntry(doc, author, flagged, true)
  addImpact(doc, author, { start: START, end: null, scope: 'All <shoppers>', isCustomer: true })
  now += 30 * 60_000
  changeStatus(doc, author, 'resolved')
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('What we learned')])
  notesOf(doc).insert(0, [paragraph])
  return detailOfIncident(ID, doc, readIncident(doc))
}

describe('JSON', () => {
  it('I21 has ISO times in UTC, names of people, and the timeline oldest first', () => {
    const detail = incidentOfAnn()
    expect(detail).toMatchObject({
      id: ID,
      number: null,
      title: 'Checkout *slow*',
      severity: 'SEV-2',
      status: 'resolved',
      commander: 'Ann',
      services: ['web'],
      declaredAt: '2026-02-03T23:50:00.000Z',
      resolvedAt: '2026-02-04T00:21:00.000Z',
      lastUpdateAt: '2026-02-04T00:21:00.000Z',
      notes: 'What we learned',
      impacts: [{ start: '2026-02-03T23:50:00.000Z', end: null, scope: 'All <shoppers>', isCustomer: true }],
      responders: [{ name: 'Ann', addedAt: '2026-02-03T23:50:00.000Z' }]
    })
    expect(detail.timeline.map(({ at, author, text, flagged }) => [at.slice(11, 16), author, text, flagged])).toEqual([
      ['23:40', 'Ann', 'Backdated', true],
      ['23:50', 'Ann', 'declared the incident as SEV-2, Active: Checkout *slow*', false],
      ['23:50', 'Ann', 'set Services to web', false],
      ['23:50', 'Ann', '- first\n- second', false],
      ['23:51', 'Ann', 'added customer impact: All <shoppers>', false],
      ['00:21', 'Ann', 'changed status from Active to Resolved', false]
    ])
    expect(JSON.parse(JSON.stringify(detail))).toEqual(detail)
  })

  it('a row becomes a summary with null where there is nothing', () => {
    const row = {
      id: ID,
      number: 7,
      prefix: 'SEC',
      title: 't',
      severity: 'SEV-1',
      status: 'active' as const,
      visibility: 'public' as const,
      isTest: false,
      customerImpact: 'no' as const,
      commander: null,
      services: [],
      teams: ['a'],
      declaredAt: START,
      resolvedAt: null,
      lastUpdateAt: START,
      incidentType: 'incident',
      isUnshared: true
    }
    expect(summaryOfRow(row)).toEqual({
      id: ID,
      number: 7,
      prefix: 'SEC',
      title: 't',
      severity: 'SEV-1',
      status: 'active',
      visibility: 'public',
      isTest: false,
      commander: null,
      services: [],
      teams: ['a'],
      declaredAt: '2026-02-03T23:50:00.000Z',
      resolvedAt: null,
      lastUpdateAt: '2026-02-03T23:50:00.000Z'
    })
  })
})

describe('Markdown', () => {
  it('I22 has facts, the timeline by day in UTC in the order of the screen, and the notes', async () => {
    const sample = sampleIncident()
    const text = await textOf('incident', 'md', sample)
    expect(text).toContain('# Checkout \\*slow\\* \\<b\\>\n')
    expect(text).toContain('- **Resolved:** 2026-02-04 00:21 UTC (after 31 min)\n')
    expect(text).toContain('- **Impact:** All \\<shoppers\\>, 2026-02-03 23:50 UTC to 2026-02-04 00:20 UTC (after 30 min)\n')
    expect(text).toContain('### Tue 3 Feb 2026\n\n- **23:40:00** ⚑ Ann: Backdated **rollback** of `v318`\n')
    expect(text).toContain('- **23:50:00** Ann: declared the incident as SEV-2, Active: Checkout \\*slow\\* \\<b\\>\n')
    expect(text).toContain('Ann:\n  - first\n  - second\n')
    expect(text.indexOf('### Wed 4 Feb 2026')).toBeGreaterThan(text.indexOf('first'))
    expect(text).toContain('## Notes\n\n### Numbers\n\nRead by **all**.\n\n1. one\n2. two\n')
  })

  it('names its file so that every system takes it', () => {
    expect(exportName({ id: ID, number: 12, prefix: 'SEC', title: 'A/B: "x"?' }, 'md')).toBe('SEC-12 A B x.md')
    expect(exportName({ id: ID, number: null, prefix: 'IR', title: '...' }, 'json')).toBe(`${ID}.json`)
  })
})
