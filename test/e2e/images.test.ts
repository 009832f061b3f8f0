import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hashFile } from '#shared/domain/images/fileHash.ts'
import { updatesOfFile } from '#shared/doc/fileDoc.ts'
import { aNoisyPng, anSvg, aPng } from '#test/support/images.ts'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { LOG_FILE } from '#main/seat/openCore.ts'
import { declareIncident } from '#shared/doc/commands.ts'
import { postWithImages } from '#shared/doc/fileCommands.ts'
import { fileDocOf, newIncidentId } from '#shared/domain/ids.ts'
import { newAuthor } from '#test/support/authors.ts'
import { giveFiles, noteOf, waitingImages } from './imageScenes.ts'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster, showIncident } from './musterCli.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList, seesSaved } from './person.ts'

const TITLE = 'Checkout answers slowly'
const GRAPH = aPng(600, 300)
const shown = (page: Page, alt: string): Locator => page.getByRole('log', { name: 'Timeline' }).getByRole('button', { name: alt })

/** Pixels, as many as the image has: it was read, not only put in its place. */
const sizeOf = (image: Locator) =>
  image.locator('img').evaluate(async (element: HTMLImageElement) => {
    await element.decode()
    return [element.naturalWidth, element.naturalHeight]
  })

describe.each(HOSTS)('images, on the %s host', (host) => {
  test('X170 a pasted one waits with the note, survives a reload, can be taken out, and is posted to the other seat', async () => {
    const [dirA, dirB] = [tempDir(), tempDir()]
    const [a, b] = [await openSeat({ host, dataDir: dirA }), await openSeat({ host, dataDir: dirB })]
    await nameYourself(a.page, 'Priya Raman')
    await declare(a.page, TITLE, 'SEV-2')
    const invite = await hostWarRoom(a.page)
    await nameYourself(b.page, 'Tomás Oliveira')
    await joinWarRoom(b.page, invite)
    await openFromList(b.page, TITLE)

    await noteOf(b.page).fill('Look at this')
    await giveFiles(noteOf(b.page), 'paste', { name: 'Latency.png', bytes: GRAPH }, { name: 'Wrong window.png', bytes: aPng(80, 80, 200) })
    const waiting = waitingImages(b.page)
    await waiting.nth(1).waitFor()
    const alt = waiting.first().getByRole('textbox', { name: 'What the image shows: Latency.png' })
    expect(await alt.inputValue()).toBe('Latency')
    await alt.fill('Latency of eu, doubled')
    await b.page.getByRole('button', { name: 'Remove Wrong window.png' }).click()
    await waitFor('one image', async () => ((await waiting.count()) === 1 ? true : undefined))
    // nothing of it is anywhere yet but in this window
    expect(muster('verify', '--data', dirA)).not.toContain('image')
    await b.page.reload()
    await waiting.first().waitFor()
    expect(await waiting.first().getByRole('textbox').inputValue()).toBe('Latency of eu, doubled')

    await noteOf(b.page).focus()
    await b.page.keyboard.press('Control+Enter')
    await shown(b.page, 'Latency of eu, doubled').waitFor()
    expect(await waiting.count()).toBe(0)
    await seesSaved(b.page, /Shared/)
    await shown(a.page, 'Latency of eu, doubled').waitFor()
    expect(await sizeOf(shown(a.page, 'Latency of eu, doubled'))).toEqual([600, 300])
    // what is shown is bytes this window has, as what they are
    const source = await shown(a.page, 'Latency of eu, doubled').locator('img').getAttribute('src')
    expect(source).toMatch(/^blob:/)
    const { timeline } = showIncident(dirA, listIncidents(dirA)[0]!.id)
    expect(timeline.at(-1)!.text).toMatch(/^Look at this\n\n!\[Latency of eu, doubled\]\(file:[a-z2-7]{52}\)$/)
    expect(muster('verify', '--data', dirA)).toContain('1 image')
    await b.close()
    await a.close()
  })
})

