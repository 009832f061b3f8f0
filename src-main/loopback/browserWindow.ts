import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

export interface BrowserWindow {
  /** Settles when the person closed the window; never, when this machine's default browser shows it in a tab of its own. */
  closed: Promise<void>
  close(): void
}

export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/** Opens the address in a window of its own where a Chromium is found, else in the default browser. `profileDir`: kept between starts. */
export function openBrowserWindow(url: string, profileDir: string): BrowserWindow {
  const chromium = findChromium()
  return chromium ? openApp(chromium, url, profileDir) : openDefault(url)
}

function openApp(chromium: string, url: string, profileDir: string): BrowserWindow {
  const isRoot = process.getuid?.() === 0
  const flags = [
    `--app=${url}`,
    `--user-data-dir=${join(profileDir)}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1440,900'
  ]
  // Chromium does not start its sandbox for root, and does not start at all without being told so
  const child = spawn(chromium, isRoot ? [...flags, '--no-sandbox'] : flags, { stdio: 'ignore' })
  const closed = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return { closed, close: () => void child.kill() }
}

function openDefault(url: string): BrowserWindow {
  const [command, ...args] = DEFAULT_OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(command!, [...args, url], { stdio: 'ignore', detached: true })
  child.once('error', () => console.error('No browser could be opened. Open the address above yourself.'))
  child.unref()
  return { closed: new Promise(() => {}), close: () => {} }
}

const DEFAULT_OPENERS: Partial<Record<NodeJS.Platform, string[]>> = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }
