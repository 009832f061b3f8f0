import { EventEmitter } from 'node:events'
import { Worker, type MessagePort } from 'node:worker_threads'
import type { MessagePortMain } from './mainPorts.ts'

/** What travels to and from a utility process: the message, and the ports that go with it. */
export interface UtilityMessage {
  data: unknown
  ports: MessagePort[]
}

/** A utility process in a thread: separate memory and event loop, but a crash of the whole process takes it along. */
class UtilityProcess extends EventEmitter {
  #worker: Worker

  constructor(entry: string) {
    super()
    this.#worker = new Worker(new URL('./utilityEntry.ts', import.meta.url), { workerData: { entry } })
    this.#worker.once('online', () => this.emit('spawn'))
    this.#worker.on('message', (message: UtilityMessage) => this.emit('message', message.data))
    this.#worker.on('error', (error) => console.error(error))
    this.#worker.once('exit', (code) => this.emit('exit', code))
  }

  postMessage(data: unknown, transfer: MessagePortMain[] = []): void {
    const ports = transfer.map((port) => port.release())
    this.#worker.postMessage({ data, ports } satisfies UtilityMessage, ports)
  }

  kill(): boolean {
    void this.#worker.terminate()
    return true
  }
}

const running = new Set<UtilityProcess>()

export const utilityProcess = {
  fork(entry: string): UtilityProcess {
    const child = new UtilityProcess(entry)
    running.add(child)
    child.once('exit', () => running.delete(child))
    return child
  }
}

/** For tests, in place of a kill from outside. */
export function stopUtilityProcesses(): void {
  for (const child of running) child.kill()
}
