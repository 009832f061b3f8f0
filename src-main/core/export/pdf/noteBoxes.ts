import type { ExportNote } from '../comments.ts'
import { boxesOf, listBoxes } from './blockBoxes.ts'
import type { Box, Layout } from './box.ts'
import { noteName } from './drawLine.ts'
import { TEXT_WIDTH } from './look.ts'

/** Comments at the end, each where the number among the words leads. */
export function* noteBoxes(notes: readonly ExportNote[], layout: Layout): Generator<Box> {
  if (notes.length === 0) return
  const place = { width: TEXT_WIDTH }
  yield* boxesOf([{ type: 'heading', level: 1, content: [{ type: 'text', text: 'Comments', marks: {} }] }], place, layout)
  const items = notes.map(({ blocks }) => blocks)
  const numberOf = (index: number) => notes[index]!.number
  yield* listBoxes(
    items,
    (index) => `${numberOf(index)}.`,
    place,
    layout,
    (index) => noteName(numberOf(index))
  )
}
