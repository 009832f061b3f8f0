import type { ShownImage } from '#shared/doc/fileCommands.ts'
import { checkImage, MAX_IMAGE_BYTES, megabytes } from '#shared/domain/images/checkImage.ts'
import type { ImageHeader } from '#shared/domain/images/imageHeader.ts'
import { altOfName } from '#shared/domain/images/imageReference.ts'
import { randomText, type IncidentId } from '#shared/domain/ids.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { loadDraftImages, saveDraftImages, type KeptDraft } from './draftImageStore.ts'
import { urlOf, type Images } from './images.svelte.ts'

export interface DraftImage extends KeptDraft, ImageHeader {
  url: string
}

export const MAX_IMAGES_OF_A_NOTE = 10

/** A file of the window as bytes, checked by them. `name`: what it is called, cut to what is kept. */
export async function readImage(file: File): Promise<Result<{ name: string; bytes: Uint8Array; header: ImageHeader }>> {
  const name = (file.name || 'image').slice(0, 300)
  // not read at all when it is too large
  if (file.size > MAX_IMAGE_BYTES)
    return fail('badInput', `"${name}" has ${megabytes(file.size)}; an image may have ${megabytes(MAX_IMAGE_BYTES)}. Attach a smaller one.`)
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined
  )
  if (!bytes) return fail('notFound', `"${name}" cannot be read. A folder cannot be attached; choose a file.`)
  const checked = checkImage(name, bytes)
  return checked.ok ? ok({ name, bytes, header: checked.value }) : checked
}

/** Images that wait in the composer of one incident to be posted with the note. */
export class DraftImages {
  items = $state.raw<readonly DraftImage[]>([])
  /** Why the last files were not taken, one sentence each. */
  problems = $state.raw<readonly string[]>([])
  /** How much of them is on the disk, 0 to 1, while a note is posted; null: none is. */
  progress = $state<number | null>(null)
  isKept = $state(true)
  readonly #incident: IncidentId
  readonly #images: Images

  constructor(incident: IncidentId, images: Images) {
    this.#incident = incident
    this.#images = images
  }

  /** What was there before a reload. Returns what gives it back to memory. */
  open(): () => void {
    void loadDraftImages(this.#incident).then((kept) => {
      const here = new Set(this.items.map(({ id }) => id))
      const shown = kept.filter(({ id }) => !here.has(id)).flatMap(asShown)
      if (shown.length > 0) this.items = [...shown, ...this.items]
    })
    return () => this.items.forEach(({ url }) => URL.revokeObjectURL(url))
  }

  async add(files: readonly File[]): Promise<void> {
    this.problems = []
    for (const file of files) {
      if (this.items.length >= MAX_IMAGES_OF_A_NOTE)
        return void (this.problems = [...this.problems, `A note shows ${MAX_IMAGES_OF_A_NOTE} images at most. Write another one.`])
      const read = await readImage(file)
      if (!read.ok) this.problems = [...this.problems, read.error.message]
      else this.#set([...this.items, ...asShown({ ...read.value, id: randomText(12), alt: altOfName(read.value.name) })])
    }
  }

  remove(id: string): void {
    this.#release(this.items.filter((item) => item.id === id))
    this.problems = []
    this.#set(this.items.filter((item) => item.id !== id))
  }

  setAlt(id: string, alt: string): void {
    this.#set(this.items.map((item) => (item.id === id ? { ...item, alt } : item)))
  }

  /** All of them on the disk, or the reason why not; they stay here until `clear`. */
  async keep(): Promise<Result<ShownImage[]>> {
    const kept: ShownImage[] = []
    this.progress = 0
    try {
      for (const [index, { name, bytes, alt }] of this.items.entries()) {
        const told = (share: number) => (this.progress = (index + share) / this.items.length)
        const stored = await this.#images.keep({ name, bytes }, told)
        if (!stored.ok) {
          this.problems = [stored.error.message]
          return stored
        }
        kept.push({ ...stored.value, alt: alt.trim() === '' ? altOfName(name) : alt })
      }
      return ok(kept)
    } finally {
      this.progress = null
    }
  }

  clear(): void {
    this.#release(this.items)
    this.problems = []
    this.#set([])
  }

  #set(items: readonly DraftImage[]): void {
    this.items = items
    const kept = items.map(({ id, name, alt, bytes }) => ({ id, name, alt, bytes }))
    void saveDraftImages(this.#incident, kept).then((isKept) => (this.isKept = isKept))
  }

  #release(items: readonly DraftImage[]): void {
    for (const { url } of items) URL.revokeObjectURL(url)
  }
}

function asShown(kept: KeptDraft): DraftImage[] {
  const checked = checkImage(kept.name, kept.bytes)
  return checked.ok ? [{ ...kept, ...checked.value, url: urlOf(kept.bytes, checked.value.mediaType) }] : []
}
