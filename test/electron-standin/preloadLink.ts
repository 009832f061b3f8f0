import { readFileSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import type { CdpSession } from './cdp.ts'
import { makeTextCodec } from './codec.ts'
import type { MessagePortMain } from './mainPorts.ts'
import { runPreload } from './preloadWorld.ts'

/** Between the preload's world and main. `portMessage` and `portClosed` go both ways. */
export type LinkMessage =
  | { t: 'send'; channel: string; href: string }
  | { t: 'deliver'; channel: string; message: unknown; ports: number[] }
  | { t: 'portMessage'; port: number; data: unknown }
  | { t: 'portClosed'; port: number }

const WORLD = 'Electron Isolated Context'
const codec = makeTextCodec({
  encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64'))
})
let lastPort = 0

/** Runs the built preload in an isolated world of every document, and carries its IPC and its ports. */
export class PreloadLink {
  #target: CdpSession
  #onSend: (channel: string, href: string, link: PreloadLink) => void
  #context: number | undefined
  #ports = new Map<number, MessagePort>()

  static async install(
    target: CdpSession,
    preload: string,
    onSend: (channel: string, href: string, link: PreloadLink) => void
  ): Promise<PreloadLink> {
    const link = new PreloadLink(target, onSend)
    const source = `(${runPreload.toString()})(${makeTextCodec.toString()}, (require) => { ${readFileSync(preload, 'utf8')}\n })`
    await target.send('Runtime.addBinding', { name: '__standinSend', executionContextName: WORLD })
    await target.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
    return link
  }

  constructor(target: CdpSession, onSend: (channel: string, href: string, link: PreloadLink) => void) {
    this.#target = target
    this.#onSend = onSend
    target.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#context = context.id
    })
    target.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#context) this.#leave()
    })
    target.on('Runtime.executionContextsCleared', () => this.#leave())
    target.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__standinSend') this.#receive(codec.decode(payload) as LinkMessage)
    })
  }

  /** As WebFrameMain.postMessage: the ports' other ends stay where they are. */
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    const ports = transfer.map((port) => this.#adopt(port.release()))
    this.#tell({ t: 'deliver', channel, message, ports })
    for (const id of ports) this.#forward(id)
  }

  closePorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }

  #leave(): void {
    this.#context = undefined
    this.closePorts()
  }

  #adopt(port: MessagePort): number {
    this.#ports.set(++lastPort, port)
    return lastPort
  }

  #forward(id: number): void {
    const port = this.#ports.get(id)!
    port.on('close', () => this.#ports.delete(id) && this.#tell({ t: 'portClosed', port: id }))
    port.on('message', (data: unknown) => this.#tell({ t: 'portMessage', port: id, data }))
  }

  #receive(message: LinkMessage): void {
    if (message.t === 'send') this.#onSend(message.channel, message.href, this)
    else if (message.t === 'portMessage') this.#ports.get(message.port)?.postMessage(message.data)
    else if (message.t === 'portClosed') this.#ports.get(message.port)?.close()
  }

  #tell(message: LinkMessage): void {
    if (this.#context === undefined) return
    const call = {
      functionDeclaration: 'function (text) { __standinReceive(text) }',
      executionContextId: this.#context,
      arguments: [{ value: codec.encode(message) }],
      silent: true
    }
    // a document that is just being left takes no more messages
    this.#target.send('Runtime.callFunctionOn', call).catch(() => undefined)
  }
}
