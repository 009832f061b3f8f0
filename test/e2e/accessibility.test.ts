import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findUnreachable, findViolations } from './axe.ts'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { hostWarRoom, joinWarRoom, nameYourself } from './person.ts'
import { SCENES, setTheme, showBeginnings, SIZES, startAnew, THEMES, type Size } from './scenes.ts'

const MINUTE = 60_000

/** Colours depend on the theme and layout on the size: both themes where there is most to see, one in each other size. */
const themesOf = ({ name }: Size): readonly string[] => (name === '1440' ? THEMES : [name === '1000' ? THEMES[0] : THEMES[1]])

/** All that is wrong with what is shown. */
async function look(page: Page, where: string, themes: readonly string[] = THEMES): Promise<string[]> {
  const problems: string[] = []
  for (const theme of themes) {
    await setTheme(page, theme)
    for (const problem of await findViolations(page)) problems.push(`${where}, ${theme}: ${problem}`)
  }
  for (const problem of await findUnreachable(page)) problems.push(`${where}: ${problem}`)
  await setTheme(page, THEMES[0])
  return problems
}

const resize = (page: Page, { width, height }: Size): Promise<void> => page.setViewportSize({ width, height })

describe.each(HOSTS)('accessibility, on the %s host', (host) => {
  // the pages are the same on both: of the desktop app some are looked at, in one size
  const sizes = host === 'loopback' ? SIZES : SIZES.slice(0, 1)
  const main = SCENES.filter(({ name }) => ['list', 'list-filters', 'declare', 'settings', 'room', 'room-details'].includes(name))
  const scenesAt = (size: Size) => (host === 'loopback' && size.name !== '1000' ? SCENES : main)

  test(
    'X30 no screen and no dialog violates a rule of axe, in either theme, wide, narrow and on a phone',
    { timeout: 15 * MINUTE, retry: 0 },
    async () => {
      const seat = await openSeat({ host, dataDir: tempDir() })
      const { page } = seat
      const problems: string[] = []
      await showBeginnings(page, async (name) => {
        for (const size of sizes) {
          await resize(page, size)
          problems.push(...(await look(page, `${name} ${size.name}`, themesOf(size))))
        }
        await resize(page, SIZES[0])
      })
      for (const size of sizes) {
        for (const scene of scenesAt(size)) {
          await resize(page, size)
          await startAnew(page)
          const shown = await scene.show(page, size).then(
            () => true,
            (error: Error) => problems.push(`${scene.name} ${size.name} cannot be shown: ${error.message}`) < 0
          )
          if (shown) problems.push(...(await look(page, `${scene.name} ${size.name}`, themesOf(size))))
        }
      }
      await seat.close()
      expect(problems).toEqual([])
    }
  )

  test('X31 nor do the screens without the room, and without the core', async () => {
    const hosting = await openSeat({ host: 'loopback', dataDir: tempDir() })
    await nameYourself(hosting.page, 'Priya Raman')
    const invite = await hostWarRoom(hosting.page)
    const seat = await openSeat({ host, dataDir: tempDir() })
    const { page } = seat
    await nameYourself(page, 'Tomás Oliveira')
    await joinWarRoom(page, invite)
    await hosting.kill()
    await page.locator('[data-sync="offline"]').first().waitFor()
    const problems = await look(page, 'offline')
    // the desktop app starts its core again by itself; on the loopback host the person has to
    if (seat.loopback) {
      await seat.loopback.kill()
      await page.getByText("The connection to Muster's core is lost.").waitFor()
      problems.push(...(await look(page, 'lost core')))
    }
    await seat.kill()
    expect(problems).toEqual([])
  })
})

test('X32 F6 leads through the regions and back, the focus is always seen, and Tab reaches nothing hidden', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await showBeginnings(page, () => Promise.resolve())
  const region = () => page.evaluate(() => document.activeElement?.closest('[data-region]')?.outerHTML.slice(0, 60) ?? 'none')
  for (const scene of SCENES.filter(({ name }) => name === 'list' || name === 'room')) {
    await startAnew(page)
    await scene.show(page, SIZES[0])
    const count = await page.locator('[data-region]').count()
    expect(count).toBeGreaterThan(2)
    const forward: string[] = []
    for (let step = 0; step < count; step++) {
      await page.keyboard.press('F6')
      forward.push(await region())
    }
    expect(new Set(forward).size, `${scene.name}: each region once`).toBe(count)
    const backward: string[] = []
    for (let step = 0; step < count - 1; step++) {
      await page.keyboard.press('Shift+F6')
      backward.push(await region())
    }
    expect(backward, scene.name).toEqual(forward.slice(0, -1).reverse())

    const unseen = new Set<string>()
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab')
      const problem = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return null
        const said = element.outerHTML.slice(0, 120)
        const box = element.getBoundingClientRect()
        if (box.width === 0 || box.bottom <= 0 || box.right <= 0) return `off the screen: ${said}`
        // a switch or a checkbox draws its ring on what stands for it
        const drawn = [element, element.nextElementSibling, element.parentElement, element.closest('.box, .row, .composer, .grid, .field')]
        const hasRing = drawn.some((each) => each && /(?:solid|auto)/.test(getComputedStyle(each).outlineStyle))
        const hasHalo = [...drawn.map((each) => each && getComputedStyle(each)), getComputedStyle(element, '::before')].some(
          (style) => style && style.boxShadow !== 'none'
        )
        // the list shows it at the selected row, or at its head
        const ofList = element.getAttribute('role') === 'grid' ? element.querySelectorAll('[aria-selected=true], .columns') : []
        const isMarked = [...ofList].some((each) => each.matches('[aria-selected=true]') || getComputedStyle(each).boxShadow !== 'none')
        return hasRing || hasHalo || isMarked ? null : `no ring: ${said}`
      })
      if (problem) unseen.add(problem)
    }
    expect([...unseen], scene.name).toEqual([])
  }
  await seat.close()
})

test('X33 with reduced motion nothing moves', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await showBeginnings(page, () => Promise.resolve())
  for (const scene of SCENES.filter(({ name }) => ['list-peek', 'declare', 'keys', 'room', 'room-severity'].includes(name))) {
    await startAnew(page)
    await scene.show(page, SIZES[0])
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return [transitionDuration, animationDuration].flatMap((text) => text.split(', ')).some((text) => parseFloat(text) > 0)
          ? [element.outerHTML.slice(0, 100)]
          : []
      })
    )
    expect(moving, scene.name).toEqual([])
  }
  await seat.close()
})
