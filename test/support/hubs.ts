import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { HubLink } from '#main/core/link/hubLink.ts'
import { startHub, type Hub } from '#main/hub/startHub.ts'
import { decodeMessage, encodeMessage } from '#shared/bridge/codec.ts'
import type { TestReplica } from './replicas.ts'
import { until } from './until.ts'

/** A hub over this replica. Closed when the test is over. */
export async function openTestHub(seat: TestReplica, port = 0): Promise<Hub> {
  const hub = await startHub({ ...seat, port, host: '127.0.0.1', publicHost: '127.0.0.1' })
  onTestFinished(() => hub.close())
  return hub
}

export const portOf = (hub: Hub): number => Number(new URL(hub.url).port)

/** This replica's line to a hub, started. Closed when the test is over. */
export async function openTestLink(seat: TestReplica, { url, token }: { url: string; token: string }): Promise<HubLink> {
  const link = new HubLink({ replica: seat.replica, rooms: seat.rooms, url, token, retryMs: 20 })
  onTestFinished(() => link.close())
  await link.start()
  return link
}

export const caughtUp = (link: HubLink): Promise<void> => until(`caught up with ${link.url}`, () => link.isCaughtUp)

export interface PlainClient {
  provider: WebsocketProvider
  doc: Y.Doc
}

/** An unmodified y-websocket client. Never over BroadcastChannel: two in one process would agree without any server. */
export function openPlainClient({ url, token }: { url: string; token: string }, docId: string, doc = new Y.Doc()): PlainClient {
  const provider = new WebsocketProvider(`${url}/docs`, docId, doc, { params: { token }, disableBc: true, maxBackoffTime: 50 })
  onTestFinished(() => provider.destroy())
  return { provider, doc }
}

export async function openSyncedClient(hub: { url: string; token: string }, docId: string): Promise<PlainClient> {
  const client = openPlainClient(hub, docId)
  await until('synced', () => client.provider.synced)
  return client
}

/** A socket that says what a test wants it to say. */
export interface RawClient {
  socket: WebSocket
  frames: Buffer[]
  closed: { code: number; reason: string } | undefined
  /** In the hub's own protocol. */
  say(message: unknown): void
  heard(): unknown[]
}

export function openRaw(url: string, headers: Record<string, string> = {}): RawClient {
  const socket = new WebSocket(url, { headers })
  const client: RawClient = {
    socket,
    frames: [],
    closed: undefined,
    say: (message) => socket.send(encodeMessage(message)),
    heard: () => client.frames.map((frame) => decodeMessage(frame))
  }
  socket.on('message', (data: Buffer) => client.frames.push(data))
  socket.on('error', () => undefined)
  socket.on('close', (code, reason) => (client.closed = { code, reason: reason.toString() }))
  onTestFinished(() => socket.terminate())
  return client
}
