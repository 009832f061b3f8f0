import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { fromCsv } from '#shared/domain/csv.ts'
import { findUnreachable, findViolations } from './axe.ts'
import { leaveBrowser, takeBrowser } from './launch/browser.ts'
import { servePanels } from './panelPage/serve.ts'
import { setTheme, SIZES, THEMES } from './scenes.ts'

let served: Awaited<ReturnType<typeof servePanels>>
beforeAll(async () => {
  served = await servePanels()
})
afterAll(() => served.close())

/** The page of all panels; what breaks in it fails the test. */
async function openPanels({ width, height }: { width: number; height: number } = SIZES[0]): Promise<Page> {
  const browser = await takeBrowser()
  const context = await browser.newContext({ viewport: { width, height } })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()))
  onTestFinished(async () => {
    await context.close()
    await leaveBrowser()
    expect(problems).toEqual([])
  })
  await page.goto(served.url)
  await drawn(panel(page, 'stacked'))
  return page
}

const panel = (page: Page, id: string): Locator => page.locator(`[data-panel="${id}"]`)
const plot = (box: Locator): Locator => box.getByRole('group')
const told = (page: Page): Promise<string | null> => page.getByLabel('Told').textContent()
const spoken = (box: Locator): Locator => box.locator('[aria-live=polite]')

const soon = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 })

/** Something other than nothing is on the canvas. */
const inkOf = (box: Locator): Promise<number> =>
  box.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width || 1, canvas.height || 1)
    let sum = 0
    for (let at = 3; at < data.length; at += 4) sum += data[at]! > 0 ? 1 : 0
    return sum
  })
const drawn = (box: Locator): Promise<void> => soon(() => inkOf(box)).toBeGreaterThan(500)

/** What the tip says at both ends: what part is drawn. */
async function endsOf(page: Page, box: Locator): Promise<(string | null)[]> {
  const { x, y, width, height } = (await plot(box).boundingBox())!
  const ends: (string | null)[] = []
  for (const across of [0.08, 0.97]) {
    await page.mouse.move(x + width * across, y + height / 3)
    ends.push(await box.locator('.tip b').textContent())
  }
  return ends
}

