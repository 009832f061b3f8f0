import * as v from 'valibot'
import type { Port } from '#shared/bridge/port.ts'
import { windowMessage, type CoreMessage, type WindowMessage } from '#shared/bridge/docMessages.ts'
import { isDocId, isFileDoc, type DocId } from '#shared/domain/ids.ts'
import type { Member, Room } from './room.ts'
import type { Rooms } from './rooms.ts'

/** What is shared of one document, told to the windows that have it open. */
export type Sharing = Extract<CoreMessage, { t: 'shared' }>

export interface SharingSource {
  getSharing(docId: DocId): Omit<Sharing, 't' | 'session'>
  onSharing(listener: (docId: DocId | null) => void): () => void
}

interface OpenRoom {
  docId: DocId
  member: Member
  /** Settles when the room is loaded, undefined when it cannot be; messages wait for it in order. */
  room: Promise<Room | undefined>
}

/** Serves documents to one window over one Port, until the Port closes. */
export function serveDocs(port: Port, rooms: Rooms, sharing: SharingSource): void {
  const open = new Map<number, OpenRoom>()
  const post = (message: CoreMessage) => port.post(message)
  const tellSharing = (session: number, docId: DocId) => post({ t: 'shared', session, ...sharing.getSharing(docId) })

  const stopSharing = sharing.onSharing((changed) => {
    for (const [session, { docId }] of open) if (changed === null || changed === docId) tellSharing(session, docId)
  })
  port.onClose(() => {
    stopSharing()
    for (const session of [...open.keys()]) close(session)
  })
  port.onMessage((message) => {
    const parsed = v.safeParse(windowMessage, message)
    if (parsed.success) receive(parsed.output)
  })

  function receive(message: WindowMessage): void {
    if (message.t === 'open') return start(message.session, message.doc)
    if (message.t === 'close') return close(message.session)
    const opened = open.get(message.session)
    if (!opened) return
    const { member } = opened
    void opened.room.then((room) =>
      message.t === 'sync' ? room?.receiveSync(member, message.bytes) : room?.receiveAwareness(member, message.bytes)
    )
  }

  function start(session: number, docId: string): void {
    const failed = (problem: string) => post({ t: 'failed', session, message: problem })
    if (!isDocId(docId) || isFileDoc(docId)) return failed(`"${docId}" is not the name of a document.`)
    close(session)
    const member = windowMember(session, docId)
    const room = rooms.join(docId, member).then(
      (joined) => {
        tellSharing(session, docId)
        return joined
      },
      (error: unknown) => {
        failed(`This incident cannot be opened: ${(error as Error).message}`)
        return undefined
      }
    )
    open.set(session, { docId, member, room })
  }

  function close(session: number): void {
    const opened = open.get(session)
    if (!opened) return
    open.delete(session)
    void opened.room.then((room) => room && rooms.leave(room, opened.member))
  }

  function windowMember(session: number, docId: DocId): Member {
    return {
      peer: 0,
      sendSync: (bytes) => post({ t: 'sync', session, bytes }),
      sendAwareness: (bytes) => post({ t: 'awareness', session, bytes }),
      // the number waiting for the hub first: a window must not believe in between that a new change is shared
      onStored(count) {
        tellSharing(session, docId)
        post({ t: 'stored', session, count })
      },
      onBad: (problem) => post({ t: 'failed', session, message: `The core did not take ${problem}. What was saved before is safe.` })
    }
  }
}
