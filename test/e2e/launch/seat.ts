import type { Page } from 'playwright-core'
import { leaveBrowser, takeBrowser } from './browser.ts'
import { launchElectron, type RunningElectron } from './electron.ts'
import { launchLoopback, type RunningLoopback } from './loopback.ts'
import { collectProblems } from './problems.ts'

/** Every spec runs on each: `describe.each(HOSTS)('… on %s', (host) => …)`. */
export const HOSTS = ['loopback', 'electron'] as const
export type HostName = (typeof HOSTS)[number]

export interface SeatOptions {
  host: HostName
  dataDir: string
}

/** One person at one machine: a page that shows the app, on a data folder of its own. */
export interface Seat {
  page: Page
  /** Errors of the page so far. A spec that means to cause one empties it. */
  problems: string[]
  /** Set on the host it names. */
  electron?: RunningElectron
  loopback?: RunningLoopback
  /** Ends it as a person would. Throws when the page complained of anything. */
  close(): Promise<void>
  /** Kills the process that owns the data, with SIGKILL. */
  kill(): Promise<void>
}

/** Settles when the app is on the screen. */
export async function openSeat({ host, dataDir }: SeatOptions): Promise<Seat> {
  const seat = await (host === 'loopback' ? openLoopbackSeat(dataDir) : openElectronSeat(dataDir))
  const shown = seat.page.locator('#app > *').first().waitFor({ state: 'visible' })
  await shown.catch((error: unknown) => {
    // an app that ended says why; its page only says that it is gone
    if (seat.electron && seat.page.isClosed()) return seat.electron.broken
    throw error
  })
  return seat
}

async function openLoopbackSeat(dataDir: string): Promise<Seat> {
  const loopback = await launchLoopback(dataDir)
  const browser = await takeBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const problems = collectProblems(page)
  await page.goto(loopback.url)
  const leave = async (end: () => Promise<void>) => {
    await context.close()
    await end()
    await leaveBrowser()
  }
  return {
    page,
    problems,
    loopback,
    async close() {
      await leave(loopback.close)
      throwProblems(problems)
    },
    kill: () => leave(loopback.kill)
  }
}

async function openElectronSeat(dataDir: string): Promise<Seat> {
  const electron = await launchElectron(dataDir)
  const problems = collectProblems(electron.page)
  return {
    page: electron.page,
    problems,
    electron,
    async close() {
      await electron.close()
      throwProblems(problems)
    },
    kill: electron.kill
  }
}

function throwProblems(problems: string[]): void {
  if (problems.length > 0) throw new Error(`The page complained:\n${problems.join('\n')}`)
}
