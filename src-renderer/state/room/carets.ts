/** A piece of a text with carets in it: text, or the caret of the writer with this index. */
export type CaretPiece = { type: 'text'; text: string } | { type: 'caret'; writer: number }

/** `heads`: offset of each writer's caret; beyond the end counts as the end. Pieces in reading order. */
export function splitAtCarets(text: string, heads: readonly number[]): CaretPiece[] {
  const order = heads.map((head, writer) => ({ head: Math.min(Math.max(0, head), text.length), writer })).sort((a, b) => a.head - b.head)
  const pieces: CaretPiece[] = []
  let from = 0
  for (const { head, writer } of order) {
    if (head > from) pieces.push({ type: 'text', text: text.slice(from, head) })
    pieces.push({ type: 'caret', writer })
    from = head
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) })
  return pieces
}
