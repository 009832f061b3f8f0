import { wordDiff, type DiffPart } from './wordDiff.ts'

/** As the core tells it, oldest first. */
export interface History {
  versions: readonly { from: number; at: number; by: string | null; text: string }[]
  moves: readonly { at: number; by: string; from: number; to: number }[]
  omitted: number
}

export type Change =
  | { type: 'text'; at: number; by: string | null; isFirst: boolean; parts: DiffPart[] }
  | { type: 'move'; at: number; by: string; from: number; to: number }

/** Texts, each beside the one before it, and moves, in one line of time. A time that nobody knows stays behind the change before it. */
export function listChanges({ versions, moves, omitted }: History): Change[] {
  const texts = versions.map((version, index): Change => {
    const before = versions[index - 1]
    const isFirst = index === 0 && omitted === 0
    const parts: DiffPart[] = before ? shortened(wordDiff(before.text, version.text)) : [{ type: 'same', text: version.text }]
    return { type: 'text', at: version.at, by: version.by, isFirst, parts }
  })
  const changes = [...texts, ...moves.map((move): Change => ({ type: 'move', ...move }))]
  let last = 0
  const order = changes.map((change) => (change.at > 0 ? (last = change.at) : last))
  return changes
    .map((change, index) => ({ change, at: order[index]!, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ change }) => change)
}

const KEPT = 120

/** Long passages that stayed are cut in their middle: what changed is what one looks for. */
function shortened(parts: DiffPart[]): DiffPart[] {
  return parts.map((part, index) => {
    if (part.type !== 'same' || part.text.length <= 3 * KEPT) return part
    const [isFirst, isLast] = [index === 0, index === parts.length - 1]
    const head = isFirst ? '' : part.text.slice(0, KEPT)
    const tail = isLast ? '' : part.text.slice(-KEPT)
    return { type: 'same', text: `${head} … ${tail}` }
  })
}
