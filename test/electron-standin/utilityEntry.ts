import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { MessagePortMain } from './mainPorts.ts'
import type { UtilityMessage } from './utilityProcess.ts'

/** Runs in the thread: gives the entry a `process.parentPort` as Electron does, then runs it. */
class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    parentPort!.postMessage({ data, ports: [] } satisfies UtilityMessage)
  }
}

const port = new ParentPort()
const waiting: UtilityMessage[] = []
const deliver = ({ data, ports }: UtilityMessage) => port.emit('message', { data, ports: ports.map((raw) => new MessagePortMain(raw)) })

parentPort!.on('message', (message: UtilityMessage) => {
  if (port.listenerCount('message') > 0) deliver(message)
  else waiting.push(message)
})
port.on('newListener', (event) => {
  if (event === 'message') queueMicrotask(() => waiting.splice(0).forEach(deliver))
})
Object.assign(process, { parentPort: port })

await import(pathToFileURL((workerData as { entry: string }).entry).href)
