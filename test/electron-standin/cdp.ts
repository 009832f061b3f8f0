import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright-core'

/** Commands and events of one target, or of the browser itself. */
export type CdpSession = Pick<CDPSession, 'send' | 'on'>

interface Reply {
  id?: number
  sessionId?: string
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
}

interface Pending {
  method: string
  resolve(result: unknown): void
  reject(error: Error): void
}

/** The DevTools protocol over a pair of pipes. Chromium ends when its pipe closes, so it never outlives this process. */
export class Cdp {
  #output: Writable
  #pending = new Map<number, Pending>()
  #sessions = new Map<string, EventEmitter>()
  #lastId = 0
  #rest: Buffer[] = []

  constructor(input: Readable, output: Writable) {
    this.#output = output
    input.on('data', (chunk: Buffer) => this.#read(chunk))
    input.on('close', () => this.#fail('Chromium is gone'))
    output.on('error', () => this.#fail('Chromium is gone'))
  }

  /** Without an id: the browser. */
  session(id = ''): CdpSession {
    const events = this.#sessions.get(id) ?? new EventEmitter()
    this.#sessions.set(id, events)
    const send = (method: string, params: unknown = {}) => this.#send(id, method, params)
    return { send, on: events.on.bind(events) } as unknown as CdpSession
  }

  #send(sessionId: string, method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId
    const session = sessionId ? { sessionId } : {}
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject })
      this.#output.write(`${JSON.stringify({ id, method, params, ...session })}\0`)
    })
  }

  /** Messages end with a zero byte and may come in several pieces. */
  #read(chunk: Buffer): void {
    let from = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      const message = Buffer.concat([...this.#rest.splice(0), chunk.subarray(from, end)])
      this.#receive(JSON.parse(message.toString('utf8')) as Reply)
      from = end + 1
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from))
  }

  #receive(reply: Reply): void {
    if (reply.id === undefined) {
      this.#sessions.get(reply.sessionId ?? '')?.emit(reply.method!, reply.params)
      return
    }
    const pending = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (reply.error) pending?.reject(new Error(`${pending.method}: ${reply.error.message}`))
    else pending?.resolve(reply.result)
  }

  #fail(why: string): void {
    for (const pending of this.#pending.values()) pending.reject(new Error(`${pending.method}: ${why}`))
    this.#pending.clear()
  }
}
