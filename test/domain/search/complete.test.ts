import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complete, completingAt, fieldsLike } from '#shared/domain/search/complete.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { FIELDS, NAMES, plainQuery } from './arbitraries.ts'
import { printQuery } from '#shared/domain/search/print.ts'

/** `|` is the caret. */
function at(marked: string): string | null {
  const caret = marked.indexOf('|')
  const found = completingAt(marked.replace('|', ''), caret, FIELDS)
  return found && `${found.type === 'value' ? `${found.field.name}=` : ''}${found.typed} ${found.from}-${found.to}`
}

test('Q34 at the end of a word a field is completed, after a colon its value, and elsewhere nothing', () => {
  expect(['sev|', 'x -sev|', '(reg|', 'a OR st|'].map(at)).toEqual(['sev 0-3', 'sev 3-6', 'reg 1-4', 'st 5-7'])
  expect(['service:|', 'x services:pa|', 'service:(a OR b|', '-service:(a OR -|', 'commander:"Ana K|'].map(at)).toEqual([
    'service= 8-8',
    'service=pa 11-13',
    'service=b 14-15',
    'service= 16-16',
    'commander=Ana K 10-16'
  ])
  expect(['|', 'a |', 'se|ver', 'nope:x|', '"quoted sev|', 'state:active)|', 'cost:>1|'].map(at)).toEqual(Array(7).fill(null))
})

test('Q34 fields are offered by name, alias and label, those of the workspace too', () => {
  const names = (typed: string) => fieldsLike(typed, FIELDS).map(({ name }) => name)
  expect(names('sev')).toEqual(['severity'])
  expect(names('mod')).toEqual(['updated'])
  expect(names('reg')).toEqual(['region'])
  expect(names('cust')).toEqual(['customer_impacted'])
  expect(names('zzz')).toEqual([])
})

test('Q34 what is chosen stands there so that it is read as that value', () => {
  expect(complete('x sev', { type: 'field', typed: 'sev', from: 2, to: 5 }, 'severity')).toEqual({ text: 'x severity:', caret: 11 })
  fc.assert(
    fc.property(plainQuery, fc.constantFrom(...NAMES), fc.boolean(), (query, name, isQuoted) => {
      const before = printQuery(query)
      const typed = `${before === '' ? '' : `(${before}) `}service:${isQuoted ? '"' : ''}${name.slice(0, 1).replace(/[^a-z]/gi, '')}`
      const found = completingAt(typed, typed.length, FIELDS)
      if (found?.type !== 'value') throw new Error(typed)
      const { text, caret } = complete(typed, found, name)
      expect(caret).toBe(text.length)
      const parsed = parseQuery(text, FIELDS)
      if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
      const last = parsed.query?.type === 'and' ? parsed.query.items.at(-1) : parsed.query
      expect(last).toEqual({ type: 'field', field: 'service', match: { type: 'is', value: name } })
    }),
    { seed: 34, numRuns: 300 }
  )
})
