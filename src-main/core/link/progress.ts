import type { DocStore } from '../docStore.ts'

const SAVE_EVERY_MS = 250

/** How far the hub's log was read, kept per log. `mark` is the fingerprint of the last row. */
export interface Cursor {
  seq: number
  mark: number
}

export function getCursor(meta: LaggingMeta, hubLog: string): Cursor | null {
  const [seq, mark] = (meta.get(cursorKey(hubLog)) ?? '').split(' ').map(Number)
  return seq && mark !== undefined ? { seq, mark } : null
}

export const cursorKey = (hubLog: string): string => `read.${hubLog}`
export const cursorValue = ({ seq, mark }: Cursor): string => `${seq} ${mark}`

/** Writes small facts that may lag behind a little: a crash only means that a little is exchanged again. */
export class LaggingMeta {
  readonly #store: DocStore
  readonly #values = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(store: DocStore) {
    this.#store = store
  }

  get(key: string): string | undefined {
    return this.#values.get(key) ?? this.#store.getMeta(key)
  }

  set(key: string, value: string): void {
    this.#values.set(key, value)
    this.#timer ??= setTimeout(() => this.save(), SAVE_EVERY_MS)
  }

  save(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    try {
      for (const [key, value] of this.#values) this.#store.setMeta(key, value)
      this.#values.clear()
    } catch {
      // the disk refuses: they are kept for the next time
    }
  }
}
