import type { Socket } from 'node:net'
import { decodeMessage, encodeMessage } from '#shared/bridge/codec.ts'
import { Inbox, type Port } from '#shared/bridge/port.ts'

const HEADER = 4
const MAX_FRAME = 512 * 1024 * 1024

/** A Port over a byte stream: each message behind its length, 4 bytes, big-endian. */
export function streamPort(stream: Socket): Port {
  const inbox = new Inbox()
  let chunks: Buffer[] = []
  let buffered = 0
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    buffered += chunk.length
    takeFrames()
  })
  stream.on('close', () => inbox.closed())
  stream.on('error', () => stream.destroy())

  function takeFrames(): void {
    while (buffered >= HEADER) {
      const length = peekLength()
      if (length > MAX_FRAME) return void stream.destroy()
      if (buffered < HEADER + length) return
      const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      chunks = all.length > HEADER + length ? [all.subarray(HEADER + length)] : []
      buffered -= HEADER + length
      try {
        inbox.deliver(decodeMessage(all.subarray(HEADER, HEADER + length)))
      } catch {
        // not ours: no way to know where the next message starts
        return void stream.destroy()
      }
    }
  }

  function peekLength(): number {
    if (chunks[0]!.length < HEADER) chunks = [Buffer.concat(chunks)]
    return chunks[0]!.readUInt32BE(0)
  }

  return {
    post(message) {
      const body = encodeMessage(message)
      const header = Buffer.alloc(HEADER)
      header.writeUInt32BE(body.length)
      stream.write(header)
      stream.write(body)
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      stream.end()
      inbox.closed()
    }
  }
}