test('X171 what is dropped is taken by its bytes: others are refused with a sentence, and an image alone is a note', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await declare(page, TITLE, 'SEV-2')
  await giveFiles(
    page.getByRole('log', { name: 'Timeline' }),
    'drop',
    { name: 'logo.png', bytes: anSvg },
    { name: 'Errors.bin', bytes: GRAPH, type: 'text/html' },
    { name: 'large.png', bytes: aNoisyPng(5_600_000) }
  )
  await waitingImages(page).first().waitFor()
  const problems = page.getByRole('region', { name: 'Write a note' }).getByRole('alert')
  await problems.getByText('"logo.png" is no PNG, JPEG, GIF or WebP image, whatever its name says.').waitFor()
  await problems.getByText('"large.png" has 5.3 MB; an image may have 5 MB.').waitFor()
  expect(await waitingImages(page).count()).toBe(1)
  await page.keyboard.press('Control+Enter')
  await shown(page, 'Errors').waitFor()
  expect(await sizeOf(shown(page, 'Errors'))).toEqual([600, 300])
  // dropped where nothing takes it, a file does not take the place of the page
  await giveFiles(page.getByRole('navigation').first(), 'drop', { name: 'x.txt', bytes: new Uint8Array(3) })
  await page.getByRole('heading', { name: TITLE }).waitFor()
  await seat.close()
})

test('X172 a note loads nothing from elsewhere, and shows no image that was not attached to its incident', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  const asked: string[] = []
  page.on('request', (request) => !request.url().startsWith(seat.loopback!.url.split('/enter')[0]!) && asked.push(request.url()))
  await nameYourself(page, 'Priya Raman')
  await declare(page, TITLE, 'SEV-2')
  const hash = await hashFile(GRAPH)
  await noteOf(page).fill(`tricks ![pixel](https://evil.example/p.png) ![guess](file:${hash}) <img src="https://evil.example/q.png">`)
  await page.keyboard.press('Control+Enter')
  const note = entry(page, 'tricks')
  await note.waitFor()
  expect(await note.locator('img').count()).toBe(0)
  expect(await note.getByRole('link', { name: 'pixel' }).getAttribute('href')).toBe('https://evil.example/p.png')
  expect(await note.innerText()).toContain('guess')
  // also when something else puts one into the page: the policy refuses what no note could ask for
  const violated = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const blocked: string[] = []
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
          blocked.push(blockedURI)
          if (blocked.length === 2) resolve(blocked)
        })
        for (const source of ['https://evil.example/r.png', 'data:image/gif;base64,R0lGODlhAQABAAAAACw=']) new Image().src = source
      })
  )
  expect(violated).toEqual(['https://evil.example/r.png', 'data'])
  seat.problems.splice(0)
  // attached, the same text shows it
  await giveFiles(noteOf(page), 'paste', { name: 'Now.png', bytes: GRAPH })
  await waitingImages(page).first().waitFor()
  await page.keyboard.press('Control+Enter')
  await shown(page, 'guess').waitFor()
  expect(asked.filter((url) => /^https?:/.test(url) && !url.endsWith('r.png'))).toEqual([])
  await seat.close()
})

test('X173 one pasted while an entry is edited goes where the caret is; removing it is an edit, and the log keeps it', async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await declare(page, TITLE, 'SEV-2')
  await noteOf(page).fill('before after')
  await page.keyboard.press('Control+Enter')
  await entry(page, 'before after').focus()
  await page.keyboard.press('Enter')
  const editor = page.getByRole('textbox', { name: 'Text of the entry, Markdown' })
  await editor.press('Home')
  for (let step = 0; step < 7; step++) await editor.press('ArrowRight')
  await giveFiles(editor, 'paste', { name: 'Middle.png', bytes: GRAPH })
  await page.getByRole('group', { name: 'Editing the entry' }).getByRole('button', { name: 'Middle' }).waitFor()
  expect((await editor.innerText()).trim()).toMatch(/^before !\[Middle\]\(file:[a-z2-7]{52}\)after$/)
  await giveFiles(editor, 'drop', { name: 'bad.png', bytes: anSvg })
  await page.getByRole('alert').getByText('"bad.png" is no PNG').waitFor()
  await editor.press('Escape')
  await shown(page, 'Middle').waitFor()
  await entry(page, 'before').focus()
  await page.keyboard.press('Enter')
  await editor.press('Control+a')
  await editor.pressSequentially('text only')
  await editor.press('Escape')
  await entry(page, 'text only').waitFor()
  expect(await shown(page, 'Middle').count()).toBe(0)
  await entry(page, 'edited').first().waitFor()
  const { files } = JSON.parse(muster('show', listIncidents(dataDir)[0]!.id, '--json', '--data', dataDir)) as {
    files: { name: string; alt: string | null }[]
  }
  expect(files).toMatchObject([{ name: 'Middle.png', alt: null }])
  expect(muster('verify', '--data', dataDir)).toContain('1 image')
  await seat.close()
})

