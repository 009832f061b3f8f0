import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '#main/loopback/chromium.ts'
import { CHROMIUM_FLAGS } from './chromiumFlags.ts'

let current: Promise<Browser> | undefined
let users = 0

/** One Chromium for all seats of a test file; it ends with the last of them. `MUSTER_HEADED=1` shows it. */
export async function takeBrowser(): Promise<Browser> {
  users += 1
  current ??= chromium.launch({ executablePath: requireChromium(), args: [...CHROMIUM_FLAGS], headless: !process.env['MUSTER_HEADED'] })
  return current
}

export async function leaveBrowser(): Promise<void> {
  users -= 1
  if (users > 0) return
  const leaving = current
  current = undefined
  await (await leaving)?.close()
}

export function requireChromium(): string {
  const path = findChromium()
  if (path) return path
  throw new Error('The end-to-end tests need a Chromium: apt-get install chromium, or name one in MUSTER_CHROMIUM.')
}
