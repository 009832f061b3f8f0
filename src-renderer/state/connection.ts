import { DocClient } from '#shared/bridge/docClient.ts'
import type { Port } from '#shared/bridge/port.ts'
import { messagePort, webSocketPort, type WebSocketLike } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { afterPaint } from './afterPaint.ts'
import { startPace } from './pace.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'

/** What this window has of the core. */
export interface Connection {
  warRoom: WarRoom
  docs: DocClient
}

/** `onLost` is called once, when the core is gone. */
export async function connectToCore(onLost: () => void): Promise<Connection> {
  const port = location.protocol === 'http:' ? openSocket() : await receivePort()
  const { rpc, doc } = splitPort(port, CORE_CHANNELS)
  port.onClose(onLost)
  return { warRoom: connect(rpc, WAR_ROOM), docs: new DocClient(doc, { beforeLarge: afterPaint, paceMs: startPace(window) }) }
}

/** In Electron: the preload hands the core's port over in a message from this very window. */
function receivePort(): Promise<Port> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'muster:port' || !port) return
      window.removeEventListener('message', onMessage)
      resolve(messagePort(port))
    }
    window.addEventListener('message', onMessage)
  })
}

/** On the loopback host: a socket to where the page came from. */
function openSocket(): Port {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return webSocketPort(new WebSocket(`${scheme}//${location.host}/core`) as WebSocketLike)
}
