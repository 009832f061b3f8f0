import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import * as v from 'valibot'
import { coreAlert, coreFailure, type CoreAlert, type ShellMessage } from './coreMessages.ts'

export interface CoreHostOptions {
  /** The built entry of the core's process. */
  entry: string
  dataDir: string
  /** The core stopped by itself and runs again; windows must ask for a new port. */
  onRestarted(): void
  /** The person should hear of something at once. */
  onAlert(alert: CoreAlert): void
  /** The core cannot run; the sentence says why. Called once. */
  onFailed(sentence: string): void
}

const CLOSE_TIMEOUT_MS = 10_000

/** Keeps the core's process running: one that stops by itself is started again, once. */
export class CoreHost {
  #options: CoreHostOptions
  #process: UtilityProcess
  #hasRestarted = false
  /** Failed or closing: an exit is expected. */
  #isEnding = false

  constructor(options: CoreHostOptions) {
    this.#options = options
    this.#process = this.#start()
  }

  /** Gives the core the other end of a window's channel. */
  attach(port: MessagePortMain): void {
    this.#tell({ t: 'attach' }, [port])
  }

  /** The windows go to this incident; null: to the work of the person. */
  show(incident: string | null): void {
    if (!this.#isEnding) this.#tell({ t: 'show', incident })
  }

  /** Settles when everything is written and the process is gone. */
  close(): Promise<void> {
    if (this.#isEnding) return Promise.resolve()
    this.#isEnding = true
    return new Promise((resolve) => {
      // what was shown as saved is on disk already, so a core that hangs loses nothing by being ended
      const timer = setTimeout(() => this.#process.kill(), CLOSE_TIMEOUT_MS)
      this.#process.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#tell({ t: 'close' })
    })
  }

  #start(): UtilityProcess {
    const child = utilityProcess.fork(this.#options.entry, [], { serviceName: 'Muster core', stdio: 'inherit' })
    child.on('message', (message: unknown) => this.#onMessage(message))
    child.once('exit', () => this.#onExit())
    child.postMessage({ t: 'open', dataDir: this.#options.dataDir } satisfies ShellMessage)
    return child
  }

  #onMessage(message: unknown): void {
    const failure = v.safeParse(coreFailure, message)
    if (failure.success) return this.#fail(failure.output.message)
    const alert = v.safeParse(coreAlert, message)
    if (alert.success && !this.#isEnding) this.#options.onAlert(alert.output)
  }

  #onExit(): void {
    if (this.#isEnding) return
    if (this.#hasRestarted)
      return this.#fail('The core of Muster stopped twice. What was shown as saved is on this machine. Start Muster again.')
    this.#hasRestarted = true
    this.#process = this.#start()
    this.#options.onRestarted()
  }

  #fail(sentence: string): void {
    if (this.#isEnding) return
    this.#isEnding = true
    this.#options.onFailed(sentence)
  }

  #tell(message: ShellMessage, ports: MessagePortMain[] = []): void {
    this.#process.postMessage(message, ports)
  }
}
