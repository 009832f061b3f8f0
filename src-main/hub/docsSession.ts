import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { WebSocket } from 'ws'
import type { Member, Room } from '#main/core/room.ts'
import type { Rooms } from '#main/core/rooms.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { CLOSE, closeReason } from '#shared/bridge/syncMessages.ts'

/** Message types of the y-websocket protocol. */
const SYNC = 0
const AWARENESS = 1
const QUERY_AWARENESS = 3

/**
 * One y-websocket client in one document. Frames that arrive before the document is loaded wait; nothing is sent before. What the
 * others see is on the disk.
 */
export function serveDocsClient(socket: WebSocket, rooms: Rooms, docId: DocId, peer: number): void {
  const member: Member = {
    peer,
    sendSync: (bytes) => send(SYNC, bytes),
    sendAwareness: (bytes) => send(AWARENESS, bytes, true),
    onBad: (problem) => socket.close(CLOSE.badInput, closeReason(problem))
  }
  const joined = rooms.join(docId, member)
  let room: Room | undefined
  const waiting: Uint8Array[] = []
  joined.then(
    (opened) => {
      room = opened
      for (const frame of waiting.splice(0)) receive(opened, frame)
      if (socket.readyState !== socket.OPEN) rooms.leave(opened, member)
    },
    (error: unknown) => socket.close(1011, closeReason(String(error)))
  )
  socket.on('message', (data: Buffer) => (room ? receive(room, data) : waiting.push(data)))
  socket.on('close', () => room && rooms.leave(room, member))

  function receive(opened: Room, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    try {
      const type = decoding.readVarUint(decoder)
      if (type === SYNC) opened.receiveSync(member, decoding.readTailAsUint8Array(decoder))
      else if (type === AWARENESS) opened.receiveAwareness(member, decoding.readVarUint8Array(decoder))
      else if (type === QUERY_AWARENESS) opened.sendPresence(member)
    } catch (error) {
      member.onBad?.(`an unreadable frame (${(error as Error).message})`)
    }
  }

  function send(type: number, bytes: Uint8Array, withLength = false): void {
    if (socket.readyState !== socket.OPEN) return
    socket.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, type)
        if (withLength) encoding.writeVarUint8Array(encoder, bytes)
        else encoding.writeUint8Array(encoder, bytes)
      })
    )
  }
}
