import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openImport } from '#main/importers/formats.ts'
import type { ForeignIncident } from '#main/importers/foreign.ts'
import { importIncidents } from '#main/importers/importIncidents.ts'
import { readPostmortems } from '#main/importers/postmortem/readPostmortems.ts'
import type { ImportReport } from '#shared/bridge/warRoomApi.ts'
import { readBlocks } from '#shared/doc/fragment.ts'
import { readEvents, readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { postmortemOf } from '#shared/doc/roots.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import { seededRandom } from '#test/fuzz/random.ts'
import { bytesOf, iso, loadFixture, MemoryTarget } from './memoryTarget.ts'

const NOW = Date.parse('2026-11-25T00:00:00Z')
const CHECKOUT = 'Checkout errors after a config rollout'

function importMarkdown(name: string, text: string, target = new MemoryTarget(), zone = 'UTC'): Promise<ImportReport> {
  return importIncidents(openImport(bytesOf(text), 'auto', { name, zone, now: NOW }), target)
}
const pageIn = (doc: Y.Doc) => readBlocks(postmortemOf(doc))
const read = (text: string, zone = 'UTC'): ForeignIncident[] =>
  readPostmortems(text, { name: 'x.md', zone, now: NOW }).flatMap((item) => (item.ok ? [item.incident] : []))

describe('A postmortem in Markdown', () => {
  it('I62 becomes an incident with dated entries, follow-ups, links and a page of all that is not dated', async () => {
    const target = new MemoryTarget()
    const report = await importMarkdown('checkout.md', loadFixture('checkout.md'), target)
    expect(report).toMatchObject({ format: 'postmortem', incidents: 1, added: 1, problems: [] })
    const { doc, incident } = target.byTitle(CHECKOUT)
    expect(incident).toMatchObject({ severity: 'SEV-2', status: 'resolved' })
    expect([iso(incident.declaredAt), iso(incident.resolvedAt)]).toEqual(['2026-01-12T09:10:00.000Z', '2026-01-12T10:05:00.000Z'])
    expect(target.entries(CHECKOUT)).toEqual([
      '09:00 Somebody restarts the pool. \nNo help.',
      '09:02 Rollout of config 318 starts',
      '09:10 Incident declared by on-call',
      '10:05 Rolled back, issue resolved'
    ])
    expect(incident.impacts).toMatchObject([{ scope: 'Shoppers in the EU saw errors.' }])
    expect(incident.links.map(({ name, url, role }) => [name, url, role])).toEqual([
      ['checkout', 'https://status.example.org/checkout', 'link'],
      ['thread', 'https://acme.slack.com/archives/C1/p1', 'chat']
    ])
    const tasks = incident.tasks.map(({ list, text, doneAt }) => [list, text, doneAt !== null])
    expect(tasks).toEqual([
      ['followUp', 'Add a canary', true],
      ['followUp', 'Alert on 5xx by region', false],
      ['followUp', 'Alert on 5xx by region', false]
    ])
    const page = pageIn(doc)
    const boxes = page.flatMap((block) => (block.type === 'taskList' ? block.items : []))
    expect(boxes.map(({ task, checked }) => [task, checked])).toEqual(incident.tasks.map(({ id, doneAt }) => [id, doneAt !== null]))
    const text = toMarkdown(page)
    expect(text).toContain('## Timeline\n\n{{timeline}}\n\nsoon after · Everybody has lunch\n\n')
    expect(text).toContain('ERROR in code is no entry')
    expect(text).toContain('Somebody should own these.\n\n## Stats\n\n- Time to detection: 8 minutes')
    expect(readEvents(doc).malformed).toEqual([])
  })

  it('I63 what was not understood is told with its line: doubts, text among times or actions, a time inside a sentence', async () => {
    const { notes, noteCount } = await importMarkdown('checkout.md', loadFixture('checkout.md'))
    expect(notes.map(({ line, reason }) => [line, reason])).toEqual([
      [22, 'no time of day in the text'],
      [24, 'no time in this row: kept as text: | soon after       | Everybody has lunch                      |'],
      [33, 'under "Action Items", what is no item of a list is kept as text, and no follow-up']
    ])
    expect(noteCount).toBe(3)
    const log = await importMarkdown('log.html.md.erb', loadFixture('log.html.md.erb'))
    expect(log.notes.map(({ line, reason }) => [line, reason.slice(0, 60)])).toEqual([
      [6, 'stands before the first incident and was left out: # Inciden'],
      [8, 'a piece of a page template was left out'],
      [9, 'stands before the first incident and was left out: Mean time'],
      [11, 'stands before the first incident and was left out: ## Q1 202'],
      [null, 'No zone is named for its times: they were taken as UTC'],
      [24, 'the time stands inside the sentence: kept as text, no entry '],
      [null, 'No zone is named for its times: they were taken as UTC']
    ])
  })

  it('I64 a log of several incidents gives each, with the times that have a name', () => {
    const [logs, valentine, ...more] = read(loadFixture('log.html.md.erb'))
    expect(more).toEqual([])
    expect(logs).toMatchObject({ title: 'Incident on 2024-03-02 10:00 - Logs stopped', startedAt: Date.parse('2024-03-02T10:20:00Z') })
    expect(logs!.details!.detectedAt).toBe(Date.parse('2024-03-02T10:00:00Z'))
    expect(logs!.transitions.map(({ status, at }) => [status, iso(at)])).toEqual([
      ['stable', '2024-03-02T11:00:00.000Z'],
      ['resolved', '2024-03-02T11:30:00.000Z']
    ])
    expect(logs!.impacts.map(({ start, end, scope }) => [iso(start), iso(end), scope])).toEqual([
      ['2024-03-02T09:50:00.000Z', '2024-03-02T11:00:00.000Z', 'No logs for an hour']
    ])
    expect(logs!.updates.map(({ text }) => text)).toEqual([
      'Fault occurs',
      'disk is full',
      'First detected',
      'Incident declared',
      'disk is grown',
      'Repaired',
      'Resolved'
    ])
    expect(logs!.details!.followUps).toEqual([{ text: 'Watch the disk #12', isDone: false }])
    expect(toMarkdown(logs!.details!.page)).toContain('## Time to resolve\n\n1h 30m (during support hours 10:00-17:00)')
    expect(valentine).toMatchObject({ title: 'Incident on 2024-02-14', startedAt: Date.parse('2024-02-14T14:00:00Z') })
    expect(plainProse(logs!.details!.page)).not.toContain('partial')
  })

  it('I65 times without a zone are of the zone that is given; one the text names holds', () => {
    const [summer] = read('# Outage\n\n- 2026-07-01 12:00 it broke\n- 2026-07-01 13:00 it works', 'Europe/Berlin')
    expect(summer!.updates.map(({ at }) => iso(at))).toEqual(['2026-07-01T10:00:00.000Z', '2026-07-01T11:00:00.000Z'])
    const [stated] = read('# Outage\n\nAll times in UTC.\n\n- 2026-07-01 12:00 it broke', 'Europe/Berlin')
    expect(stated!.updates.map(({ at }) => iso(at))).toEqual(['2026-07-01T12:00:00.000Z'])
  })

  it('I66 importing again writes nothing; on two machines it is one incident with one page; a line added later is added', async () => {
    const [one, two] = [new MemoryTarget(), new MemoryTarget()]
    const text = loadFixture('checkout.md')
    await importMarkdown('checkout.md', text, one)
    await importMarkdown('renamed.md', text, two)
    const before = one.updates
    expect(await importMarkdown('checkout.md', text, one)).toMatchObject({ unchanged: 1, added: 0, changed: 0 })
    expect(one.updates).toBe(before)
    const { doc, incident } = one.byTitle(CHECKOUT)
    const other = two.byTitle(CHECKOUT).doc
    expect(Y.encodeStateAsUpdate(other)).toEqual(Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    const page = pageIn(doc)
    expect(page.filter(({ type }) => type === 'timeline')).toHaveLength(1)
    expect(readIncident(doc)).toEqual(incident)

    // nor does another zone make a second incident, or second entries
    const zoneless = text.replace('All times in CET.', '')
    expect(await importMarkdown('checkout.md', zoneless, one, 'Asia/Tokyo')).toMatchObject({ unchanged: 1 })
    expect(one.docs.size).toBe(1)

    const longer = text.replace('| soon after ', '| 2026-01-12 11:20 | All clear |\n| soon after ')
    expect(await importMarkdown('checkout.md', longer, one)).toMatchObject({ changed: 1 })
    expect(one.entries(CHECKOUT)).toHaveLength(5)
    expect(pageIn(doc)).toEqual(page)
  })

  it('I67 a file without a date, or without anything, is no incident and says so', async () => {
    expect((await importMarkdown('template.md', '# Title\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| HH:mm | x |')).problems).toEqual([
      { line: 1, reason: '"Title" has no line with a date and a time, so it is no incident' }
    ])
    expect((await importMarkdown('empty.md', '')).problems).toHaveLength(1)
    const huge = await importMarkdown('huge.md', 'a'.repeat(2_000_001))
    expect(huge.problems[0]!.reason).toContain('a postmortem may have 2000000')
  })

  it('I68 whatever the bytes, nothing throws, every incident is sound, and lines are those of the file', async () => {
    const random = seededRandom(20_260_112)
    const pieces = ['# ', '## Timeline\n', '| ', ' |\n', '|---|\n', '- ', '- **Key events**\n', '- **Impact**: ', '**', '```\n', '---\n', '<%', '%>', '\n\n', '  ', '[a](', 'javascript:', '](https://x.y/', ')', '2026-01-12 10:00 ', '12:00', '20202-01-01', '–', '\u0000', '\ud800', '\u202e', '<script>', '&#x;', '{{timeline}}', 'Resolved ', 'Action Items\n', '999999999999'] // prettier-ignore
    const sources = [loadFixture('checkout.md'), loadFixture('log.html.md.erb')]
    for (let round = 0; round < 250; round++) {
      let text = random.chance(0.6) ? random.pick(sources) : ''
      for (let count = random.int(1, 60); count > 0; count--) {
        const at = random.int(0, text.length)
        text = text.slice(0, at) + random.pick(pieces) + text.slice(at + (random.chance(0.3) ? random.int(0, 40) : 0))
      }
      const target = new MemoryTarget()
      const report = await importMarkdown('fuzz.md', text, target)
      const lines = text.split(/\r\n|\n|\r/).length
      for (const { line } of [...report.problems, ...report.notes]) expect(line === null || (line >= 1 && line <= lines)).toBe(true)
      for (const doc of target.docs.values()) {
        expect(readEvents(doc).malformed).toEqual([])
        expect(readIncident(doc).isDeclared).toBe(true)
        pageIn(doc)
      }
    }
  }, 60_000)

  it('I69 text nested or marked thousands of times is read to its end', () => {
    const deep = ['- '.repeat(3000), '> '.repeat(3000), '| a '.repeat(20_000), '**'.repeat(30_000), '[a]('.repeat(10_000), '<%'.repeat(30_000), '`'.repeat(50_000), '# '.repeat(30_000)] // prettier-ignore
    for (const text of deep) {
      expect(read(`# x\n\n- 2026-01-01 10:00 a\n\n${text}\n`), text.slice(0, 12)).toHaveLength(1)
    }
  })
})

const DATASETS = new URL('../../../../shared/datasets/', import.meta.url)
const folders = ['dfds-postmortems', 'moj-cloud-platform'].map((name) => new URL(`${name}/`, DATASETS))

describe.skipIf(!folders.every((folder) => existsSync(folder)))('Real postmortems (skipped where ../shared/datasets is not)', () => {
  const files = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /\.(?:md|erb)$/.test(name))
          .map((name) => ({ name, text: readFileSync(new URL(encodeURIComponent(name), folder), 'utf8') }))
      : []
  )

  it('I70 of each, every heading, every dated line and every action item is in the incident or told', async () => {
    let incidents = 0
    for (const { name, text } of files) {
      const target = new MemoryTarget()
      const report = await importMarkdown(name, text, target)
      if (/yyyy/.test(name)) {
        expect(report.incidents, name).toBe(0)
        continue
      }
      expect(report, name).toMatchObject({ incidents: 1, added: 1, problemCount: 0 })
      incidents++
      const [doc] = [...target.docs.values()]
      const incident = readIncident(doc!)
      expect(readEvents(doc!).malformed, name).toEqual([])
      const page = plainProse(pageIn(doc!))
      const entries = incident.timeline.map((entry) => textOfEntry(doc!, incident, entry)).join('\n')
      const told = new Set(report.notes.map(({ line }) => line))
      const flat = (words: string) =>
        words
          .replace(/[*_`\\|:#[\]()–-]|<br>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim()
      const [flatPage, flatEntries] = [flat(`${incident.title}\n${page}`), flat(entries)]
      let isAction = false
      for (const [index, line] of text.split('\n').entries()) {
        const heading = /^#+ +(.+)$/.exec(line)?.[1]
        if (heading !== undefined) expect(flatPage, `${name}:${index + 1}`).toContain(flat(heading))
        const dated = /^- \*\*Status/.test(line) ? null : /(?:20)?20\d\d-\d\d-\d\d[ T](?:\d\d?[:.]\d\d|\d\d:\?\?|--:--|HH:mm)/.exec(line)
        if (dated && !told.has(index + 1)) {
          const words = flat(line.slice(0, dated.index) + line.slice(dated.index + dated[0].length))
            .slice(0, 60)
            .trim()
          expect(flatEntries, `${name}:${index + 1}`).toContain(words)
        }
        if (/^#|^- \*\*/.test(line)) isAction = /action/i.test(line)
        if (isAction && /^ *- +\S/.test(line) && !/^- \*\*Review actions/.test(line)) {
          const words = flat(line).slice(0, 40).trim()
          expect(
            incident.tasks.some((task) => flat(task.text).startsWith(words)),
            `${name}:${index + 1} ${words}`
          ).toBe(true)
        }
      }
    }
    expect(incidents).toBe(files.length - 1)
  })
})
