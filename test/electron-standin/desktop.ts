import { EventEmitter } from 'node:events'

/** The parts of a desktop that Muster touches. Nothing is opened or shown; tests replace what they want to watch. */

export const shell = { openExternal: (): Promise<void> => Promise.resolve() }

export const dialog = {
  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`)
  },
  showMessageBox: (): Promise<{ response: number; checkboxChecked: boolean }> => Promise.resolve({ response: 0, checkboxChecked: false })
}

export const nativeTheme = { shouldUseDarkColors: true }

export const Menu = { setApplicationMenu(): void {} }

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true
  readonly title: string
  readonly body: string
  constructor({ title = '', body = '' }: { title?: string; body?: string }) {
    super()
    this.title = title
    this.body = body
  }
  show(): void {}
  close(): void {
    this.emit('close')
  }
}
