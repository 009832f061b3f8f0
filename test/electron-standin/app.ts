import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { getBrowser } from './browser.ts'
import { isRunning } from './isRunning.ts'

export interface AppInfo {
  dir: string
  name: string
  version: string
}

/** An event whose listener may call preventDefault. */
export function preventable<Extra extends object>(extra: Extra): Extra & { defaultPrevented: boolean; preventDefault(): void } {
  const event = { ...extra, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) }
  return event
}

/** A window as far as quitting is concerned. */
export interface Closable {
  /** False when the app refused. */
  tryClose(): boolean
}

class App extends EventEmitter {
  readonly windows = new Set<Closable>()
  readonly isPackaged = false
  #info: AppInfo = { dir: process.cwd(), name: 'Electron', version: '0.0.0' }
  #paths = new Map<string, string>()
  #ready = Promise.withResolvers<void>()
  #isReady = false
  #isQuitting = false

  describe(info: AppInfo): void {
    this.#info = info
  }

  becomeReady(): void {
    this.#isReady = true
    this.#ready.resolve()
    this.emit('ready')
  }

  whenReady = () => this.#ready.promise
  isReady = () => this.#isReady
  getName = () => this.#info.name
  getVersion = () => this.#info.version
  getAppPath = () => this.#info.dir
  enableSandbox(): void {}

  getPath(name: string): string {
    const path = this.#paths.get(name) ?? join(name === 'temp' ? tmpdir() : join(homedir(), '.config', this.#info.name), name)
    mkdirSync(path, { recursive: true })
    return path
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  /** One process for each `userData`; the first is not told of the second. */
  requestSingleInstanceLock(): boolean {
    const file = join(this.getPath('userData'), 'standin.pid')
    if (existsSync(file) && isRunning(Number(readFileSync(file, 'utf8')))) return false
    writeFileSync(file, String(process.pid))
    return true
  }

  /** As Electron does: `before-quit`, close every window, `will-quit`; each may stop it. */
  quit(): void {
    if (this.#isQuitting) return
    const before = preventable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#isQuitting = true
    const isStopped = [...this.windows].some((window) => !window.tryClose())
    const will = preventable({})
    if (!isStopped) this.emit('will-quit', will)
    if (isStopped || will.defaultPrevented) this.#isQuitting = false
    else this.exit(0)
  }

  exit(code = 0): void {
    this.#isQuitting = true
    this.emit('quit', {}, code)
    void closeBrowser().finally(() => process.exit(code))
  }

  windowClosed(window: Closable): void {
    this.windows.delete(window)
    if (this.windows.size > 0 || this.#isQuitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }
}

async function closeBrowser(): Promise<void> {
  await getBrowser().close()
}

export const app = new App()
