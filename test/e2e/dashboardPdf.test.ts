import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPdf } from '../support/readPdf.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { declare, nameYourself } from './person.ts'

/** The first dot of each picture in it, red, green and blue. */
function cornersOf(bytes: Uint8Array): number[][] {
  const raw = Buffer.from(bytes).toString('latin1')
  return [
    ...raw.matchAll(/\/Subtype \/Image(?:(?!endobj)[\s\S])*?\/ColorSpace \/DeviceRGB(?:(?!endobj)[\s\S])*?\nstream\n([\s\S]*?)\nendstream/g)
  ].map(([, data]) => [...inflateSync(Buffer.from(data!, 'latin1')).subarray(0, 3)])
}

test('X308 a dashboard is saved as PDF from the palette: what it is about, each panel with its picture on white paper, and the figures that are shown', async () => {
  const { page, close } = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(page, 'Priya Raman')
  for (const [title, severity] of [
    ['Baskets lose items', 'SEV-3'],
    ['Checkout is down', 'SEV-1'],
    ['Search is slow', 'SEV-1']
  ] as const) {
    await page.evaluate(() => void (location.hash = '#list'))
    await declare(page, title, severity)
  }
  await page.evaluate((hash) => void (location.hash = hash), `#analytics/overview/${encodeURIComponent('last 12w where severity:SEV-1')}`)
  await page.getByRole('heading', { level: 3 }).first().waitFor()
  const titles = await page.getByRole('heading', { level: 3 }).allInnerTexts()
  expect(titles.length).toBeGreaterThan(4)
  const value = page.getByRole('button', { name: /^Incidents: 2/ }).first()
  await value.waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('dashboard as PDF')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/ \d{4}-\d\d-\d\d\.pdf$/)
  const bytes = readFileSync(await download.path())
  const { pages, outline, objects } = readPdf(bytes)
  const text = pages.join(' ').replace(/\s/g, '')
  expect(outline).toEqual(titles)
  for (const words of [
    'PeriodLast12weeks,',
    'ZoneUTC,weeksbeginonMonday',
    'Definition2023',
    'Filterseverity:SEV-1',
    'ofthe3incidentsonthismachine',
    `Page1of${pages.length}`
  ])
    expect(text).toContain(words)
  expect(text).toMatch(/Incidents[^]*?n=2/)
  const corners = cornersOf(bytes)
  expect(corners.length).toBeGreaterThan(2)
  // the window is dark
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
  for (const corner of corners) expect(corner).toEqual([255, 255, 255])
  expect(objects).toContain('/Figure')
  await close()
})

test('X309 while the PDF of a dashboard is made it is said how far it is, everything else goes on, and cancelling leaves no file and no message', async () => {
  const { page, close } = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(page, 'Priya Raman')
  await declare(page, 'Baskets lose items', 'SEV-3')
  await page.evaluate(() => void (location.hash = '#analytics'))
  await page.getByRole('button', { name: 'PDF', exact: true }).waitFor()
  // nothing is painted for now: each step waits as long as it would for a slow screen
  await page.evaluate(() => void (window.requestAnimationFrame = () => 0))
  const files: string[] = []
  page.on('download', (download) => files.push(download.suggestedFilename()))
  await page.getByRole('button', { name: 'PDF', exact: true }).click()
  await page
    .getByRole('status')
    .filter({ hasText: /^Drawing 2 of \d+$/ })
    .waitFor()
  await page.getByRole('progressbar', { name: 'PDF of the dashboard' }).waitFor({ state: 'attached' })
  // the page answers meanwhile
  await page.getByRole('textbox', { name: 'Only incidents' }).fill('severity:SEV-3')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('button', { name: 'PDF', exact: true }).waitFor()
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
  // a second one is not held up by the first, and is the only file
  await page.reload()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PDF', exact: true }).click()])
  expect(saved.suggestedFilename()).toMatch(/\.pdf$/)
  expect(files).toHaveLength(1)
  await close()
})
