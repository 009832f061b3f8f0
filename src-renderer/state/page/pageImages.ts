import type { Editor } from '@tiptap/core'
import { attachFiles } from '#shared/doc/fileCommands.ts'
import { altOfName } from '#shared/domain/images/imageReference.ts'
import { readImage } from '../images/draftImages.svelte.ts'
import type { Room } from '../room/room.svelte.ts'

/** Puts pictures where the caret is, each once its bytes are on the disk. A sentence when one is not taken. */
export async function insertImages(editor: Editor, room: Room, files: readonly File[]): Promise<string | null> {
  let problem: string | null = null
  for (const file of files) problem = (await insertImage(editor, room, file)) ?? problem
  return problem
}

async function insertImage(editor: Editor, room: Room, file: File): Promise<string | undefined> {
  const image = await readImage(file)
  if (!image.ok) return image.error.message
  const kept = await room.images.keep(image.value)
  if (!kept.ok) return kept.error.message
  const attached = attachFiles(room.doc, room.author, [kept.value])
  if (!attached.ok) return attached.error.message
  if (editor.isDestroyed) return 'The page was closed. The picture is attached to the incident.'
  const { hash, name } = kept.value
  editor
    .chain()
    .focus()
    .insertContent({ type: 'image', attrs: { hash, alt: altOfName(name) } })
    .run()
  return undefined
}