describe('panels of analytics', () => {
  test('X270 arrow keys read the points of a drawing, Enter and a click lead to what is behind one', async () => {
    const page = await openPanels()
    const box = panel(page, 'stacked')
    expect(await plot(box).getAttribute('aria-label')).toContain('Incidents by week, 12 weeks, 6 series, 8 to 13, last 12 so far.')
    await plot(box).focus()
    await page.keyboard.press('End')
    await expect
      .poll(() => spoken(box).textContent())
      .toBe('Week of 16 Nov 2026, so far. SEV-1: 1. SEV-2: 4. SEV-3: 3. SEV-4: 2. SEV-5: 1. Unknown: 1. Together: 12. Previous: 11')
    await page.keyboard.press('ArrowLeft')
    await soon(() => spoken(box).textContent()).toContain('Week of 9 Nov 2026. SEV-1: 0')
    // new numbers come, and who reads goes on there
    await page.evaluate(() => document.dispatchEvent(new Event('again')))
    await drawn(box)
    await soon(() => box.locator('.tip b').textContent()).toBe('Week of 9 Nov 2026')
    await page.keyboard.press('Enter')
    expect(await told(page)).toBe('stacked {"type":"bucket","bucket":10,"series":null}')
    // the topmost part of the first bar is SEV-2
    await plot(box).scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await plot(box).boundingBox())!
    const hits = new Set<string | null>()
    for (let down = 0.05; down < 0.84; down += 0.03) {
      await page.mouse.click(x + width * 0.074, y + height * down)
      hits.add(await told(page))
    }
    // above it, and each of its parts, the point of the period before on them; there is no SEV-1
    const series = [...hits].map((words) => (JSON.parse(words!.replace('stacked ', '')) as { series: number | null }).series)
    expect(series).toEqual([null, 1, 6, 2, 3, 4, 5])
  })

  test('X271 a series is hidden and shown from the legend, by keyboard too, and is then in no tip', async () => {
    const page = await openPanels()
    const box = panel(page, 'stacked')
    const before = await inkOf(box)
    const button = box.getByRole('button', { name: 'SEV-3' })
    await button.focus()
    await page.keyboard.press('Space')
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    await soon(() => inkOf(box)).toBeLessThan(before)
    await plot(box).hover()
    await soon(() => box.locator('.tip').textContent()).toContain('SEV-2')
    expect(await box.locator('.tip').textContent()).not.toContain('SEV-3')
    await button.click()
    await page.mouse.move(0, 0)
    await soon(() => inkOf(box)).toBe(before)
  })

  test('X272 a part is looked at closer by drawing over it, by Ctrl and the wheel, by keys, and all of it again', async () => {
    const page = await openPanels()
    const box = panel(page, 'stacked')
    const reset = box.getByRole('button', { name: 'Reset zoom' })
    const { x, y, width, height } = (await plot(box).boundingBox())!
    const middle = y + height / 2
    await page.mouse.move(x + width * 0.3, middle)
    await page.mouse.wheel(0, -100)
    expect(await endsOf(page, box)).toEqual(['Week of 31 Aug 2026', 'Week of 16 Nov 2026, so far'])
    await page.mouse.move(x + width * 0.3, middle)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.6, middle, { steps: 5 })
    await page.mouse.up()
    await soon(() => spoken(box).textContent()).toMatch(/^Shows Week of .* to Week of .*, \d of 12$/)
    // the end of the drawing-over picked nothing
    expect(await told(page)).toBe('')
    const shown = await spoken(box).textContent()
    await page.keyboard.down('Shift')
    await page.mouse.move(x + width * 0.4, middle)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.9, middle, { steps: 8 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await soon(() => spoken(box).textContent()).not.toBe(shown)
    await reset.click()
    await soon(() => reset.count()).toBe(0)
    await page.keyboard.down('Control')
    await page.mouse.move(x + width * 0.5, middle)
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await reset.waitFor()
    await plot(box).focus()
    await page.keyboard.press('0')
    await soon(() => reset.count()).toBe(0)
    await page.keyboard.press('+')
    await reset.waitFor()
    // a point outside of what is shown comes into it
    await page.keyboard.press('Home')
    await soon(() => spoken(box).textContent()).toContain('Week of 31 Aug 2026')
    // and a change of what is drawn leaves the part as it was
    const ends = await endsOf(page, box)
    expect(ends[1]).not.toContain('16 Nov')
    await setTheme(page, 'light')
    await box.getByRole('button', { name: 'SEV-3' }).click()
    await drawn(box)
    expect(await endsOf(page, box)).toEqual(ends)
  })

  test('X273 every drawing has its numbers as a table, and what has none says so with a way on', async () => {
    const page = await openPanels()
    const impact = panel(page, 'impact')
    await impact.getByRole('button', { name: 'Table of Customer impact duration' }).click()
    const rows = impact.getByRole('row')
    expect(await rows.count()).toBe(13)
    expect(await rows.nth(7).innerText()).toMatch(/Week of 12 Oct 2026\s+–\s+0\s+4 h 6 min 12 s/)
    await impact.getByRole('button', { name: '30 not applicable' }).click()
    expect(await told(page)).toBe('impact "notApplicable"')
    const empty = panel(page, 'empty')
    expect(await empty.innerText()).toContain('No incidents in this range')
    await empty.getByRole('button', { name: 'Widen the range' }).click()
    expect(await told(page)).toBe('empty "widen"')
    expect(await panel(page, 'failed').getByRole('alert').innerText()).toContain('cause')
    expect(await panel(page, 'loading').getByRole('region').getAttribute('aria-busy')).toBe('true')
    // what was drawn before stays, and is seen to be not the newest
    await soon(() =>
      panel(page, 'loading')
        .locator('.body')
        .evaluate((body) => getComputedStyle(body).opacity)
    ).toBe('0.6')
  })

  test('X274 a heat map, a list and a long table are walked by arrow keys; of the long one only what is in view is drawn', async () => {
    const page = await openPanels()
    const heat = panel(page, 'heat')
    await heat.getByRole('button', { name: 'Tuesday 10:00, 6 incidents' }).click()
    expect(await told(page)).toBe('heat {"type":"hour","weekday":2,"hour":10}')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    expect(await told(page)).toBe('heat {"type":"hour","weekday":3,"hour":11}')
    const first = panel(page, 'services').getByRole('button', { name: 'checkout-api: 14, previous 9' })
    await first.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await told(page)).toBe('services {"type":"row","row":2}')
    await panel(page, 'table').getByRole('row').nth(4).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await told(page)).toBe('table {"type":"cell","row":3,"column":"resolve"}')
    const many = panel(page, 'many')
    await many.scrollIntoViewIfNeeded()
    expect(await many.getByRole('row').count()).toBeLessThan(60)
    await many.getByRole('columnheader', { name: 'Resolve' }).getByRole('button').click()
    await many.getByRole('row').nth(1).focus()
    await page.keyboard.press('End')
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('5001')
    await page.keyboard.press('Enter')
    expect(await told(page)).toMatch(/^many \{"type":"row","row":\d+\}$/)
  })

  test('X275 a panel is saved as a picture with its title and what it stands on, and as a file of its numbers', async () => {
    const page = await openPanels()
    await panel(page, 'stacked').getByRole('button', { name: 'SEV-1' }).click()
    for (const title of [
      'Incidents by week',
      'Top services',
      'Incidents',
      'When incidents start',
      'Time to resolve',
      'Incidents behind it'
    ]) {
      const coming = page.waitForEvent('download')
      await page.getByRole('button', { name: `Picture of ${title}`, exact: true }).click()
      const download = await coming
      expect(download.suggestedFilename()).toBe(`${title.toLowerCase().replaceAll(' ', '-')}-2026-11-22.png`)
      const bytes = readFileSync(await download.path())
      expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
      expect(bytes.readUInt32BE(16)).toBe(1920)
      expect(bytes.length).toBeGreaterThan(15_000)
    }
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Numbers of Top services', exact: true }).click()
    const text = readFileSync(await (await coming).path(), 'utf8')
    expect(fromCsv(text)[3]).toEqual(['=HYPERLINK("https://evil.example")', '9', '4'])
    expect(text).toContain(`"'=HYPERLINK`)
  })

  test.each(SIZES)('X276 no panel violates a rule of axe, in either theme ($name)', async (size) => {
    const page = await openPanels(size)
    await panel(page, 'impact').getByRole('button', { name: 'Table of Customer impact duration' }).click()
    await plot(panel(page, 'stacked')).focus()
    await page.keyboard.press('End')
    const problems: string[] = []
    for (const theme of THEMES) {
      await setTheme(page, theme)
      problems.push(...(await findViolations(page)), ...(await findUnreachable(page)))
    }
    expect(problems).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
