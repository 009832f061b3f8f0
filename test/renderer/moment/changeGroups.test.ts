import { expect, test } from 'vitest'
import type { Inline, Marks, TextChange } from '#shared/domain/prose/nodes.ts'
import { groupChanges } from '#renderer/parts/prose/changeGroups.ts'

const MINUTE = 60_000
const text = (words: string, change?: [kind: TextChange['kind'], by: string | null, at: number], marks: Marks = {}): Inline => ({
  type: 'text',
  text: words,
  marks: change ? { ...marks, change: { kind: change[0], by: change[1], at: change[2] } } : marks
})
const spell = (inlines: readonly Inline[]): string[] =>
  groupChanges(inlines).map((each) =>
    each.type === 'changed'
      ? `${each.kind} ${each.by} ${each.from}-${each.to} ${each.runs.map((run) => (run.marks.bold ? `*${run.text}*` : run.text)).join('')}`
      : each.type === 'text'
        ? each.text
        : each.type
  )

test('U170 letters one person typed in one go are one change; another person, another kind or a long pause begins a new one', () => {
  expect(
    spell([
      text('We '),
      text('r', ['added', 'Ana', 2]),
      text('o', ['added', 'Ana', 3]),
      text('ll', ['added', 'Ana', 1], { bold: true }),
      text('ed', ['added', 'Ben', 4]),
      text(' b', ['removed', 'Ben', 5]),
      text('a', ['removed', 'Ben', 5 + 5 * MINUTE]),
      text('ck', ['removed', 'Ben', 6 + 10 * MINUTE]),
      { type: 'hardBreak' },
      text('?', ['removed', null, 7]),
      text('!', ['removed', null, 7])
    ])
  ).toEqual([
    'We ',
    'added Ana 1-3 ro*ll*',
    'added Ben 4-4 ed',
    `removed Ben 5-${5 + 5 * MINUTE}  ba`,
    `removed Ben ${6 + 10 * MINUTE}-${6 + 10 * MINUTE} ck`,
    'hardBreak',
    'removed null 7-7 ?!'
  ])
})
