import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openSeat } from './launch/seat.ts'
import { SCENES, setTheme, showBeginnings, SIZES, startAnew, THEMES, type Size } from './scenes.ts'
import { showWarRoom } from './warRoomScene.ts'

/*
 * Pictures of every screen, in both themes and three sizes: `node test/e2e/screenshots.ts [NAME …]`, into test/e2e/screenshots.
 * With the name `war-room` the picture of the README is taken, too.
 */

const FOLDER = fileURLToPath(new URL('screenshots', import.meta.url))
const README_PICTURE = fileURLToPath(new URL('../../src-renderer/pictures/war-room.png', import.meta.url))
const wanted = process.argv.slice(2)
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((each) => name.startsWith(each))

const temporary: string[] = []
function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'muster-pictures-'))
  temporary.push(dir)
  return dir
}

async function take(page: Page, name: string, size: Size): Promise<void> {
  for (const theme of THEMES) {
    await setTheme(page, theme)
    await settle(page)
    await page.screenshot({ path: join(FOLDER, `${name}.${size.name}.${theme}.png`) })
  }
  await setTheme(page, THEMES[0])
}

/** Fonts are there and nothing moves. */
const settle = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
    await new Promise(requestAnimationFrame)
  })

async function takeScenes(): Promise<void> {
  const seat = await openSeat({ host: 'loopback', dataDir: newFolder() })
  const { page } = seat
  await showBeginnings(page, async (name) => {
    for (const size of isWanted(name) ? SIZES : []) {
      await page.setViewportSize(size)
      await take(page, name, size)
    }
    await page.setViewportSize(SIZES[0])
  })
  for (const size of SIZES) {
    for (const scene of SCENES.filter(({ name }) => isWanted(name))) {
      await page.setViewportSize(size)
      await startAnew(page)
      await scene.show(page, size)
      await take(page, scene.name, size)
    }
  }
  await seat.close()
}

async function takeWarRoom(): Promise<void> {
  await showWarRoom([newFolder(), newFolder(), newFolder()], async (page) => {
    mkdirSync(join(README_PICTURE, '..'), { recursive: true })
    await settle(page)
    await page.screenshot({ path: README_PICTURE })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await take(page, 'two-writing', size)
    }
  })
}

mkdirSync(FOLDER, { recursive: true })
try {
  if (wanted.length === 0 || wanted.some((name) => name !== 'war-room')) await takeScenes()
  if (isWanted('war-room')) await takeWarRoom()
} finally {
  for (const dir of temporary) rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
}
