import * as encoding from 'lib0/encoding'
import { writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { DocClient } from '#shared/bridge/docClient.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { quiet } from '#test/support/until.ts'

it('P79 a change somebody makes while a document is on its way is not taken for all of it', async () => {
  const there = new Y.Doc()
  const updates: Uint8Array[] = []
  there.on('update', (update: Uint8Array) => updates.push(update))
  there.getText('t').insert(0, 'written before ')
  there.getText('t').insert(15, 'and now')
  const [near, core] = portPair()
  core.onMessage(() => undefined)
  const say = (write: (encoder: encoding.Encoder) => void) => core.post({ t: 'sync', session: 1, bytes: encoding.encode(write) })
  const opened = new DocClient(near).open('incident1')
  let isLoaded = false
  void opened.loaded.then(() => (isLoaded = true))
  say((encoder) => writeUpdate(encoder, updates[1]!))
  await quiet()
  expect([isLoaded, opened.getStatus().state]).toEqual([false, 'loading'])
  say((encoder) => writeSyncStep2(encoder, there))
  await opened.loaded
  expect(opened.doc.getText('t').toString()).toBe('written before and now')
  opened.close()
})
