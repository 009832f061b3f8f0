import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { openImport } from '#main/importers/formats.ts'
import { importIncidents } from '#main/importers/importIncidents.ts'
import { MemoryTarget } from './memoryTarget.ts'

const FILES = [
  { path: 'github-statuses/incidents.jsonl', format: 'statusFeed', incidents: 399 },
  { path: 'gcp/incidents.json', format: 'cloudStatus', incidents: 81 }
]

for (const { path, format, incidents } of FILES) {
  const url = new URL(`../../../shared/datasets/${path}`, import.meta.url)
  describe.skipIf(!existsSync(url))(`${path} (only where the data set is beside the repository)`, () => {
    it('I18 real status pages are read without a problem, and again without a change', async () => {
      const target = new MemoryTarget()
      const bytes = readFileSync(url)
      expect(await importIncidents(openImport(bytes, 'auto'), target)).toMatchObject({
        format,
        incidents,
        added: incidents,
        problemCount: 0
      })
      expect(target.docs.size).toBe(incidents)
      for (const doc of target.docs.values()) {
        expect(readEvents(doc)).toMatchObject({ malformed: [], unknown: new Map() })
        const incident = readIncident(doc)
        expect(incident.overruled).toEqual([])
        expect(incident.resolvedAt! - incident.declaredAt, incident.title).toBeGreaterThanOrEqual(0)
      }
      target.updates = 0
      expect(await importIncidents(openImport(bytes, 'auto'), target)).toMatchObject({ unchanged: incidents })
      expect(target.updates).toBe(0)
    })
  })
}

const feed = new URL('../../../shared/datasets/github-statuses/incidents.jsonl', import.meta.url)
it.skipIf(!existsSync(feed))('impacts are the downtime the feed measured, ends are its own (only where the data set is)', async () => {
  const target = new MemoryTarget()
  const text = readFileSync(feed, 'utf8')
  await importIncidents(openImport(new TextEncoder().encode(text), 'auto'), target)
  const byUrl = new Map([...target.docs.values()].map(readIncident).map((incident) => [incident.links[0]!.url, incident]))
  let compared = 0
  for (const line of text.split('\n').filter(Boolean)) {
    const record = JSON.parse(line) as {
      url: string
      resolved_at: string
      downtime_start: string
      downtime_end: string
      updates: unknown[]
    }
    const incident = byUrl.get(record.url)!
    expect(incident.resolvedAt).toBe(Date.parse(record.resolved_at))
    expect(incident.timeline.filter(({ event }) => event.kind === 'entryPosted')).toHaveLength(record.updates.length)
    for (const { start, end } of incident.impacts) {
      expect([start, end]).toEqual([Date.parse(record.downtime_start), Date.parse(record.downtime_end)])
      compared++
    }
  }
  expect(compared).toBeGreaterThan(300)
})
