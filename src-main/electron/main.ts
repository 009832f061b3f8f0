import { app, dialog, ipcMain, Menu, MessageChannelMain, type BrowserWindow, type IpcMainEvent } from 'electron'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { getDataDir } from '#main/loopback/dataDir.ts'
import { failureOf } from '#shared/domain/result.ts'
import { isAppUrl, registerAppScheme, serveAppPages } from './appPages.ts'
import { CoreHost } from './coreHost.ts'
import { denyPermissions, hardenApp } from './hardening.ts'
import { openMainWindow } from './mainWindow.ts'
import { Notifications } from './notifications.ts'

const OUT_DIR = join(import.meta.dirname, '..')
const { values } = parseArgs({ args: process.argv.slice(1), options: { data: { type: 'string' } }, strict: false })
const dataDir = getDataDir(typeof values.data === 'string' ? values.data : undefined)
// the window's own files lie with the data they belong to: two data folders are two independent Musters
const windowDir = join(dataDir, 'electron')
mkdirSync(windowDir, { recursive: true, mode: 0o700 })
app.setPath('userData', windowDir)
app.enableSandbox()
registerAppScheme()
hardenApp()

let window: BrowserWindow | undefined
let core: CoreHost | undefined
const notifications = new Notifications({ isWatched: () => window?.isFocused() ?? false, onChosen: showIncident })

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', closeCoreFirst)
  ipcMain.on('muster:port', givePort)
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => stop(failureOf(error).message))
} else {
  console.error(`Muster already runs with ${dataDir}. Its window comes to the front.`)
  app.exit(0)
}

async function start(): Promise<void> {
  denyPermissions()
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  await serveAppPages(join(OUT_DIR, 'renderer'))
  core = new CoreHost({
    entry: join(OUT_DIR, 'main', 'core.js'),
    dataDir,
    onRestarted: onCoreRestarted,
    onAlert: (alert) => notifications.show(alert),
    onFailed: stop
  })
  window = openMainWindow({
    preload: join(OUT_DIR, 'preload', 'preload.cjs'),
    stateFile: join(windowDir, 'window.json'),
    onBroken: stop
  })
}

/** The one thing a page can ask of the shell: its channel to the core. Anything but the app's own top page gets no answer. */
function givePort(event: IpcMainEvent): void {
  const frame = event.senderFrame
  if (!frame || frame.parent !== null || !isAppUrl(frame.url)) return
  const { port1, port2 } = new MessageChannelMain()
  core?.attach(port1)
  frame.postMessage('muster:port', null, [port2])
}

function onCoreRestarted(): void {
  if (!window || window.isDestroyed()) return
  window.webContents.reload()
  const message = 'The core of Muster stopped and was started again.'
  const detail = 'What was shown as saved is on this machine. Look at the last thing you typed: it may have to be typed again.'
  void dialog.showMessageBox(window, { type: 'warning', title: 'Muster', message, detail, buttons: ['OK'] })
}

function showWindow(): void {
  if (!window || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function showIncident(incident: string | null): void {
  showWindow()
  core?.show(incident)
}

function closeCoreFirst(event: { preventDefault(): void }): void {
  const closing = core
  core = undefined
  if (!closing) return
  event.preventDefault()
  void closing.close().finally(() => app.quit())
}

function stop(sentence: string): void {
  console.error(sentence)
  dialog.showErrorBox('Muster cannot go on', sentence)
  core = undefined
  app.exit(1)
}