test('X174 opened large by Enter, the images of a note follow each other by the arrows, and Escape leads back', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await declare(page, TITLE, 'SEV-2')
  await giveFiles(noteOf(page), 'paste', { name: 'One.png', bytes: GRAPH }, { name: 'Two.png', bytes: aPng(200, 200, 90) })
  await waitingImages(page).nth(1).waitFor()
  await page.keyboard.press('Control+Enter')
  await shown(page, 'One').focus()
  await page.keyboard.press('Enter')
  const one = page.getByRole('dialog', { name: 'One' })
  await one.getByText('Image 1 of 2. One.png, 600 × 300').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('dialog', { name: 'Two' }).getByRole('img', { name: 'Two' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('dialog', { name: 'Two' }).getByText('Image 2 of 2').waitFor()
  await page.keyboard.press('Escape')
  await waitFor('the dialog to be gone', async () => ((await page.getByRole('dialog').count()) === 0 ? true : undefined))
  expect(await page.evaluate(() => document.activeElement?.querySelector('img')?.alt)).toBe('One')
  // they are there at the moments after they came, too
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>time machine')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Timeline as it was' }).getByRole('button', { name: 'Two' }).click()
  await page.getByRole('dialog', { name: 'Two' }).getByText('Image 2 of 2').waitFor()
  await page.keyboard.press('Escape')
  await seat.close()
})

test('X175 one whose bytes are not here has its place, says why, and is there when they come; false bytes never are', async () => {
  const dataDir = tempDir()
  const ben = newAuthor('Ben')
  const [hash, lie] = [await hashFile(GRAPH), await hashFile(anSvg)]
  const image = { mediaType: 'image/png', bytes: GRAPH.length, width: 600, height: 300 } as const
  // as a hostile or a broken machine would leave it: named without its bytes, and named with others
  const replica = new Replica({ store: new SqliteDocStore(openLog(join(dataDir, LOG_FILE))) })
  const id = newIncidentId()
  await replica.use(id, (doc) => {
    declareIncident(doc, ben, { title: TITLE, severity: 'SEV-2' })
    postWithImages(doc, ben, { text: 'early' }, [{ ...image, hash, name: 'Early.png', alt: 'Early' }])
    postWithImages(doc, ben, { text: 'false' }, [{ ...image, hash: lie, name: 'False.png', alt: 'False' }])
  })
  for (const update of updatesOfFile(lie, GRAPH)) await replica.receive(fileDocOf(lie), update, { peer: 1 })
  await replica.close()

  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await openFromList(page, TITLE)
  const place = page.getByRole('img', { name: 'Early. Not on this machine yet. It comes from a war room, and none is joined.' })
  await place.waitFor()
  const before = await place.boundingBox()
  await page.getByRole('img', { name: 'False. Not shown: the bytes here are not those that were attached.' }).waitFor()
  const file = join(tempDir(), 'Early.png')
  writeFileSync(file, GRAPH)
  muster('note', id, 'here it is', '--image', file, '--data', dataDir)
  await shown(page, 'Early').first().waitFor()
  const after = await shown(page, 'Early').first().boundingBox()
  expect([after!.width, after!.height]).toEqual([before!.width, before!.height])
  expect(await page.getByRole('img', { name: /^False/ }).count()).toBe(1)
  await seat.close()
})
