import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readSettings, setSettings } from '#shared/doc/settingsCommands.ts'
import {
  copyOfRule,
  moveRule,
  newRule,
  previewQuery,
  removeRule,
  ruleChanges,
  templateChanges
} from '#shared/domain/notify/ruleSettings.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { valueOf } from '#shared/domain/result.ts'
import type { Rule } from '#shared/domain/settings/settings.ts'
import { newAuthor } from '#test/support/authors.ts'

const [ana, ben] = [newAuthor('Ana'), newAuthor('Ben')]

function workspace() {
  const doc = new Y.Doc()
  const set = (changes: Parameters<typeof setSettings>[2]) => valueOf(setSettings(doc, ana, changes))
  const type = () => readSettings(doc).types[0]!
  const add = (id: string, changed: Partial<Rule> = {}) => set(ruleChanges('incident', { ...newRule(id, type()), name: id, ...changed }))
  return { doc, set, type, add, names: () => type().rules.map(({ name }) => name) }
}

describe('rules in the settings', () => {
  it('D265 a rule is added at the end, moved, copied switched off under a free name, and taken away', () => {
    const { set, type, add, names } = workspace()
    for (const id of ['one', 'two', 'three']) add(id)
    expect(names()).toEqual(['one', 'two', 'three'])
    set(moveRule(type(), 'three', 0))
    expect(names()).toEqual(['three', 'one', 'two'])
    const copy = copyOfRule(type().rules[1]!, 'copy', type())
    set(ruleChanges('incident', copy))
    set(ruleChanges('incident', copyOfRule(copy, 'again', type())))
    expect(names()).toEqual(['three', 'one', 'two', 'one 2', 'one 3'])
    expect(type().rules.at(-2)).toMatchObject({ isOn: false, trigger: 'declared' })
    set(removeRule('incident', 'one'))
    expect(names()).toEqual(['three', 'two', 'one 2', 'one 3'])
  })
  it('D266 only what differs is written, so that two who change two things of one rule keep both', () => {
    const { doc, type, add } = workspace()
    add('one')
    const before = type().rules[0]!
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    valueOf(setSettings(doc, ana, ruleChanges('incident', { ...before, query: 'severity:SEV-1' }, before)))
    valueOf(setSettings(other, ben, ruleChanges('incident', { ...before, recipients: ['commander'] }, before)))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect(type().rules[0]).toMatchObject({ query: 'severity:SEV-1', recipients: ['commander'] })
    expect(readSettings(doc).overruled).toEqual([])
    expect(ruleChanges('incident', before, before)).toEqual([])
  })
  it('D267 what a rule would have spoken of is asked for as a search of the last 30 days, as narrow as the rule', () => {
    const { type } = workspace()
    const of = (rule: Pick<Rule, 'query' | 'visibility'>, count = 1) => previewQuery(rule, type(), count)
    expect(of({ query: '', visibility: 'all' })).toBe('created:>now-30d AND test:false')
    expect(of({ query: 'severity:SEV-1 OR team:web', visibility: 'private' }, 2)).toBe(
      '(severity:SEV-1 OR team:web) AND created:>now-30d AND visibility:private AND test:false AND type:"incident"'
    )
    expect(parseQuery(of({ query: 'severity:SEV-1 OR team:web', visibility: 'private' }, 2)).ok).toBe(true)
    expect(previewQuery({ query: '', visibility: 'all' }, { ...type(), doTestsNotify: true }, 1)).toBe('created:>now-30d')
  })
  it('D268 a template of one’s own is kept beside those that are shipped', () => {
    const { set, type } = workspace()
    set(templateChanges('incident', { id: 't1', name: 'For support', subject: '{{incident.title}}', body: '' }))
    expect(type().templates.map(({ name }) => name)).toEqual(['Incident declared', 'Status update', 'Resolved', 'For support'])
    expect(type().templates.at(-1)).toMatchObject({ subject: '{{incident.title}}', body: '', isDefault: false })
  })
})
