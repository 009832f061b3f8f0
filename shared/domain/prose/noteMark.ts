import type { RawText } from './nodes.ts'

/** Name of the mark of a number that leads to a footnote. The editor has no such mark. */
const NOTE = '~note'

/** Only made here: what a peer writes into a document is never one. */
class NoteRef {
  readonly number: number
  constructor(number: number) {
    this.number = number
  }
}

/** The number of a footnote, as it stands among the words of a page. */
export const noteText = (number: number): RawText => ({ text: `[${number}]`, marks: { [NOTE]: new NoteRef(number) } })

export function noteOf(marks: RawText['marks']): number | undefined {
  const ref = marks[NOTE]
  return ref instanceof NoteRef ? ref.number : undefined
}
