import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import type { MessagePortMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { mainPort } from '#main/electron/ports.ts'
import { streamPort } from '#main/seat/streamPort.ts'
import { decodeMessage, encodeMessage } from '#shared/bridge/codec.ts'
import { messagePort, portPair, webSocketPort, type MessagePortLike, type WebSocketLike } from '#shared/bridge/ports.ts'
import { splitPort } from '#shared/bridge/split.ts'
import { portContract } from '#test/contract/port.ts'
import { CHANNELS, MessagePortMainLike } from '#test/support/channels.ts'
import { quiet, until } from '#test/support/until.ts'

for (const [name, open] of Object.entries(CHANNELS)) portContract(name, open)

portContract('Electron main to a page', () => {
  const { port1, port2 } = new MessageChannel()
  return {
    near: mainPort(new MessagePortMainLike(port1) as unknown as MessagePortMain),
    far: messagePort(port2 as unknown as MessagePortLike)
  }
})
portContract('a page to Electron main', () => {
  const { port1, port2 } = new MessageChannel()
  return {
    near: messagePort(port1 as unknown as MessagePortLike),
    far: mainPort(new MessagePortMainLike(port2) as unknown as MessagePortMain)
  }
})
portContract('one of several channels of a port', () => {
  const [near, far] = portPair()
  return { near: splitPort(near, ['a', 'b']).a, far: splitPort(far, ['a', 'b']).a }
})

describe('split port', () => {
  it('P20 keeps conversations apart and ignores what is for none', async () => {
    const [near, far] = portPair()
    const { a, b } = splitPort(near, ['a', 'b'])
    const other = splitPort(far, ['a', 'b'])
    const heard: unknown[] = []
    other.a.onMessage((message) => heard.push(['a', message]))
    other.b.onMessage((message) => heard.push(['b', message]))
    a.post(1)
    b.post(2)
    for (const stray of [null, 5, 'text', { c: 'constructor', m: 1 }, { c: '__proto__', m: 1 }, { m: 1 }]) near.post(stray)
    a.post(3)
    await quiet()
    expect(heard).toEqual([
      ['a', 1],
      ['b', 2],
      ['a', 3]
    ])
  })
})

/** A stream port and the raw other end of its socket. */
async function rawStream(): Promise<{ port: ReturnType<typeof streamPort>; raw: Socket; end(): void }> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const connected = once(server, 'connection') as Promise<[Socket]>
  const raw = connect((server.address() as AddressInfo).port)
  const port = streamPort((await connected)[0])
  return { port, raw, end: () => (raw.destroy(), server.close()) }
}

describe('stream port', () => {
  it('P21 puts frames together however the bytes are cut', async () => {
    const { port, raw, end } = await rawStream()
    const heard: unknown[] = []
    port.onMessage((message) => heard.push(message))
    const frames = Buffer.concat(
      [{ n: 1 }, { n: 2, text: 'x'.repeat(300) }, { n: 3 }].map((message) => {
        const body = encodeMessage(message)
        const header = Buffer.alloc(4)
        header.writeUInt32BE(body.length)
        return Buffer.concat([header, body])
      })
    )
    raw.setNoDelay(true)
    for (const byte of frames.subarray(0, 40)) {
      raw.write(Uint8Array.of(byte))
      await quiet(2)
    }
    raw.write(frames.subarray(40))
    await until('all arrived', () => heard.length === 3)
    expect(heard).toMatchObject([{ n: 1 }, { n: 2 }, { n: 3 }])
    end()
  })
  it.each([
    ['a length beyond all bounds', Uint8Array.of(255, 255, 255, 255, 0)],
    ['bytes that are no message', Uint8Array.of(0, 0, 0, 2, 99, 99)]
  ])('P22 %s closes the line', async (_what, bytes) => {
    const { port, raw, end } = await rawStream()
    let isClosed = false
    port.onMessage(() => expect.unreachable('nothing readable was sent'))
    port.onClose(() => (isClosed = true))
    raw.write(bytes)
    await until('closed', () => isClosed)
    end()
  })
})

describe('WebSocket port', () => {
  class FakeSocket extends EventTarget {
    binaryType = ''
    readyState = 0
    sent: Uint8Array[] = []
    closed: number | undefined
    send = (bytes: Uint8Array) => void this.sent.push(bytes)
    close = (code?: number) => void (this.closed = code ?? 1000)
    tell(type: string, data?: unknown) {
      this.dispatchEvent(Object.assign(new Event(type), { data }))
    }
  }
  it('P23 what is posted before the line is open goes out, in order, when it is', () => {
    const socket = new FakeSocket()
    const port = webSocketPort(socket as unknown as WebSocketLike)
    port.post(1)
    port.post(2)
    expect(socket.sent).toEqual([])
    socket.readyState = 1
    socket.tell('open')
    port.post(3)
    expect(socket.sent.map(decodeMessage)).toEqual([1, 2, 3])
  })
  it.each([
    ['text', 'hello'],
    ['bytes that do not decode', Uint8Array.of(1, 2, 3).buffer]
  ])('P24 %s from the other end closes the line', (_what, data) => {
    const socket = new FakeSocket()
    const port = webSocketPort(socket as unknown as WebSocketLike)
    port.onMessage(() => expect.unreachable('not a message'))
    socket.tell('message', data)
    expect(socket.closed).toBe(1007)
  })
})

describe('codec', () => {
  it('P25 refuses bytes left over, bytes missing and depth without end', () => {
    const whole = encodeMessage({ a: [1, 'x'] })
    expect(decodeMessage(whole)).toEqual({ a: [1, 'x'] })
    expect(() => decodeMessage(Buffer.concat([whole, Uint8Array.of(0)]))).toThrow('left over')
    expect(() => decodeMessage(whole.subarray(0, whole.length - 1))).toThrow()
    expect(() => decodeMessage(new Uint8Array(0))).toThrow()
    // 117: an array of one, for ever
    expect(() => decodeMessage(new Uint8Array(200_000).fill(117).map((byte, index) => (index % 2 ? 1 : byte)))).toThrow()
  })
})
