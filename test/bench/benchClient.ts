// named in this folder's package.json, because a rival brings an older one
import { WebSocket } from 'ws'
import * as encoding from 'lib0/encoding'
import { writeUpdate } from 'y-protocols/sync'

export type Protocol = 'y-websocket' | 'hocuspocus'

const SYNC = 0
const AUTH = 2
const STEP_1 = 0

/**
 * A client that costs next to nothing: frames are made beforehand, and of what arrives only the number of the last edit is read. It
 * speaks the protocol of its server, so every server does all of its work.
 */
export class BenchClient {
  readonly ready: Promise<void>
  onEdit: (n: number) => void = () => {}
  readonly #socket: WebSocket
  readonly #protocol: Protocol
  readonly #docId: string

  /** `mark` stands before the number of each edit that the other side makes. */
  constructor(protocol: Protocol, url: string, docId: string, mark: string) {
    this.#protocol = protocol
    this.#docId = docId
    this.#socket = new WebSocket(url, { perMessageDeflate: false })
    this.ready = new Promise((resolve, reject) => {
      this.#socket.once('error', reject)
      this.#socket.once('close', (code, reason) => reject(new Error(`The server closed: ${code} ${reason.toString()}`)))
      this.#socket.once('open', () => this.#greet())
      // the first word of the server: it has the document and knows us
      this.#socket.once('message', () => resolve())
    })
    this.#socket.on('message', (data: Buffer) => {
      const at = data.lastIndexOf(mark)
      if (at >= 0) this.onEdit(Number(data.toString('latin1', at + 1, at + 7)))
    })
  }

  prepare(updates: readonly Uint8Array[]): Uint8Array[] {
    return updates.map((update) => this.#frame(SYNC, (encoder) => writeUpdate(encoder, update)))
  }

  send(frame: Uint8Array): void {
    this.#socket.send(frame)
  }

  close(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.close()
  }

  #greet(): void {
    if (this.#protocol === 'hocuspocus') {
      this.#socket.send(
        this.#frame(AUTH, (encoder) => {
          encoding.writeVarUint(encoder, 0)
          encoding.writeVarString(encoder, 'bench')
        })
      )
    }
    this.#socket.send(
      this.#frame(SYNC, (encoder) => {
        encoding.writeVarUint(encoder, STEP_1)
        encoding.writeVarUint8Array(encoder, new Uint8Array([0]))
      })
    )
  }

  #frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
    return encoding.encode((encoder) => {
      if (this.#protocol === 'hocuspocus') encoding.writeVarString(encoder, this.#docId)
      encoding.writeVarUint(encoder, type)
      write(encoder)
    })
  }
}
