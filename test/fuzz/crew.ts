import { fork, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Orders, Report } from './crashWorker.ts'

const WORKER = fileURLToPath(new URL('crashWorker.ts', import.meta.url))

/** A seat at work in a process of its own. */
export interface Worker {
  /** Settles once it writes; with the invite of a host. Rejects with what it said when it ends before. */
  start(orders: Orders): Promise<string | null>
  /** SIGKILL. Settles when the process is gone. */
  kill(): Promise<void>
}

/** Hands out processes that have loaded their modules already, and starts the next ones meanwhile. */
export class Crew {
  readonly #ready: Worker[] = []
  readonly #all = new Set<ChildProcess>()

  next(): Worker {
    const worker = this.#ready.shift() ?? this.#hire()
    this.#ready.push(this.#hire())
    return worker
  }

  dismiss(): void {
    for (const child of this.#all) child.kill('SIGKILL')
  }

  #hire(): Worker {
    const child = fork(WORKER, {
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(tmpdir(), 'muster-compile-cache') },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc']
    })
    this.#all.add(child)
    let said = ''
    child.stderr?.on('data', (data: Buffer) => (said += data.toString()))
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    void gone.then(() => this.#all.delete(child))
    const hear = <T extends Report['t']>(what: T) =>
      new Promise<Extract<Report, { t: T }>>((resolve, reject) => {
        child.on('message', (message: Report) => message.t === what && resolve(message as Extract<Report, { t: T }>))
        void gone.then(() => reject(new Error(`The seat ended before it was killed: ${said}`)))
      })
    const warm = hear('warm')
    const writing = hear('writing')
    // a worker that is never used may be dismissed
    for (const promise of [warm, writing]) promise.catch(() => undefined)
    return {
      async start(orders) {
        await warm
        child.send(orders)
        return (await writing).invite
      },
      async kill() {
        if (child.exitCode !== null) throw new Error(`The seat ended before it was killed: ${said}`)
        child.kill('SIGKILL')
        await gone
      }
    }
  }
}
