import { expect, it } from 'vitest'
import { readEvents, readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { nameOf } from '#shared/domain/incident.ts'
import { isOpen } from '#shared/domain/status.ts'
import { importSamples, SAMPLES } from '#main/importers/samples/importSamples.ts'
import { MemoryTarget } from './memoryTarget.ts'

const NOW = Date.parse('2026-01-15T12:34:56Z')

it('I19 sample incidents are marked as such, sound, varied, and not from the future', async () => {
  const target = new MemoryTarget()
  expect(await importSamples(target, { now: NOW })).toMatchObject({ added: SAMPLES.length, isCancelled: false })
  const incidents = [...target.docs.values()].map((doc) => ({ doc, incident: readIncident(doc) }))
  expect(incidents.length).toBeGreaterThanOrEqual(12)
  for (const { doc, incident } of incidents) {
    expect(readEvents(doc).malformed).toEqual([])
    expect(incident.title).toMatch(/^\[Sample\] /)
    expect(incident).toMatchObject({ isTest: true, overruled: [] })
    expect(incident.lastUpdateAt).toBeLessThanOrEqual(NOW)
    expect(nameOf(incident, incident.commander)).toMatch(/ /)
    expect(incident.services.length * incident.teams.length).toBeGreaterThan(0)
    if (!isOpen(incident.status)) expect(incident.resolvedAt! - incident.declaredAt).toBeGreaterThan(0)
    for (const entry of incident.timeline) expect(textOfEntry(doc, incident, entry)).not.toBe('')
  }
  const all = incidents.map(({ incident }) => incident)
  expect(new Set(all.map(({ severity }) => severity)).size).toBeGreaterThanOrEqual(5)
  expect(new Set(all.map(({ status }) => status)).size).toBe(4)
  expect(all.some(({ visibility }) => visibility === 'private')).toBe(true)
  expect(all.some(({ timeline }) => timeline.some(({ flagged }) => flagged))).toBe(true)
})

it('I20 importing the samples again, also later, changes nothing', async () => {
  const target = new MemoryTarget()
  await importSamples(target, { now: NOW })
  target.updates = 0
  expect(await importSamples(target, { now: NOW + 86_400_000 })).toMatchObject({ added: 0, changed: 0, unchanged: SAMPLES.length })
  expect(target.updates).toBe(0)
})
