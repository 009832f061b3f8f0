import { mapProse } from '#shared/domain/prose/mapProse.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { valueOf } from '#shared/domain/result.ts'
import { textOf } from '../args.ts'
import { UsageError, type Command } from '../command.ts'
import { safe, safeLine } from '../table.ts'
import { parseWhen } from '../times.ts'

export const compareCommand: Command = {
  name: 'compare',
  summary: 'what became of an incident between two moments',
  args: ['ID'],
  options: {
    from: { value: 'TIME', help: 'the earlier moment: 2026-11-02T10:15Z, 10:15 (UTC, today) or -10m' },
    to: { value: 'TIME', help: 'the later moment; without it: now' }
  },
  async run({ io, warRoom, values, positionals: [ref = ''], print }) {
    const [first, second] = [textOf(values, 'from'), textOf(values, 'to')]
    if (first === undefined) throw new UsageError('compare needs --from TIME')
    const from = parseWhen(first, io.now())
    const to = second === undefined ? io.now() : parseWhen(second, io.now())
    const { id } = valueOf(await warRoom.findIncident({ ref }))
    const comparison = valueOf(await warRoom.compareMoments({ incident: id, from, to }))
    print(comparison, () => {
      const { facts, pages, entries } = comparison
      const parts = [
        ...facts.map(({ label, before, after }) => `${safeLine(label)}: ${words(before)} → ${words(after)}`),
        ...entries.map(({ before, after }) => entryText(before, after)),
        ...pages.map(({ page, blocks }) => `${PAGE_TITLES[page]}\n${markedText(blocks)}`)
      ]
      return parts.length === 0 ? 'Nothing changed.' : parts.join('\n')
    })
  }
}

const PAGE_TITLES = { notes: 'Notes', rootCause: 'Root cause', postmortem: 'Postmortem' } as const

const words = (value: string | null): string => (value === null ? 'nothing' : safeLine(value))

function entryText(before: string | null, after: string | null): string {
  if (before === null) return `New entry: ${words(after)}`
  return after === null ? `Entry taken back: ${words(before)}` : `Entry: ${words(before)} → ${words(after)}`
}

/** As `git diff --word-diff` does: `[-removed-]{+added+}`. */
function markedText(blocks: readonly Block[]): string {
  const marked = mapProse(blocks, {
    block: (block) => [block],
    inline(inline) {
      const kind = inline.type === 'text' ? inline.marks.change?.kind : undefined
      if (inline.type !== 'text' || !kind) return [inline]
      return [{ ...inline, text: kind === 'added' ? `{+${inline.text}+}` : `[-${inline.text}-]` }]
    }
  })
  return safe(plainProse(marked))
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
