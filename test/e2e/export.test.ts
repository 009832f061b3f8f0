import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readPdf } from '../support/readPdf.ts'
import { findViolations } from './axe.ts'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { muster } from './musterCli.ts'
import { declare, nameYourself, openFromList, writeNote } from './person.ts'

const TITLE = 'Checkout is slow'

async function exportAs(page: Page, format: RegExp): Promise<Download> {
  await page.getByRole('button', { name: 'More for this incident' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()])
  return download
}

async function importFile(page: Page, path: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Import a file' }).click()
  await page.locator('input[type=file]').setInputFiles(path)
}

describe.each(HOSTS)('taking an incident elsewhere, on the %s host', (host) => {
  test('X190 an incident is saved as PDF, HTML and Markdown, and as a bundle that another machine takes in', async () => {
    const [here, there, files] = [tempDir(), tempDir(), tempDir()]
    const seat = await openSeat({ host, dataDir: here })
    await nameYourself(seat.page, 'Priya Raman')
    await declare(seat.page, TITLE, 'SEV-2')
    await writeNote(seat.page, 'Rolled back to 317')
    const pdf = await exportAs(seat.page, /^PDF/)
    expect(pdf.suggestedFilename()).toMatch(/Checkout is slow\.pdf$/)
    expect(
      readPdf(readFileSync(await pdf.path()))
        .pages.join(' ')
        .replace(/\s/g, '')
    ).toContain('PriyaRaman:Rolledbackto317')
    const html = readFileSync(await (await exportAs(seat.page, /^HTML/)).path(), 'utf8')
    expect(html).toContain('Rolled back to 317')
    // the page opens by itself, with everything and without a word of complaint
    const opened = await seat.page.context().newPage()
    const complaints: string[] = []
    opened.on('console', (message) => complaints.push(message.text()))
    await opened.setContent(html)
    expect(await opened.getByRole('heading', { level: 1 }).innerText()).toBe(TITLE)
    expect(complaints).toEqual([])
    expect(await findViolations(opened)).toEqual([])
    await opened.close()
    expect(readFileSync(await (await exportAs(seat.page, /^Markdown/)).path(), 'utf8')).toContain('Priya Raman: Rolled back to 317')
    const bundle = await exportAs(seat.page, /^Incident bundle/)
    expect(bundle.suggestedFilename()).toMatch(/\.muster$/)
    const file = join(files, 'x.muster')
    writeFileSync(file, readFileSync(await bundle.path()))
    await seat.close()

    const other = await openSeat({ host, dataDir: there })
    await nameYourself(other.page, 'Tomás Oliveira')
    await importFile(other.page, file)
    await other.page.getByText('1 incident read: 1 added, 0 changed, 0 the same as before.').waitFor()
    await other.page.getByRole('button', { name: 'Show the list' }).click()
    await openFromList(other.page, TITLE)
    await other.page.locator('article', { hasText: 'Rolled back to 317' }).waitFor()
    await other.close()
    expect(JSON.parse(muster('verify', '--json', '--data', there))).toMatchObject({ isClean: true, incidents: 1 })
  })

  test('X191 a postmortem in Markdown becomes an incident, what was not understood is listed with its line, and its page goes out again', async () => {
    const [dataDir, files] = [tempDir(), tempDir()]
    const file = join(files, 'pm.md')
    const lines = [
      '# Queue was full',
      '',
      '## Timeline',
      '',
      '- 2026-01-12 10:02 it fills',
      '- lunch',
      '',
      '## Action items',
      '',
      '- Make it longer'
    ]
    writeFileSync(file, lines.join('\n'))
    const seat = await openSeat({ host, dataDir })
    await nameYourself(seat.page, 'Priya Raman')
    await importFile(seat.page, file)
    await seat.page.getByText('1 incident read: 1 added, 0 changed, 0 the same as before.').waitFor()
    const notes = await seat.page.getByRole('list', { name: 'Notes' }).getByRole('listitem').allInnerTexts()
    expect(notes.map((note) => note.replace(/\s+/g, ' ')).some((note) => note.startsWith('6 ') && note.includes('lunch'))).toBe(true)
    await seat.page.getByRole('button', { name: 'Show the list' }).click()
    await openFromList(seat.page, 'Queue was full')
    await seat.page.locator('article', { hasText: 'it fills' }).waitFor()
    await seat.page.getByRole('tab', { name: /^Postmortem/ }).click()
    await seat.page.getByText('Make it longer').first().waitFor()
    await seat.page.getByRole('button', { name: 'Open the postmortem as a page' }).click()
    await seat.page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([
      seat.page.waitForEvent('download'),
      seat.page.getByRole('menuitem', { name: /^Markdown/ }).click()
    ])
    expect(download.suggestedFilename()).toMatch(/Postmortem Queue was full\.md$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain('- [ ] Make it longer')
    expect(text).toContain('- **10:02:00** Markdown: it fills')
    await seat.close()
  })
})
