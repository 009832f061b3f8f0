import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { SyncSession } from '#main/hub/syncSession.ts'
import { encodeMessage } from '#shared/bridge/codec.ts'
import { SYNC_PROTOCOL, type SeatMessage } from '#shared/bridge/syncMessages.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'
import { quiet, until } from '#test/support/until.ts'

/** The hub's end of a line that a test can break at any moment. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  bufferedAmount = 0
  closedWith: number | undefined
  send(): void {}
  say(message: SeatMessage): void {
    this.emit('message', Buffer.from(encodeMessage(message)))
  }
  close(code: number): void {
    this.closedWith = code
    this.readyState = 3
    this.emit('close')
  }
}

let host: TestReplica
let socket: FakeSocket
let session: SyncSession
beforeEach(() => {
  host = openTestReplica()
  socket = new FakeSocket()
  session = new SyncSession(socket as unknown as WebSocket, { ...host, logId: 'log', workspace: { id: 'w', name: 'W' } })
  socket.say({ t: 'hello', protocol: SYNC_PROTOCOL, replica: 'seat', workspace: 'w', cursor: null })
})
const rooms = () => [...host.rooms.list()].map((room) => room.docId)

describe('a line that breaks', () => {
  it('H95 before its last messages were worked on leaves no room open behind it', async () => {
    socket.say({ t: 'watch', doc: 'incident1' })
    await until('watched', () => rooms().length === 1)
    socket.say({ t: 'watch', doc: 'incident2' })
    socket.close(1006)
    await quiet()
    expect(rooms()).toEqual([])
  })

  it('H96 one line cannot have the hub hold documents without end', async () => {
    for (let i = 0; i < 700; i++) socket.say({ t: 'watch', doc: `incident${i}` })
    await quiet(50)
    expect(rooms().length).toBe(500)
    socket.say({ t: 'unwatch', doc: 'incident0' })
    socket.say({ t: 'watch', doc: 'incident699' })
    await until('the place of one that was left is free again', () => rooms().includes('incident699'))
  })

  it('H97 one that cannot be told of a commit is ended, and everybody else is told', async () => {
    host.replica.onCommitted((committed) => session.onCommitted(committed))
    const told: string[] = []
    host.replica.onCommitted((committed) => told.push(...committed.map(({ docId }) => docId)))
    await quiet()
    host.store.markAt = () => {
      throw new Error('the disk cannot be read')
    }
    await host.replica.use('incident1', (doc) => doc.getText('x').insert(0, 'a'))
    await host.replica.flush()
    expect(told).toEqual(['incident1'])
    expect(socket.closedWith).toBe(1011)
  })
})
