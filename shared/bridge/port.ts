/**
 * One end of a two-way, ordered channel between two processes: MessageChannel, WebSocket, a local socket or Electron's port.
 * Messages are plain data: JSON values and Uint8Array, nested as you like.
 */
export interface Port {
  post(message: unknown): void
  /** At most one listener. Messages that came before it are kept for it. */
  onMessage(listener: (message: unknown) => void): void
  /** Each listener is called once, when the other end or the channel is gone. */
  onClose(listener: () => void): void
  close(): void
}

/** Keeps what arrives until somebody listens: the shared half of every Port. */
export class Inbox {
  #waiting: unknown[] = []
  #listener: ((message: unknown) => void) | undefined
  readonly #closeListeners: (() => void)[] = []
  #isClosed = false

  deliver(message: unknown): void {
    if (this.#listener) this.#listener(message)
    else this.#waiting.push(message)
  }

  listen(listener: (message: unknown) => void): void {
    this.#listener = listener
    // a listener may hand over to another: the rest is for that one
    for (const message of this.#waiting.splice(0)) this.#listener(message)
  }

  onClose(listener: () => void): void {
    if (this.#isClosed) queueMicrotask(listener)
    else this.#closeListeners.push(listener)
  }

  closed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const listener of this.#closeListeners) listener()
  }

  get isClosed(): boolean {
    return this.#isClosed
  }
}
