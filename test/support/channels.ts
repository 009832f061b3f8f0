import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { WebSocket, WebSocketServer } from 'ws'
import { streamPort } from '#main/seat/streamPort.ts'
import { messagePort, portPair, webSocketPort, type MessagePortLike, type WebSocketLike } from '#shared/bridge/ports.ts'
import type { PortEnds } from '#test/contract/port.ts'

/** Every kind of channel a Port runs on without Electron, by name. */
export const CHANNELS: Record<string, () => Promise<PortEnds>> = {
  'in one process': () => {
    const [near, far] = portPair()
    return Promise.resolve({ near, far })
  },
  MessageChannel: () => {
    const { port1, port2 } = new MessageChannel()
    return Promise.resolve({
      near: messagePort(port1 as unknown as MessagePortLike),
      far: messagePort(port2 as unknown as MessagePortLike)
    })
  },
  WebSocket: openWebSocket,
  'local socket': openLocalSocket
}

async function openWebSocket(): Promise<PortEnds> {
  const server = createHttpServer()
  const sockets = new WebSocketServer({ server })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const connected = once(sockets, 'connection') as Promise<[WebSocket]>
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const near = webSocketPort(socket as unknown as WebSocketLike)
  const [accepted] = await connected
  const far = webSocketPort(accepted as unknown as WebSocketLike)
  const end = async () => {
    for (const client of sockets.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
  }
  return { near, far, end }
}

async function openLocalSocket(): Promise<PortEnds> {
  const dir = mkdtempSync(join(tmpdir(), 'muster-socket-'))
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${dir.replaceAll(/\W/g, '')}` : join(dir, 's')
  const server = createServer()
  await once(server.listen(path), 'listening')
  const connected = once(server, 'connection') as Promise<[Socket]>
  const near = streamPort(connect(path))
  const far = streamPort((await connected)[0])
  const end = async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(dir, { recursive: true })
  }
  return { near, far, end }
}

/** What src-main/electron asks of Electron's MessagePortMain, over a port of Node. */
export class MessagePortMainLike extends EventEmitter {
  readonly #port: MessagePort
  constructor(port: MessagePort) {
    super()
    this.#port = port
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message)
  }
  start(): void {
    this.#port.on('close', () => this.emit('close'))
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }
  close(): void {
    this.#port.close()
  }
}
