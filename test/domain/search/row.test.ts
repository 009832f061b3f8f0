import { beforeEach, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { addImpact, changeStatus, declareIncident, postEntry, setField } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { readSearchRow } from '#shared/doc/readProse.ts'
import { newDoc } from '#shared/doc/roots.ts'
import { tryWrite, type NewEvent } from '#shared/doc/write.ts'
import { valueOf } from '#shared/domain/result.ts'
import { searchFieldsOf } from '#shared/domain/search/fields.ts'
import { matches } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0, writer } from '#test/support/events.ts'

let doc: Y.Doc
let now = T0
const ana = newAuthor('Ana', () => now)
beforeEach(() => {
  now = T0
  doc = newDoc('incident1')
})

const declare = (part = {}) => valueOf(declareIncident(doc, ana, { ...aDeclaration, ...part }))
const write = (...events: NewEvent[]) => valueOf(tryWrite(doc, ana, events))
function finds(text: string): boolean {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return matches(parsed.query, readSearchRow(doc)!, now)
}

test('Q24 a time set by hand is what is searched and measured by; the timeline and the status keep theirs', () => {
  declare()
  now = T0 + 60 * MINUTE
  valueOf(changeStatus(doc, ana, 'resolved'))
  expect([finds('time_to_resolve:[60m TO 60m]'), finds('created:2026-01-01')]).toEqual([true, false])
  write(
    { kind: 'timestampSet', timestamp: 'declared', to: Date.UTC(2026, 0, 1), base: null },
    { kind: 'timestampSet', timestamp: 'resolved', to: Date.UTC(2026, 0, 1, 2), base: null }
  )
  expect(finds('created:2026-01-01 resolved:2026-01-01 time_to_resolve:[2h TO 2h]')).toBe(true)
  expect(readIncident(doc).declaredAt).toBe(T0)
  expect(readIncident(doc).resolvedAt).toBe(T0 + 60 * MINUTE)
  // detected is when it was declared, until somebody says otherwise
  expect(finds('detected:2026-01-01')).toBe(true)
  write({ kind: 'timestampSet', timestamp: 'detected', to: Date.UTC(2025, 11, 31), base: null })
  expect(finds('detected:2025-12-31')).toBe(true)
  valueOf(changeStatus(doc, ana, 'active'))
  expect(finds('resolved:*'), 'reopened: not resolved, whatever was set by hand before').toBe(false)
})

test('Q25 a postmortem is a link of that role, or anything written as one; how it was detected is unknown until it is said', () => {
  declare()
  expect(finds('postmortem:no detection_method:unknown')).toBe(true)
  const [link] = write({ kind: 'linkAdded', name: 'Review', url: 'https://example.org', role: 'postmortem' })
  expect(finds('postmortem:yes review')).toBe(true)
  write({ kind: 'linkRemoved', link: link! })
  expect(finds('postmortem:yes OR review')).toBe(false)
  valueOf(setField(doc, ana, 'detection_method', 'monitor'))
  expect(finds('detection_method:monitor -detection_method:unknown')).toBe(true)
})

test('Q26 words follow each other within one entry, and what was taken back is not found', () => {
  declare()
  const entry = valueOf(postEntry(doc, ana, { text: 'the cache is' }))
  valueOf(postEntry(doc, ana, { text: 'cold again' }))
  expect([finds('"cache is"'), finds('cache cold'), finds('"is cold"')]).toEqual([true, true, false])
  write({ kind: 'entryRetracted', entry: entry as never })
  expect(finds('cache')).toBe(false)
})

test('Q64 what impacts say in their fields is found, of numbers by the greatest, and goes with its impact', () => {
  declare()
  const set = writer()
  const of = (name: string, type: string) =>
    Object.entries({ label: name, section: 'impact', type }).map(([key, value]) =>
      set('settingSet', { path: `types/incident/fields/${name}/${key}`, value, base: null })
    )
  const fields = searchFieldsOf(
    foldSettings([...of('region', 'dropdown'), ...of('hosts', 'number'), ...of('why', 'text'), ...of('tags', 'autocomplete')])
  )
  const finds = (text: string): boolean => {
    const parsed = parseQuery(text, fields)
    if (!parsed.ok) throw new Error(parsed.problem.message)
    return matches(parsed.query, readSearchRow(doc)!, now, fields)
  }
  const impact = { start: T0, end: null, scope: 'Baskets', isCustomer: true }
  expect(finds('region:*')).toBe(false)
  valueOf(addImpact(doc, ana, { ...impact, fields: { region: 'eu', hosts: 3, why: 'a cold cache', tags: ['az:1'] } }))
  const second = valueOf(
    addImpact(doc, ana, { ...impact, fields: { region: 'us', hosts: 12, tags: ['az:1', 'az:2'], summary: 'of no form' } })
  )
  for (const text of ['region:eu region:US', 'hosts:>10', 'hosts:12', 'why:cold', '"cold cache"', 'us', 'tags:az:2'])
    expect(finds(text), text).toBe(true)
  for (const text of ['region:asia', 'hosts:3', 'summary:*', 'form']) expect(finds(text), text).toBe(false)
  write({ kind: 'impactRemoved', impact: second })
  for (const text of ['region:us', 'tags:az:2', 'hosts:12']) expect(finds(text), text).toBe(false)
  expect(finds('region:eu hosts:3')).toBe(true)
})
