import { asSent, type SeatMessage } from '#shared/bridge/syncMessages.ts'
import type { DocStore } from '../docStore.ts'
import type { Unshared } from './unshared.ts'

const PUSH_ROWS = 500
const PUSH_BYTES = 512 * 1024
/** Pushes the hub has not acknowledged yet: enough to keep the line full. */
const MAX_UNACKNOWLEDGED = 8

/** Sends what waits for the hub in the order of the log, a few pages ahead of the acknowledgements. One for each connection. */
export class Pusher {
  readonly #store: DocStore
  readonly #unshared: Unshared
  readonly #send: (message: SeatMessage) => void
  #sentSeq: number
  #pushes: { n: number; throughSeq: number }[] = []
  #last = 0
  #isPushing = false
  #isClosed = false
  /** Updates sent over this connection. */
  sent = 0

  constructor(store: DocStore, unshared: Unshared, send: (message: SeatMessage) => void) {
    this.#store = store
    this.#unshared = unshared
    this.#send = send
    this.#sentSeq = unshared.pushedSeq
  }

  async push(): Promise<void> {
    if (this.#isPushing || this.#isClosed) return
    this.#isPushing = true
    try {
      while (!this.#isClosed && this.#pushes.length < MAX_UNACKNOWLEDGED && this.#sentSeq < this.#store.lastSeq()) {
        if (!(await this.#pushPage())) break
      }
    } finally {
      this.#isPushing = false
    }
  }

  /** false: there is nothing more. */
  async #pushPage(): Promise<boolean> {
    const page = await this.#store.listSince(this.#sentSeq, PUSH_ROWS, PUSH_BYTES)
    // the connection may be gone by now; the next one has its own
    if (this.#isClosed || page.throughSeq === this.#sentSeq) return false
    this.#sentSeq = page.throughSeq
    const own = page.updates.filter((update) => this.#unshared.isUnshared(update))
    if (own.length > 0) {
      this.#pushes.push({ n: ++this.#last, throughSeq: page.throughSeq })
      this.#send({ t: 'push', n: this.#last, updates: own.map(asSent) })
      this.sent += own.length
    } else if (this.#pushes.length === 0) {
      // all of it came from the hub
      this.#unshared.acknowledge(page.throughSeq)
    }
    return true
  }

  acknowledged(n: number): void {
    const last = this.#pushes.findLast((push) => push.n <= n)
    if (!last) return
    this.#pushes = this.#pushes.filter((push) => push.n > n)
    this.#unshared.acknowledge(last.throughSeq)
  }

  close(): void {
    this.#isClosed = true
  }
}
