import * as v from 'valibot'
import type { Port } from '#shared/bridge/port.ts'
import { windowMessage, type CoreMessage, type WindowMessage } from '#shared/bridge/docMessages.ts'
import { isDocId, type DocId } from '#shared/domain/ids.ts'
import type { Member, Room } from './room.ts'
import type { Rooms } from './rooms.ts'

/** What is shared of one document, told to the windows that have it open. */
export type Sharing = Extract<CoreMessage, { t: 'shared' }>

export interface SharingSource {
  getSharing(docId: DocId): Omit<Sharing, 't' | 'doc'>
  onSharing(listener: (docId: DocId | null) => void): () => void
}

interface OpenRoom {
  member: Member
  /** Settles when the room is loaded; messages wait for it in order. */
  room: Promise<Room>
}

/** Serves documents to one window over one Port, until the Port closes. */
export function serveDocs(port: Port, rooms: Rooms, sharing: SharingSource): void {
  const open = new Map<DocId, OpenRoom>()
  const post = (message: CoreMessage) => port.post(message)
  const tellSharing = (docId: DocId) => post({ t: 'shared', doc: docId, ...sharing.getSharing(docId) })

  const stopSharing = sharing.onSharing((docId) => {
    if (docId === null) for (const opened of open.keys()) tellSharing(opened)
    else if (open.has(docId)) tellSharing(docId)
  })
  port.onClose(() => {
    stopSharing()
    for (const docId of [...open.keys()]) close(docId)
  })
  port.onMessage((message) => {
    const parsed = v.safeParse(windowMessage, message)
    if (parsed.success) receive(parsed.output)
  })

  function receive(message: WindowMessage): void {
    if (message.t === 'open') return start(message.doc)
    if (message.t === 'close') return close(message.doc)
    const opened = open.get(message.doc)
    if (!opened) return
    const { member } = opened
    void opened.room.then((room) =>
      message.t === 'sync' ? room.receiveSync(member, message.bytes) : room.receiveAwareness(member, message.bytes)
    )
  }

  function start(docId: string): void {
    if (!isDocId(docId)) return post({ t: 'failed', doc: docId, message: `"${docId}" is not the name of a document.` })
    close(docId)
    const member = windowMember(docId)
    const room = rooms.join(docId, member)
    open.set(docId, { member, room })
    room.then(
      () => tellSharing(docId),
      (error: unknown) => post({ t: 'failed', doc: docId, message: `This incident cannot be opened: ${(error as Error).message}` })
    )
  }

  function close(docId: DocId): void {
    const opened = open.get(docId)
    if (!opened) return
    open.delete(docId)
    void opened.room.then((room) => rooms.leave(room, opened.member))
  }

  function windowMember(docId: DocId): Member {
    return {
      peer: 0,
      sendSync: (bytes) => post({ t: 'sync', doc: docId, bytes }),
      sendAwareness: (bytes) => post({ t: 'awareness', doc: docId, bytes }),
      // the number waiting for the hub first: a window must not believe in between that a new change is shared
      onStored(count) {
        tellSharing(docId)
        post({ t: 'stored', doc: docId, count })
      },
      onBad: (problem) => post({ t: 'failed', doc: docId, message: `The core did not take ${problem}. What was saved before is safe.` })
    }
  }
}
