import { spawn, type ChildProcess } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { findChromium } from '#main/loopback/chromium.ts'
import { CHROMIUM_FLAGS } from '../e2e/launch/chromiumFlags.ts'
import { Cdp, type CdpSession } from './cdp.ts'
import { isRunning } from './isRunning.ts'

export interface Browser {
  session: CdpSession
  /** Where Playwright connects. */
  endpoint: string
  /** Opens an empty page and attaches to it. */
  openPage(size: { width: number; height: number }): Promise<{ targetId: string; session: CdpSession }>
  /** Closes a window that a page opened. */
  closePopup(targetId: string): Promise<void>
  onGone(listener: () => void): void
  close(): Promise<void>
}

let current: Browser | undefined

export function getBrowser(): Browser {
  if (!current) throw new Error('The browser is not started yet: wait for app.whenReady()')
  return current
}

export async function startBrowser(profileDir: string): Promise<Browser> {
  const executable = findChromium()
  if (!executable) throw new Error('The stand-in needs a Chromium. Install one, or name it in MUSTER_CHROMIUM.')
  await waitForProfile(profileDir)
  const isHeaded = Boolean(process.env['STANDIN_HEADED'])
  const flags = [
    ...CHROMIUM_FLAGS,
    `--user-data-dir=${profileDir}`,
    '--remote-debugging-pipe',
    '--remote-debugging-port=0',
    ...(isHeaded ? [] : ['--headless'])
  ]
  const child = spawn(executable, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  const endpoint = await readEndpoint(child)
  const cdp = new Cdp(child.stdio[4] as Readable, child.stdio[3] as Writable)
  const session = cdp.session()
  const { targetInfos } = await session.send('Target.getTargets')
  const firstPages = targetInfos.filter((target) => target.type === 'page')

  current = {
    session,
    endpoint,
    async openPage({ width, height }) {
      const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })
      const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: true })
      // the page Chromium starts with goes once there is another; without any it would end
      for (const page of firstPages.splice(0)) await session.send('Target.closeTarget', { targetId: page.targetId })
      return { targetId, session: cdp.session(sessionId) }
    },
    async closePopup(targetId) {
      // a test driver makes new pages wait for it; closed while it waits, a page would leave its opener waiting for ever
      const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: true })
      await cdp.session(sessionId).send('Runtime.runIfWaitingForDebugger')
      await session.send('Target.closeTarget', { targetId })
    },
    onGone: (listener) => void child.once('exit', listener),
    async close() {
      child.removeAllListeners('exit')
      const gone = new Promise((resolve) => child.once('exit', resolve))
      session.send('Browser.close').catch(() => child.kill('SIGKILL'))
      if (child.exitCode === null) await gone
    }
  }
  await session.send('Target.setDiscoverTargets', { discover: true })
  return current
}

/** The Chromium of a main that was killed ends a moment after it. Its lock is a link that names its process. */
async function waitForProfile(profileDir: string): Promise<void> {
  for (let tries = 0; tries < 250 && isRunning(readLock(profileDir)); tries++) await pause(20)
}

function readLock(profileDir: string): number {
  try {
    return Number(readlinkSync(join(profileDir, 'SingletonLock')).split('-').at(-1))
  } catch {
    return NaN
  }
}

/** Chromium prints it on stderr, which must be read on or it blocks. */
function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-10_000)
      const found = /DevTools listening on (ws:\S+)/.exec(text)
      if (found) resolve(found[1]!)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}\n${text}`)))
  })
}
