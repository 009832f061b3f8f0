import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** Electron's MessagePortMain over a port of Node, which moves between threads with its messages uncopied into text. */
export class MessagePortMain extends EventEmitter {
  #port: MessagePort
  #isStarted = false

  constructor(port: MessagePort) {
    super()
    this.#port = port
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message)
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#port.on('close', () => this.emit('close'))
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }

  close(): void {
    this.#port.close()
  }

  /** The port itself, to be sent elsewhere; this object is of no use afterwards. */
  release(): MessagePort {
    if (this.#isStarted) throw new Error('A started port cannot be transferred')
    return this.#port
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain

  constructor() {
    const channel = new MessageChannel()
    this.port1 = new MessagePortMain(channel.port1)
    this.port2 = new MessagePortMain(channel.port2)
  }
}
