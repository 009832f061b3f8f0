import fc from 'fast-check'
import { joinTexts } from '#shared/domain/prose/joinTexts.ts'
import { TIMELINE_SHOWS, TONES, type Block, type Inline, type Marks, type TableCell } from '#shared/domain/prose/nodes.ts'

/** Words with everything Markdown and HTML could take for something else. */
const WORD = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('retry', 'budget', 'of', 'checkout', '31', 'Ünïcode', '🧯') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '*',
      '_',
      '`',
      '|',
      '[x](y)',
      '<b>',
      '#',
      '-',
      '1.',
      '~~',
      '\\',
      '&amp;',
      '{{x}}',
      '>',
      '![a](b)',
      '+',
      '```',
      '---',
      '$&'
    )
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme-ascii' }).map((text) => text.trim() || 'x') }
)
/** No blank at either end, none doubled: those Markdown does not keep. */
const words = fc.array(WORD, { minLength: 1, maxLength: 6 }).map((all) => all.join(' ').replace(/\s+/g, ' ').trim())

const marks: fc.Arbitrary<Marks> = fc.record(
  {
    bold: fc.constant(true as const),
    italic: fc.constant(true as const),
    strike: fc.constant(true as const),
    href: fc.constantFrom('https://example.org/a?b=c&d=(e)', 'mailto:ana@example.org')
  },
  { requiredKeys: [] }
)
const text: fc.Arbitrary<Inline> = fc.record({ type: fc.constant('text' as const), text: words, marks })
const live: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ type: fc.constant('variable' as const), name: fc.constantFrom('incident.title', 'incident.severity') }),
  fc.record({
    type: fc.constant('mention' as const),
    kind: fc.constantFrom('person' as const, 'incident' as const),
    id: fc.constant('p1'),
    label: words
  })
)

/** Texts dressed differently from their neighbours, with a blank between: as a person would have them. */
const inlines = (kinds: fc.Arbitrary<Inline>): fc.Arbitrary<Inline[]> =>
  fc
    .array(kinds, { minLength: 1, maxLength: 3 })
    .map((all) =>
      joinTexts(all.flatMap((each, index): Inline[] => (index === 0 ? [each] : [{ type: 'text', text: ' ', marks: {} }, each])))
    )

const leaf = (inline: fc.Arbitrary<Inline>): fc.Arbitrary<Block> =>
  fc.oneof(
    fc.record({ type: fc.constant('paragraph' as const), content: inlines(inline) }),
    fc.record({
      type: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      content: inlines(inline)
    }),
    fc.record({
      type: fc.constant('codeBlock' as const),
      language: fc.constantFrom('', 'sql'),
      text: fc.array(words, { maxLength: 3 }).map((lines) => lines.join('\n'))
    }),
    fc.constant({ type: 'horizontalRule' as const }),
    fc.record({ type: fc.constant('image' as const), hash: fc.constant('a2'.repeat(26)), alt: words })
  )

const liveBlock: fc.Arbitrary<Block> = fc.record({ type: fc.constant('timeline' as const), show: fc.constantFrom(...TIMELINE_SHOWS) })

/** Pages as the editor may have them; `isStatic`: nothing live in them. */
export function arbitraryProse({ isStatic }: { isStatic: boolean }): fc.Arbitrary<Block[]> {
  const inline = isStatic ? text : fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: live })
  const { blocks } = fc.letrec<{ blocks: Block[]; block: Block; item: Block[]; cell: TableCell }>((tie) => ({
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4, depthIdentifier: 'prose' }),
    block: fc.oneof(
      { depthIdentifier: 'prose', maxDepth: 4, withCrossShrink: true },
      isStatic ? leaf(inline) : fc.oneof({ weight: 5, arbitrary: leaf(inline) }, { weight: 1, arbitrary: liveBlock }),
      fc.record({ type: fc.constant('blockquote' as const), content: tie('blocks') }),
      fc.record({ type: fc.constant('callout' as const), tone: fc.constantFrom(...TONES), content: tie('blocks') }),
      fc.record({ type: fc.constant('bulletList' as const), items: fc.array(tie('item'), { minLength: 1, maxLength: 3 }) }),
      fc.record({
        type: fc.constant('orderedList' as const),
        start: fc.integer({ min: 1, max: 30 }),
        items: fc.array(tie('item'), { minLength: 1, maxLength: 3 })
      }),
      fc.record({
        type: fc.constant('taskList' as const),
        items: fc.array(fc.record({ checked: fc.boolean(), task: fc.constant(null), content: tie('item') }), { minLength: 1, maxLength: 3 })
      }),
      fc
        .array(tie('cell'), { minLength: 1, maxLength: 3 })
        .chain((head) =>
          fc
            .array(fc.array(tie('cell'), { minLength: head.length, maxLength: head.length }), { maxLength: 3 })
            .map((rows): Block => ({ type: 'table', rows: [head.map((cell) => ({ ...cell, isHeader: true })), ...rows] }))
        )
    ),
    item: fc
      .tuple(inlines(inline), fc.array(tie('block'), { maxLength: 2, depthIdentifier: 'prose' }))
      .map(([content, rest]): Block[] => [{ type: 'paragraph', content }, ...rest]),
    cell: inlines(inline).map((content): TableCell => ({
      isHeader: false,
      colspan: 1,
      rowspan: 1,
      content: [{ type: 'paragraph', content }]
    }))
  }))
  return blocks
}
