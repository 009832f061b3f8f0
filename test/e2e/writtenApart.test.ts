import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { layCable } from '../support/cable.ts'
import { readPdf } from '../support/readPdf.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster } from './musterCli.ts'
import { declare, entry, hostWarRoom, inviteOver, joinWarRoom, nameYourself, openFromList, portOf, seesSaved, writeNote } from './person.ts'

const TITLE = 'Baskets lose items'
const SENTENCES = [
  ' Half of the baskets lost an item.',
  ' The cache key had no shop in it.',
  ' Priya rolled back at once.',
  ' Nobody saw it for an hour.',
  ' Nine shops were hit.',
  ' We test with two shops now.'
]
const text = (page: Page) => page.getByRole('textbox', { name: 'Postmortem of this incident' })
const readText = async (page: Page) => (await text(page).innerText()).replace(/\s+/g, ' ')

/** At the end of the paragraph that begins so. */
async function write(page: Page, behind: string, words: string): Promise<void> {
  await text(page).locator('p, h2', { hasText: behind }).first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

async function openPostmortem(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Postmortem' }).click()
  await page.getByRole('button', { name: 'Open the postmortem as a page' }).click()
  await text(page).getByText('What we do about it').waitFor()
}

test('X280 a postmortem is written by two people, one without network for the middle third, and every export says the same on both machines', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  const a = await openSeat({ host: 'loopback', dataDir: dirA })
  const b = await openSeat({ host: 'loopback', dataDir: dirB })
  await nameYourself(a.page, 'Priya Raman')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  const cable = await layCable(portOf(invite))
  await joinWarRoom(b.page, inviteOver(invite, cable.port))
  await declare(a.page, TITLE, 'SEV-3')
  await writeNote(a.page, 'Rolled back to 317')
  await entry(a.page, 'Rolled back to 317').first().focus()
  for (const key of ['f', 's', '3']) await a.page.keyboard.press(key)
  await a.page.getByRole('radio', { name: 'Resolved', checked: true }).waitFor()
  await a.page.getByRole('tab', { name: 'Postmortem' }).click()
  await a.page.getByRole('button', { name: 'Start from Lightweight' }).click()
  await openFromList(b.page, TITLE)
  for (const { page } of [a, b]) await openPostmortem(page)

  await write(a.page, 'Two or three', SENTENCES[0]!)
  await text(b.page).getByText(SENTENCES[0]!.trim()).waitFor()
  await write(b.page, 'Two or three', SENTENCES[1]!)
  await text(a.page).getByText(SENTENCES[1]!.trim()).waitFor()

  cable.cut()
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  await write(b.page, 'Two or three', SENTENCES[3]!)
  await write(a.page, 'Two or three', SENTENCES[2]!)
  await b.page.keyboard.press('Enter')
  await b.page.keyboard.type(SENTENCES[4]!.trim())
  await seesSaved(b.page, /Saved on this machine.*wait/)
  expect(await readText(a.page)).not.toContain(SENTENCES[3])

  cable.mend()
  await b.page.locator('[data-sync="online"]').first().waitFor()
  await text(a.page).getByText(SENTENCES[4]!.trim()).waitFor()
  await text(b.page).getByText(SENTENCES[2]!.trim()).waitFor()
  await write(b.page, 'Nine shops', SENTENCES[5]!)
  const whole = await waitFor('one text on both screens', async () => {
    const [here, there] = [await readText(a.page), await readText(b.page)]
    return here === there && SENTENCES.every((each) => here.includes(each.trim())) ? here : undefined
  })
  for (const { page } of [a, b]) await seesSaved(page, /Shared/)
  await b.close()
  await a.close()

  const take = (dir: string, format: string) => {
    const file = join(dir, `pm.${format}`)
    muster('export', 'IR-1', '--what', 'postmortem', '--format', format, '--out', file, '--data', dir)
    return readFileSync(file)
  }
  for (const format of ['md', 'html', 'json', 'pdf']) {
    const [here, there] = [take(dirA, format), take(dirB, format)]
    const read = (bytes: Buffer) => (format === 'pdf' ? readPdf(bytes).pages.join(' ') : bytes.toString()).replace(/\s+/g, ' ')
    expect(read(here), format).toBe(read(there))
    for (const sentence of SENTENCES) expect(read(here).replace(/\s/g, ''), format).toContain(sentence.replace(/\s/g, ''))
    expect(read(here).replace(/\s/g, ''), format).toContain('Rolledbackto317')
  }
  expect(whole).toContain('Rolled back to 317')
})
