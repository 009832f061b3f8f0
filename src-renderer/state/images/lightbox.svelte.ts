import type { AttachedFile } from '#shared/domain/attachments.ts'

export interface LargeImage {
  file: AttachedFile
  alt: string
}

/** Images shown large over the room: those of one entry, one at a time. */
class Lightbox {
  images = $state.raw<readonly LargeImage[]>([])
  index = $state(0)

  open(images: readonly LargeImage[], index: number): void {
    this.images = images
    this.index = index
  }

  step(by: 1 | -1): void {
    this.index = Math.min(this.images.length - 1, Math.max(0, this.index + by))
  }

  close(): void {
    this.images = []
  }
}

export const lightbox = new Lightbox()
