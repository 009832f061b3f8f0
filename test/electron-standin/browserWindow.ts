import { EventEmitter } from 'node:events'
import { app, preventable } from './app.ts'
import { WebContents } from './webContents.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

interface WindowOptions extends Partial<Bounds> {
  webPreferences?: { preload?: string }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  #bounds: Bounds
  #isDestroyed = false
  #isShown = false
  #isFocused = false

  static getAllWindows(): BrowserWindow[] {
    return [...app.windows] as BrowserWindow[]
  }

  constructor({ x = 0, y = 0, width = 800, height = 600, webPreferences = {} }: WindowOptions = {}) {
    super()
    this.#bounds = { x, y, width, height }
    this.webContents = new WebContents({ width, height }, webPreferences.preload)
    this.webContents.once('first-paint', () => this.emit('ready-to-show'))
    this.webContents.once('destroyed', () => this.#closed())
    app.windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  loadURL = (url: string) => this.webContents.loadURL(url)
  getNormalBounds = (): Bounds => ({ ...this.#bounds })
  isDestroyed = () => this.#isDestroyed
  isVisible = () => this.#isShown
  isMaximized = () => false
  isMinimized = () => false
  maximize(): void {}
  restore(): void {}
  isFocused = () => this.#isFocused

  focus(): void {
    this.#isFocused = true
  }

  show(): void {
    this.#isShown = true
  }

  close(): void {
    this.tryClose()
  }

  tryClose(): boolean {
    if (this.#isDestroyed) return true
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.webContents.destroy()
    return !event.defaultPrevented
  }

  #closed(): void {
    this.#isDestroyed = true
    this.emit('closed')
    app.windowClosed(this)
  }
}
