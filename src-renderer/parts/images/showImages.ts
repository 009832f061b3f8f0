import { mount, unmount } from 'svelte'
import { findReferences } from '#shared/domain/images/imageReference.ts'
import type { AttachedFile } from '#shared/domain/attachments.ts'
import { lightbox, type LargeImage } from '#renderer/state/images/lightbox.svelte.ts'
import type { Room } from '#renderer/state/room/room.svelte.ts'
import EntryImage from './EntryImage.svelte'

/** Images a text shows, of those that were attached to this incident: what else it names is not shown. */
export function imagesOf(files: readonly AttachedFile[], text: string): LargeImage[] {
  if (!text.includes('](file:')) return []
  const known = new Map(files.map((file) => [file.hash, file]))
  return findReferences(text).flatMap(({ hash, alt }) => {
    const file = known.get(hash)
    return file ? [{ file, alt }] : []
  })
}

/** Puts an image where a text names it. Returns what takes it away; undefined: it is none of these, its words stay. */
export const showImage = (room: Room, all: readonly LargeImage[]) => (target: HTMLElement, hash: string) => {
  const index = all.findIndex(({ file }) => file.hash === hash)
  const image = all[index]
  if (!image) return undefined
  target.replaceChildren()
  const shown = mount(EntryImage, { target, props: { images: room.images, room, ...image, onopen: () => lightbox.open(all, index) } })
  return () => void unmount(shown)
}
