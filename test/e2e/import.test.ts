import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster } from './musterCli.ts'
import { nameYourself } from './person.ts'
import { closedIncidents, feedLine, writeFeed } from './statusFeed.ts'

const REAL = fileURLToPath(new URL('../../../shared/datasets/github-statuses/incidents.jsonl', import.meta.url))

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Import incidents' })
/** The report has a few lines; read as one. */
const reportOf = async (page: Page): Promise<string> => (await dialogOf(page).getByRole('status').innerText()).replace(/\s+/g, ' ')

async function chooseFile(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialogOf(page)
      .getByRole('button', { name: /^Choose/ })
      .click()
  ])
  await chooser.setFiles(path)
}

describe.each(HOSTS)('importing a file, on the %s host', (host) => {
  test('X6 takes the good lines and names each bad one with its place and reason; a second time changes nothing', async () => {
    const dataDir = tempDir()
    const [first, second, third] = closedIncidents(3).map(feedLine)
    const file = writeFeed(tempDir(), [
      first!,
      '{"id": "cut off',
      second!,
      '{"id": "no-start", "title": "No start", "impact": "minor", "started_at": "soon", "updates": []}',
      third!
    ])
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await chooseFile(page, file)
    await dialogOf(page).getByText('3 incidents read: 3 added, 0 changed, 0 the same as before.').waitFor()
    const lines = dialogOf(page).getByRole('list', { name: 'Lines not taken' }).getByRole('listitem')
    expect(await dialogOf(page).getByRole('heading', { level: 3 }).innerText()).toBe('2 lines not taken')
    const [cut, noStart] = (await lines.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
    expect(cut).toMatch(/^2 .*JSON/)
    expect(noStart).toMatch(/^4 .*no-start.*start/)
    await chooseFile(page, file)
    await dialogOf(page).getByText('3 incidents read: 0 added, 0 changed, 3 the same as before.').waitFor()
    await dialogOf(page).getByRole('button', { name: 'Show the list' }).click()
    await page.getByText('All 3 incidents are on this machine').waitFor()
    expect(await page.locator('[data-row]').count()).toBe(3)
    await seat.close()
    expect(
      listIncidents(dataDir)
        .map(({ title }) => title)
        .sort()
    ).toEqual(closedIncidents(3).map(({ title }) => title))
  })

  test('X7 a file of another kind is refused with the kinds that are known, and nothing is added', async () => {
    const seat = await openSeat({ host, dataDir: tempDir() })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await chooseFile(page, writeFeed(tempDir(), ['name,price', 'apples,2'], 'prices.json'))
    await dialogOf(page)
      .getByText(/no incidents in a known format.*status feed JSON lines/)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'No incidents yet' }).waitFor()
    await seat.close()
  })

  test('X8 stopped midway it says so, and keeps exactly what it counted', async () => {
    const dataDir = tempDir()
    const whole = 10_000
    const file = writeFeed(tempDir(), closedIncidents(whole).map(feedLine))
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await chooseFile(page, file)
    await dialogOf(page)
      .getByText(/[1-9][\d,]* incidents read, [\d.]+ [KM]B of/)
      .waitFor()
    await dialogOf(page).getByRole('button', { name: 'Stop' }).click()
    await dialogOf(page)
      .getByText(/^Stopped\./)
      .waitFor()
    const kept = Number(/([\d,]+) added/.exec(await reportOf(page))?.[1]?.replaceAll(',', ''))
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(whole)
    await dialogOf(page).getByRole('button', { name: 'Show the list' }).click()
    await page.getByText(`All ${kept.toLocaleString('en-US')} incidents are on this machine`).waitFor()
    // the rest is only put off
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Import a file' }).click()
    await chooseFile(page, file)
    const words = `${(whole - kept).toLocaleString('en-US')} added, 0 changed, ${kept.toLocaleString('en-US')} the same as before`
    await waitFor(`the report to say ${words}`, async () => ((await dialogOf(page).getByText(words).count()) > 0 ? true : undefined))
    await seat.close()
    expect(muster('verify', '--data', dataDir)).toMatch(/^Clean: /)
    expect(listIncidents(dataDir)).toHaveLength(whole)
  })

  test.skipIf(!existsSync(REAL))(
    'X9 the 399 incidents of a real status page arrive whole (skipped where ../shared/datasets is not)',
    async () => {
      const dataDir = tempDir()
      const seat = await openSeat({ host, dataDir })
      const { page } = seat
      await nameYourself(page, 'Priya Raman')
      await page.getByRole('button', { name: 'Choose a file' }).click()
      await chooseFile(page, REAL)
      await dialogOf(page).getByText('399 incidents read: 399 added').waitFor()
      await dialogOf(page).getByRole('button', { name: 'Show the list' }).click()
      await page.getByText('All 399 incidents are on this machine').waitFor()
      await seat.close()
      expect(muster('verify', '--data', dataDir)).toMatch(/^Clean: .*399 incidents/)
    }
  )
})
