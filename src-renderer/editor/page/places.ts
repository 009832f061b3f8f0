import type { Editor } from '@tiptap/core'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { findAnchor, PageTexts, type TextPlace, type TextRange } from '#shared/doc/anchors.ts'
import type { Comment } from '#shared/domain/comments.ts'
import { isCursor } from '../remotePosition.ts'
import { bindingOf } from './keptNodes.ts'

/* Places of the editor and places of the document are not the same numbers: here one becomes the other. */

/** In the editor; undefined: it is not in this page. */
function positionOf(editor: Editor, relative: Y.RelativePosition): number | undefined {
  const binding = bindingOf(editor.state)
  if (!binding) return undefined
  return relativePositionToAbsolutePosition(binding.doc, binding.type, relative, binding.mapping) ?? undefined
}

const ofPlace = (editor: Editor, { text, index }: TextPlace): number | undefined =>
  positionOf(editor, Y.createRelativePositionFromTypeIndex(text, index))

function placeAt(editor: Editor, position: number): TextPlace | undefined {
  const binding = bindingOf(editor.state)
  if (!binding) return undefined
  const relative = absolutePositionToRelativePosition(position, binding.type, binding.mapping) as Y.RelativePosition
  const found = Y.createAbsolutePositionFromRelativePosition(relative, binding.doc)
  return found?.type instanceof Y.XmlText ? { text: found.type, index: found.index } : undefined
}

/** What is selected, from its first letter to its last; undefined: no words are. */
export function selectedRange(editor: Editor): TextRange | undefined {
  // a selection made by keys a moment ago is told to the editor later than the next key
  ;(editor.view as unknown as { domObserver: { flush(): void } }).domObserver.flush()
  const { from, to } = editor.state.selection
  const letters: { at: number; size: number }[] = []
  editor.state.doc.nodesBetween(from, to, (node, at) => {
    if (node.isText) letters.push({ at: Math.max(at, from), size: Math.min(at + node.nodeSize, to) - Math.max(at, from) })
  })
  const [first, last] = [letters[0], letters.at(-1)]
  if (!first || !last) return undefined
  // one letter in: at its edge a text may be taken for its neighbour
  const start = placeAt(editor, first.at + 1)
  const end = placeAt(editor, last.at + last.size)
  return start && end && start.index > 0 ? { start: { text: start.text, index: start.index - 1 }, end } : undefined
}

/** Where comments stand in the editor, in their order; undefined: the words are gone. */
export function rangesOf(
  editor: Editor,
  comments: readonly Pick<Comment, 'anchor' | 'quote'>[]
): ({ from: number; to: number } | undefined)[] {
  const binding = bindingOf(editor.state)
  const texts = binding && comments.length > 0 ? new PageTexts(binding.type) : undefined
  return comments.map(({ anchor, quote }) => {
    const found = texts && findAnchor(texts, anchor, quote)
    if (found?.type !== 'found') return undefined
    const [from, to] = [ofPlace(editor, found.start), ofPlace(editor, found.end)]
    return from === undefined || to === undefined || from >= to ? undefined : { from, to }
  })
}

export interface PeerPlace {
  clientId: number
  user: unknown
  position: number
}

/** Carets of others in this page. */
export function peerPlaces(editor: Editor, states: ReadonlyMap<number, Record<string, unknown>>, own: number): PeerPlace[] {
  const places: PeerPlace[] = []
  for (const [clientId, { user, cursor }] of states) {
    if (clientId === own || !isCursor(cursor)) continue
    const position = positionOf(editor, Y.createRelativePositionFromJSON((cursor as { head: unknown }).head))
    if (position !== undefined) places.push({ clientId, user, position: Math.min(position, editor.state.doc.content.size) })
  }
  return places
}
