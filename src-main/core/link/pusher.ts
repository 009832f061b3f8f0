import { asSent, type SeatMessage } from '#shared/bridge/syncMessages.ts'
import { isFileDoc } from '#shared/domain/ids.ts'
import type { DocStore, StoredUpdate } from '../docStore.ts'
import type { Unshared } from './unshared.ts'

const PUSH_ROWS = 500
const PUSH_BYTES = 512 * 1024
/** Pushes the hub has not acknowledged yet: enough to keep the line full. */
const MAX_UNACKNOWLEDGED = 8
/** Of files: little, so that what somebody types meanwhile finds the line almost free. */
const MAX_FILE_ROWS = 2

interface Push {
  n: number
  /** The log was read up to here when it was sent. */
  throughSeq: number
  /** The row of a file it brings. */
  fileSeq?: number
}

/**
 * Sends what waits for the hub in the order of the log, a few pages ahead of the acknowledgements. Rows of files are megabytes: they go
 * when nothing else waits. One for each connection.
 */
export class Pusher {
  readonly #store: DocStore
  readonly #unshared: Unshared
  readonly #send: (message: SeatMessage) => void
  #sentSeq: number
  /** Up to here everything but files is on the hub. */
  #throughSeq: number
  #pushes: Push[] = []
  /** Rows of files that were read and not yet sent. */
  #files: number[] = []
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
    this.#throughSeq = unshared.pushedSeq
  }

  async push(): Promise<void> {
    if (this.#isPushing || this.#isClosed) return
    this.#isPushing = true
    try {
      while (!this.#isClosed && this.#pushes.length < MAX_UNACKNOWLEDGED) {
        if (!(await this.#pushPage()) && !(await this.#pushFileRow())) break
      }
    } finally {
      this.#isPushing = false
    }
  }

  /** false: there is nothing more. */
  async #pushPage(): Promise<boolean> {
    if (this.#sentSeq >= this.#store.lastSeq()) return false
    const page = await this.#store.listSince(this.#sentSeq, PUSH_ROWS, PUSH_BYTES)
    // the connection may be gone by now; the next one has its own
    if (this.#isClosed || page.throughSeq === this.#sentSeq) return false
    this.#sentSeq = page.throughSeq
    const own = page.updates.filter((update) => this.#unshared.isUnshared(update))
    this.#files.push(...own.filter(({ docId }) => isFileDoc(docId)).map(({ seq }) => seq))
    const rows = own.filter(({ docId }) => !isFileDoc(docId))
    if (rows.length > 0) this.#pushRows(rows, { throughSeq: page.throughSeq })
    else if (this.#pushes.length === 0) {
      // all of it came from the hub, or is of files
      this.#throughSeq = page.throughSeq
      this.#tell()
    }
    return true
  }

  /** false: there is none, or enough of them are on their way. */
  async #pushFileRow(): Promise<boolean> {
    const [fileSeq] = this.#files
    if (fileSeq === undefined || this.#pushes.filter((push) => push.fileSeq !== undefined).length >= MAX_FILE_ROWS) return false
    const { updates } = await this.#store.listSince(fileSeq - 1, 1)
    if (this.#isClosed) return false
    this.#files.shift()
    // a row that is damaged here is not sent
    this.#pushRows(
      updates.filter(({ seq }) => seq === fileSeq),
      { throughSeq: this.#sentSeq, fileSeq }
    )
    return true
  }

  #pushRows(rows: readonly StoredUpdate[], push: Omit<Push, 'n'>): void {
    this.#pushes.push({ ...push, n: ++this.#last })
    this.#send({ t: 'push', n: this.#last, updates: rows.map(asSent) })
    this.sent += rows.length
  }

  acknowledged(n: number): void {
    const last = this.#pushes.findLast((push) => push.n <= n)
    if (!last) return
    this.#pushes = this.#pushes.filter((push) => push.n > n)
    this.#throughSeq = last.throughSeq
    this.#tell()
  }

  /** What refers to a file counts as shared only when its bytes are: they stand before it in the log. */
  #tell(): void {
    const waiting = [...this.#files.slice(0, 1), ...this.#pushes.flatMap(({ fileSeq }) => fileSeq ?? [])]
    this.#unshared.acknowledge(Math.min(this.#throughSeq, ...waiting.map((seq) => seq - 1)))
  }

  close(): void {
    this.#isClosed = true
  }
}
