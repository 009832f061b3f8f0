import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_UPDATE_BYTES } from '#main/core/guard.ts'
import { logIdOf, workspaceOf } from '#main/core/identity.ts'
import type { Projector } from '#main/core/projector.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Rooms } from '#main/core/rooms.ts'
import type { Db } from '#main/core/sqlite/openDatabase.ts'
import { CLOSE } from '#shared/bridge/syncMessages.ts'
import { isDocId } from '#shared/domain/ids.ts'
import { FailureError } from '#shared/domain/result.ts'
import { serveDocsClient } from './docsSession.ts'
import { isToken, makeInvite, roomToken } from './invite.ts'
import { Numbers } from './numbers.ts'
import { SyncSession } from './syncSession.ts'

const HEARTBEAT_MS = 10_000

export interface Hub {
  /** `ws://HOST:PORT` as others reach it. */
  url: string
  invite: string
  token: string
  /** Seats following the log now. */
  countSeats(): number
  onSeats(listener: () => void): () => void
  close(): Promise<void>
}

export interface HubOptions {
  replica: Replica
  rooms: Rooms
  projector: Projector
  db: Db
  /** 0: any free port. */
  port: number
  /** Address to listen on: 127.0.0.1, or 0.0.0.0 for the local network. */
  host: string
  /** Name or address others use for this machine. */
  publicHost: string
}

/**
 * A room for other seats over this replica: `/sync` for seats, `/docs/ID` for any y-websocket client. Both need the room's token.
 * Throws FailureError storage when the port cannot be had.
 */
export async function startHub({ replica, rooms, projector, db, port, host, publicHost }: HubOptions): Promise<Hub> {
  const token = roomToken(replica.store)
  const logId = logIdOf(replica.store)
  const server = createServer((_request, response) =>
    response.writeHead(426, { 'content-type': 'text/plain' }).end('A Muster hub: it speaks WebSocket.\n')
  )
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 * MAX_UPDATE_BYTES, perMessageDeflate: false })
  const seats = new Set<SyncSession>()
  const alive = new WeakSet<WebSocket>()
  const listeners = new Set<() => void>()
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket as Duplex, head, (webSocket) => admit(webSocket, request))
  )
  const stopListening = replica.onCommitted((committed) => seats.forEach((seat) => seat.onCommitted(committed)))
  await listen().catch((error: unknown) => {
    stopListening()
    throw error
  })
  // only a hub that others can reach gives numbers
  const numbers = new Numbers({ replica, projector, db, hubId: logId })
  const url = `ws://${publicHost}:${(server.address() as AddressInfo).port}`

  /** A refused client hears why in the close code, which tells it not to try again. */
  function admit(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => alive.add(socket))
    socket.on('message', () => alive.add(socket))
    alive.add(socket)
    const address = `ws://hub${request.url ?? '/'}`
    if (!URL.canParse(address)) return socket.close(CLOSE.badInput, 'there is no such document')
    const { pathname, searchParams } = new URL(address)
    if (request.headers.origin !== undefined) return socket.close(CLOSE.notAllowed, 'web pages may not connect')
    if (!isToken(searchParams.get('token'), token)) return socket.close(CLOSE.badToken, 'the token is not that of this room')
    if (pathname === '/sync') return admitSeat(socket)
    const docId = /^\/docs\/([^/]+)$/.exec(pathname)?.[1] ?? ''
    if (!isDocId(docId)) return socket.close(CLOSE.badInput, 'there is no such document')
    serveDocsClient(socket, rooms, docId, replica.store.peerNumber('client'))
  }

  /** A seat that went to sleep or lost its network says nothing; a ping without answer tells. */
  const heartbeat = setInterval(() => {
    for (const client of sockets.clients) {
      if (!alive.has(client)) client.terminate()
      alive.delete(client)
      client.ping()
    }
  }, HEARTBEAT_MS)

  function admitSeat(socket: WebSocket): void {
    const seat = new SyncSession(socket, { replica, rooms, logId, workspace: workspaceOf(replica.store) })
    seats.add(seat)
    tellSeats()
    socket.on('close', () => {
      seats.delete(seat)
      tellSeats()
    })
  }

  function tellSeats(): void {
    for (const listener of listeners) listener()
    for (const seat of seats) seat.send({ t: 'seats', count: seats.size + 1 })
  }

  function listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', (error) =>
        reject(new FailureError('storage', `Port ${port} on ${host} cannot be used: ${error.message}. Choose another.`))
      )
      server.listen(port, host, resolve)
    })
  }

  await projector.settle().catch(() => undefined)
  await numbers.assign()
  return {
    url,
    token,
    invite: makeInvite({ url, token }),
    countSeats: () => seats.size,
    onSeats(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      stopListening()
      clearInterval(heartbeat)
      for (const client of sockets.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
      await numbers.close()
    }
  }
}
