import type { Inline, Marks } from './nodes.ts'

/** Neighbours dressed alike are one text. */
export function joinTexts(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const inline of inlines) {
    const last = result.at(-1)
    if (inline.type === 'text' && last?.type === 'text' && isSame(inline.marks, last.marks)) {
      result[result.length - 1] = { ...last, text: last.text + inline.text }
    } else result.push(inline)
  }
  return result
}

const isSame = (a: Marks, b: Marks): boolean =>
  a.bold === b.bold &&
  a.italic === b.italic &&
  a.underline === b.underline &&
  a.strike === b.strike &&
  a.code === b.code &&
  a.href === b.href &&
  a.change === b.change &&
  a.note === b.note
