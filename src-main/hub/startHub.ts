import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { MAX_UPDATE_BYTES } from '#main/core/guard.ts'
import { logIdOf, workspaceOf } from '#main/core/identity.ts'
import type { Projector } from '#main/core/projector.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Rooms } from '#main/core/rooms.ts'
import type { Db } from '#main/core/sqlite/openDatabase.ts'
import { CLOSE, closeReason } from '#shared/bridge/syncMessages.ts'
import { isDocId } from '#shared/domain/ids.ts'
import { FailureError } from '#shared/domain/result.ts'
import { serveDocsClient } from './docsSession.ts'
import { isToken, makeInvite, roomToken } from './invite.ts'
import { Numbers } from './numbers.ts'
import { SyncSession } from './syncSession.ts'

const HEARTBEAT_MS = 10_000
/** Whoever is refused may say this much in this time, and is then cut off. */
const REFUSED = { maxPayload: 1024, closeTimeout: 2000 }

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
  const refused = new WebSocketServer({ noServer: true, perMessageDeflate: false, ...REFUSED })
  const seats = new Set<SyncSession>()
  /** The connection under each line, and how much was read from it at the last heartbeat. */
  const heard = new WeakMap<WebSocket, { from: Socket; bytes: number }>()
  const listeners = new Set<() => void>()
  server.on('upgrade', (request, socket, head) => {
    const refusal = findRefusal(request)
    if (refusal) refused.handleUpgrade(request, socket, head, (webSocket) => refuse(webSocket, refusal))
    else sockets.handleUpgrade(request, socket, head, (webSocket) => admit(webSocket, request))
  })
  const stopListening = replica.onCommitted((committed) => seats.forEach((seat) => seat.onCommitted(committed)))
  await listen().catch((error: unknown) => {
    stopListening()
    throw error
  })
  // only a hub that others can reach gives numbers
  const numbers = new Numbers({ replica, projector, db, hubId: logId })
  const url = `ws://${publicHost}:${(server.address() as AddressInfo).port}`

  function findRefusal(request: IncomingMessage): Refusal | undefined {
    const address = addressOf(request)
    if (!address) return NO_DOCUMENT
    if (request.headers.origin !== undefined) return { code: CLOSE.notAllowed, reason: 'web pages may not connect' }
    if (!isToken(address.searchParams.get('token'), token)) return { code: CLOSE.badToken, reason: 'the token is not that of this room' }
    return address.pathname === '/sync' || isDocId(docIdOf(address)) ? undefined : NO_DOCUMENT
  }

  function admit(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', () => socket.terminate())
    heard.set(socket, { from: request.socket, bytes: 0 })
    const address = addressOf(request)!
    try {
      if (address.pathname === '/sync') admitSeat(socket)
      else serveDocsClient(socket, rooms, docIdOf(address), replica.store.peerNumber('client'))
    } catch (error) {
      // the disk refuses to note who it is: they try again later
      socket.close(1011, closeReason(String(error)))
    }
  }

  /** A seat that went to sleep or lost its network says nothing; a ping without answer tells. Half of a large message is an answer. */
  const heartbeat = setInterval(() => {
    for (const client of sockets.clients) {
      const last = heard.get(client)
      if (!last || last.from.bytesRead === last.bytes) client.terminate()
      else last.bytes = last.from.bytesRead
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
      // stays: a connection that could not be accepted later is no reason to stop
      server.on('error', (error) =>
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
      for (const client of [...sockets.clients, ...refused.clients]) client.terminate()
      const closed = new Promise((resolve) => server.close(resolve))
      // who connected and said nothing would be waited for
      server.closeAllConnections()
      await closed
      await numbers.close()
    }
  }
}

interface Refusal {
  code: number
  reason: string
}
const NO_DOCUMENT: Refusal = { code: CLOSE.badInput, reason: 'there is no such document' }

/** A refused client hears why in the close code, which tells it not to try again. */
function refuse(socket: WebSocket, { code, reason }: Refusal): void {
  socket.on('error', () => socket.terminate())
  socket.close(code, reason)
}

function addressOf(request: IncomingMessage): URL | undefined {
  const address = `ws://hub${request.url ?? '/'}`
  return URL.canParse(address) ? new URL(address) : undefined
}

const docIdOf = ({ pathname }: URL): string => /^\/docs\/([^/]+)$/.exec(pathname)?.[1] ?? ''
