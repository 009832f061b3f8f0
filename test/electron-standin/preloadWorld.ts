import type { makeTextCodec as MakeTextCodec } from './codec.ts'
import type { LinkMessage } from './preloadLink.ts'

interface World {
  __standinSend(text: string): void
  __standinReceive(text: string): void
}

type Listener = (event: { ports: readonly MessagePort[] }, message: unknown) => void

/**
 * Runs in the page, in the preload's isolated world, before any script of the page: `electron` for a sandboxed preload.
 * Its source is sent as text, so it stands on its arguments only.
 */
export function runPreload(makeTextCodec: typeof MakeTextCodec, preload: (require: (name: string) => unknown) => void): void {
  if (window !== window.top) return
  const world = globalThis as unknown as World
  const bytes = Uint8Array as unknown as { fromBase64(text: string): Uint8Array }
  const codec = makeTextCodec({
    encode: (value) => (value as unknown as { toBase64(): string }).toBase64(),
    decode: (text) => bytes.fromBase64(text)
  })
  const listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>()
  const ports = new Map<number, MessagePort>()
  const send = (message: LinkMessage) => world.__standinSend(codec.encode(message))

  /** The preload gets one end of a channel of the page's own; main is at the other. */
  function openPort(id: number): MessagePort {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port1)
    port1.onmessage = ({ data }: MessageEvent) => send({ t: 'portMessage', port: id, data })
    port1.addEventListener('close', () => send({ t: 'portClosed', port: id }))
    return port2
  }

  function deliver(channel: string, message: unknown, ids: number[]): void {
    const event = { ports: ids.map(openPort) }
    const called = listeners.get(channel) ?? []
    listeners.set(
      channel,
      called.filter(({ isOnce }) => !isOnce)
    )
    for (const { listener } of called) listener(event, message)
  }

  function listen(channel: string, listener: Listener, isOnce: boolean): void {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }])
  }

  world.__standinReceive = (text) => {
    const message = codec.decode(text) as LinkMessage
    if (message.t === 'deliver') deliver(message.channel, message.message, message.ports)
    else if (message.t === 'portMessage') ports.get(message.port)?.postMessage(message.data)
    else if (message.t === 'portClosed') ports.get(message.port)?.close()
  }

  const ipcRenderer = {
    send: (channel: string) => send({ t: 'send', channel, href: location.href }),
    on: (channel: string, listener: Listener) => listen(channel, listener, false),
    once: (channel: string, listener: Listener) => listen(channel, listener, true)
  }
  preload((name) => {
    if (name === 'electron') return { ipcRenderer }
    throw new Error(`A sandboxed preload cannot load ${name}`)
  })
}
