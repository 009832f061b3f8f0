import { storeFile, waitForFile } from '#main/core/files.ts'
import type { Replica } from '#main/core/replica.ts'
import type { IMAGES, NewImage, StoredImage } from '#shared/bridge/contract/images.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import type { ShownImage } from '#shared/doc/fileCommands.ts'
import { checkImage } from '#shared/domain/images/checkImage.ts'
import { altOfName } from '#shared/domain/images/imageReference.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'

/** Check an image by its content and keep its bytes; settles when they are on the disk. */
export async function storeImage(
  replica: Replica,
  { name, bytes }: NewImage,
  onProgress?: (done: number, total: number) => void
): Promise<Result<StoredImage>> {
  const checked = checkImage(name, bytes)
  if (!checked.ok) return checked
  const hash = await storeFile(replica, bytes, onProgress)
  return ok({ hash, name, bytes: bytes.length, ...checked.value })
}

/** Keep the images of one note: all of them can be, or none is attached. */
export async function keepImages(replica: Replica, images: readonly NewImage[]): Promise<Result<ShownImage[]>> {
  const refused = images.map(({ name, bytes }) => checkImage(name, bytes)).find((checked) => !checked.ok)
  if (refused && !refused.ok) return refused
  const kept: ShownImage[] = []
  for (const image of images) {
    const stored = await storeImage(replica, image)
    if (!stored.ok) return stored
    kept.push({ ...stored.value, alt: altOfName(image.name) })
  }
  return ok(kept)
}

/** Images of entries, for windows and commands. */
export const imageService = (replica: Replica): Implementation<typeof IMAGES> => ({
  storeImage: (image, { emit }) => storeImage(replica, image, (done, total) => emit({ done, total })),
  async loadImage(wanted, { emit, signal }) {
    const bytes = await waitForFile(replica, wanted, emit, signal)
    if (!bytes) return fail('cancelled', 'Nobody waits for the image any more.')
    // whoever named it may have lied: the bytes alone say whether it is an image and of which type
    const checked = checkImage(wanted.hash, bytes)
    return checked.ok ? ok({ mediaType: checked.value.mediaType, bytes }) : checked
  }
})
