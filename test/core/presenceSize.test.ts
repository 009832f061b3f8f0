import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { expect, it } from 'vitest'
import type { Member } from '#main/core/room.ts'
import { openTestReplica } from '#test/support/replicas.ts'

function presenceOf(name: string): Uint8Array {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({ user: { name } })
  const bytes = encodeAwarenessUpdate(awareness, [awareness.clientID])
  awareness.destroy()
  return bytes
}

it('R48 presence as large as a book is not kept and not passed on; that of a person is', async () => {
  const { rooms } = openTestReplica()
  const heard: number[] = []
  const bad: string[] = []
  const other: Member = { peer: 0, sendAwareness: (bytes) => heard.push(bytes.length) }
  const sender: Member = { peer: 0, sendAwareness: () => undefined, onBad: (problem) => bad.push(problem) }
  const room = await rooms.join('incident1', other)
  await rooms.join('incident1', sender)
  room.receiveAwareness(sender, presenceOf('x'.repeat(1_000_000)))
  expect([heard, bad.length, room.awareness.getStates().size]).toEqual([[], 1, 0])
  room.receiveAwareness(sender, presenceOf('Ana'))
  expect([heard.length, room.awareness.getStates().size]).toEqual([1, 1])
  for (const member of [other, sender]) rooms.leave(room, member)
})
