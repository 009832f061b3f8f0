/**
 * One end of a two-way, ordered channel between two processes: MessageChannel, WebSocket, a local socket or Electron's port.
 * Messages are plain data: JSON values and Uint8Array, nested as you like.
 */
export interface Port {
  post(message: unknown): void
  /** At most one listener. Messages that came before it are kept for it. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the other end or the channel is gone. */
  onClose(listener: () => void): void
  close(): void
}

/** Keeps what arrives until somebody listens: the shared half of every Port. */
export class Inbox {
  #waiting: unknown[] = []
  #listener: ((message: unknown) => void) | undefined
  #closeListener: (() => void) | undefined
  #isClosed = false

  deliver(message: unknown): void {
    if (this.#listener) this.#listener(message)
    else this.#waiting.push(message)
  }

  listen(listener: (message: unknown) => void): void {
    this.#listener = listener
    for (const message of this.#waiting.splice(0)) listener(message)
  }

  onClose(listener: () => void): void {
    if (this.#isClosed) queueMicrotask(listener)
    else this.#closeListener = listener
  }

  closed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#closeListener?.()
  }

  get isClosed(): boolean {
    return this.#isClosed
  }
}
