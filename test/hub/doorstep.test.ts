import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Hub } from '#main/hub/startHub.ts'
import { openRaw, openTestHub, portOf } from '#test/support/hubs.ts'
import { openTestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

let hub: Hub
beforeEach(async () => {
  // the hub's heartbeat goes when the test says so
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  hub = await openTestHub(openTestReplica())
})
afterEach(() => void vi.useRealTimers())
const heartbeat = () => vi.advanceTimersByTime(10_000)

/** A connection that speaks for itself; what it answers by itself is nothing, not even a ping. */
async function openBare(path: string): Promise<{ socket: Socket; isClosed: () => boolean }> {
  const socket = connect(portOf(hub), '127.0.0.1')
  let isClosed = false
  let answer = ''
  socket.on('data', (data) => (answer += data.toString('latin1')))
  socket.on('error', () => undefined)
  socket.on('close', () => (isClosed = true))
  onTestFinished(() => void socket.destroy())
  const head = [
    'Host: x',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${'A'.repeat(22)}==`
  ]
  socket.write(`GET ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  await until('upgraded', () => answer.includes('101 Switching'))
  return { socket, isClosed: () => isClosed }
}

/** The start of a masked binary frame that promises this many bytes. */
function frameHead(length: number): Buffer {
  const head = Buffer.alloc(14)
  head.writeUInt8(0x82, 0)
  head.writeUInt8(0x80 | 127, 1)
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

describe('who stands at the door of a hub', () => {
  it('H90 without the token nobody can make it keep what they send: a large frame ends the line at once', async () => {
    const { socket, isClosed } = await openBare('/sync?token=wrong')
    socket.write(frameHead(8 * 1024 * 1024))
    await until('cut off', isClosed)
  })

  it('H91 without the token nobody can keep a line open by not answering the close', async () => {
    const { isClosed } = await openBare('/sync?token=wrong')
    await until('cut off', isClosed)
  })

  it('H92 stopping does not wait for somebody who connected and says nothing', async () => {
    const silent = connect(portOf(hub), '127.0.0.1')
    onTestFinished(() => void silent.destroy())
    silent.on('error', () => undefined)
    await until('connected', () => !silent.connecting)
    // answered, so the hub has seen the one before it
    const refused = openRaw(`${hub.url}/nowhere`)
    await until('refused', () => refused.closed !== undefined)
    await hub.close()
  })

  it('H93 who answers stays, who does not is cut off after two heartbeats', async () => {
    const raw = openRaw(`${hub.url}/docs/incident1?token=${hub.token}`)
    const silent = await openBare(`/docs/incident1?token=${hub.token}`)
    let pings = 0
    raw.socket.on('ping', () => pings++)
    await until('open', () => raw.socket.readyState === WebSocket.OPEN)
    heartbeat()
    await until('asked', () => pings === 1)
    // its answer is on the way before anything sent after it is answered
    const before = raw.frames.length
    raw.socket.send(Uint8Array.from([0, 0, 1, 0]))
    await until('heard', () => raw.frames.length > before)
    heartbeat()
    await until('cut off', silent.isClosed)
    expect(raw.closed).toBeUndefined()
  })

  it('H94 who is in the middle of a large message is not taken for gone', async () => {
    const { socket, isClosed } = await openBare(`/sync?token=${hub.token}`)
    socket.write(frameHead(4 * 1024 * 1024))
    const listener = openRaw(`${hub.url}/docs/incident1?token=${hub.token}`)
    await until('open', () => listener.socket.readyState === WebSocket.OPEN)
    for (let beat = 0; beat < 4; beat++) {
      heartbeat()
      socket.write(Buffer.alloc(1000))
      const before = listener.frames.length
      listener.socket.send(Uint8Array.from([0, 0, 1, 0]))
      await until('a turn of the hub', () => listener.frames.length > before)
    }
    expect(isClosed()).toBe(false)
  })
})
