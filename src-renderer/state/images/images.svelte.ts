import type { NewImage, StoredImage } from '#shared/bridge/contract/images.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { Result } from '#shared/domain/result.ts'

/** absent: not all bytes are on this machine. damaged: they are not those that were attached. refused: `message` says why. */
export type ImageState = { type: 'loading' | 'absent' | 'damaged' } | { type: 'here'; url: string } | { type: 'refused'; message: string }

interface Followed {
  state: ImageState
  bytes: number
  listeners: Set<(state: ImageState) => void>
  stop: AbortController
}

/** Bytes kept for images that are not on the screen now: scrolling back shows them at once. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024

/**
 * The images of this window, by hash. Each is asked of the core once, waits there until its bytes have come, and is shown from memory as
 * what its bytes say it is: no address of any kind is ever loaded.
 */
export class Images {
  readonly #warRoom: Pick<WarRoom, 'loadImage' | 'storeImage'>
  /** Least recently shown first. */
  readonly #followed = new Map<string, Followed>()

  constructor(warRoom: Pick<WarRoom, 'loadImage' | 'storeImage'>) {
    this.#warRoom = warRoom
  }

  /** Told what is there of it, at once and whenever that changes. Returns what ends it. `size`: how many bytes it should have. */
  follow(hash: string, size: number, listener: (state: ImageState) => void): () => void {
    const followed = this.#followed.get(hash) ?? this.#load(hash, size)
    this.#followed.delete(hash)
    this.#followed.set(hash, followed)
    followed.listeners.add(listener)
    listener(followed.state)
    return () => {
      followed.listeners.delete(listener)
      this.#tidy()
    }
  }

  /** Keep a new one; answers when its bytes are on the disk. */
  keep(image: NewImage, onProgress?: (share: number) => void): Promise<Result<StoredImage>> {
    return this.#warRoom.storeImage(image, { onEmit: ({ done, total }) => onProgress?.(done / total) })
  }

  #load(hash: string, size: number): Followed {
    const followed: Followed = { state: { type: 'loading' }, bytes: 0, listeners: new Set(), stop: new AbortController() }
    const tell = (state: ImageState) => {
      followed.state = state
      for (const listener of followed.listeners) listener(state)
    }
    const { signal } = followed.stop
    void this.#warRoom.loadImage({ hash, size }, { signal, onEmit: (type) => tell({ type }) }).then((loaded) => {
      if (signal.aborted) return
      if (!loaded.ok) return tell({ type: 'refused', message: loaded.error.message })
      const { mediaType, bytes } = loaded.value
      followed.bytes = bytes.length
      tell({ type: 'here', url: urlOf(bytes, mediaType) })
    })
    return followed
  }

  #tidy(): void {
    const idle = [...this.#followed].filter(([, { listeners }]) => listeners.size === 0)
    let kept = idle.reduce((sum, [, { bytes }]) => sum + bytes, 0)
    for (const [hash, { state, bytes, stop }] of idle) {
      if (state.type === 'here' && kept <= MAX_KEPT_BYTES) continue
      kept -= bytes
      // what is not here yet is asked for anew by whoever shows it next
      stop.abort()
      if (state.type === 'here') URL.revokeObjectURL(state.url)
      this.#followed.delete(hash)
    }
  }
}

/** An address only this window knows, of bytes it has: shown as this type and no other. */
export const urlOf = (bytes: Uint8Array, mediaType: string): string =>
  URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType }))
