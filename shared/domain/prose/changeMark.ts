import type { RawText, TextChange } from './nodes.ts'

/** Name of the mark that says what became of a run of text between two moments. The editor has no such mark. */
export const CHANGE = '~change'

/** The mark of a run, as whoever compared wrote it. */
export function changeOf(marks: RawText['marks']): TextChange | undefined {
  const change = marks[CHANGE] as Partial<TextChange> | undefined
  if (change?.kind !== 'added' && change?.kind !== 'removed') return undefined
  return { kind: change.kind, by: typeof change.by === 'string' ? change.by : null, at: typeof change.at === 'number' ? change.at : 0 }
}
