import { decodeMessage, encodeMessage } from './codec.ts'
import { Inbox, type Port } from './port.ts'

/** The methods of a browser's or Node's MessagePort that a Port needs. */
export interface MessagePortLike {
  postMessage(message: unknown): void
  close(): void
  start?(): void
  onmessage?: unknown
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void
}

export function messagePort(port: MessagePortLike): Port {
  const inbox = new Inbox()
  port.addEventListener('message', (event) => {
    if (event.data === CLOSE) inbox.closed()
    else inbox.deliver(event.data)
  })
  port.addEventListener('close', () => inbox.closed())
  port.start?.()
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      if (!inbox.isClosed) port.postMessage(CLOSE)
      inbox.closed()
      port.close()
    }
  }
}
/** A page's MessagePort does not say that the other end is gone; this does. */
const CLOSE = 'muster:close'

/** The methods of a browser's or ws's WebSocket that a Port needs. */
export interface WebSocketLike {
  binaryType: string
  readyState: number
  send(data: Uint8Array): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: { data?: unknown }) => void): void
}

/** Messages posted before the socket is open wait for it. Text frames and bytes that do not decode close it. */
export function webSocketPort(socket: WebSocketLike): Port {
  const inbox = new Inbox()
  const waiting: Uint8Array[] = []
  socket.binaryType = 'arraybuffer'
  let isClosing = false
  socket.addEventListener('open', () => {
    waiting.splice(0).forEach((bytes) => socket.send(bytes))
    if (isClosing) socket.close()
  })
  socket.addEventListener('message', (event) => {
    try {
      inbox.deliver(decodeMessage(new Uint8Array(event.data as ArrayBuffer)))
    } catch {
      socket.close(1007, 'badInput')
    }
  })
  socket.addEventListener('close', () => inbox.closed())
  socket.addEventListener('error', () => inbox.closed())
  return {
    post(message) {
      const bytes = encodeMessage(message)
      if (isClosing) return
      if (socket.readyState === 0) waiting.push(bytes)
      else if (socket.readyState === 1) socket.send(bytes)
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      isClosing = true
      // before it is open, closing would also throw away what was posted
      if (socket.readyState !== 0) socket.close()
      inbox.closed()
    }
  }
}

/** Two ends in one process, delivered in a later microtask like a real channel. For tests and for a core in the same process. */
export function portPair(): [Port, Port] {
  const inboxes: [Inbox, Inbox] = [new Inbox(), new Inbox()]
  const end = (own: Inbox, other: Inbox): Port => ({
    post(message) {
      const copy = structuredClone(message)
      queueMicrotask(() => !other.isClosed && other.deliver(copy))
    },
    onMessage: (listener) => own.listen(listener),
    onClose: (listener) => own.onClose(listener),
    close() {
      own.closed()
      queueMicrotask(() => other.closed())
    }
  })
  return [end(inboxes[0], inboxes[1]), end(inboxes[1], inboxes[0])]
}
