import type { MessagePortMain } from 'electron'
import type { Port } from '#shared/bridge/port.ts'
import { messagePort } from '#shared/bridge/ports.ts'

/** Electron's port says `on` where a browser's says `addEventListener`, and hands over `{data}` alike. */
export function mainPort(port: MessagePortMain): Port {
  return messagePort({
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
    start: () => port.start(),
    addEventListener(type, listener) {
      if (type === 'message') port.on('message', (event) => listener({ data: event.data }))
      else if (type === 'close') port.on('close', () => listener({}))
    }
  })
}
