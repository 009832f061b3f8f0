import { BrowserWindow, nativeTheme } from 'electron'
import { APP_URL } from './appPages.ts'
import { loadWindowState, saveWindowState } from './windowState.ts'

/** The page's own colours, so that nothing flashes before it is painted. */
const BACKGROUND = { dark: '#0a0c0e', light: '#eceef0' } as const
/** A page that fails again this soon after a reload is not reloaded a second time. */
const RELOAD_PAUSE_MS = 10_000

export interface MainWindowOptions {
  preload: string
  /** File that remembers the size. */
  stateFile: string
  onBroken(sentence: string): void
}

export function openMainWindow({ preload, stateFile, onBroken }: MainWindowOptions): BrowserWindow {
  const { width, height, isMaximized } = loadWindowState(stateFile)
  const window = new BrowserWindow({
    width,
    height,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Muster',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: false }
  })
  if (isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const bounds = window.getNormalBounds()
    saveWindowState(stateFile, { width: bounds.width, height: bounds.height, isMaximized: window.isMaximized() })
  })
  reloadWhenGone(window, onBroken)
  void window.loadURL(APP_URL).catch((error: unknown) => onBroken(`The window of Muster did not load: ${String(error)}`))
  return window
}

/** The core runs on when a page crashes, and holds everything that was shown as saved. */
function reloadWhenGone(window: BrowserWindow, onBroken: (sentence: string) => void): void {
  let lastGoneAt = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const goneAt = performance.now()
    if (goneAt - lastGoneAt < RELOAD_PAUSE_MS)
      return onBroken(`The window of Muster stopped twice (${reason}). What was shown as saved is on this machine.`)
    lastGoneAt = goneAt
    window.webContents.reload()
  })
}
