import type { Locator, Page } from 'playwright-core'
import { aPng } from '#test/support/images.ts'
import type { Scene } from './scenes.ts'

export interface GivenFile {
  name: string
  bytes: Uint8Array
  type?: string
}

/** Paste or drop files, as the browser tells of it. */
export async function giveFiles(target: Locator, event: 'paste' | 'drop', ...files: GivenFile[]): Promise<void> {
  const plain = files.map(({ name, bytes, type = 'image/png' }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') }))
  await target.evaluate(
    (element, { event, plain }) => {
      const data = new DataTransfer()
      for (const { name, type, base64 } of plain) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        data.items.add(new File([bytes], name, { type }))
      }
      const options = { bubbles: true, cancelable: true }
      if (event === 'paste') element.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }))
      else for (const type of ['dragover', 'drop']) element.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }))
    },
    { event, plain }
  )
}

export const noteOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Note, Markdown' })
export const waitingImages = (page: Page): Locator => page.getByRole('list', { name: 'Images of the note' }).getByRole('listitem')

const LATENCY = aPng(900, 420)
const ERRORS = aPng(640, 640, 200)
const WORDS = 'Latency and errors, before and after the rollback'

/** What an earlier visit left in the composer. */
async function removeLeft(page: Page): Promise<void> {
  for (let left = await waitingImages(page).count(); left > 0; left--)
    await waitingImages(page)
      .first()
      .getByRole('button', { name: /^Remove/ })
      .click()
}

/** Posted when it is not in view: what is shared outlives a visit. */
async function withImages(page: Page): Promise<void> {
  const posted = page.locator('article', { hasText: WORDS })
  await noteOf(page).waitFor()
  if ((await posted.count()) === 0) {
    await removeLeft(page)
    await giveFiles(noteOf(page), 'paste', { name: 'Latency by region.png', bytes: LATENCY }, { name: 'Errors.png', bytes: ERRORS })
    await waitingImages(page).nth(1).waitFor()
    await noteOf(page).fill(WORDS)
    await page.keyboard.press('Control+Enter')
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('End')
  await posted.last().getByRole('button', { name: 'Errors' }).last().waitFor()
}

/** `openRoom` leads to the room of the samples that has most in it. */
export const imageScenes = (openRoom: Scene['show']): Scene[] => [
  {
    name: 'room-images',
    async show(page, size) {
      await openRoom(page, size)
      await withImages(page)
    }
  },
  {
    name: 'room-image-large',
    async show(page, size) {
      await openRoom(page, size)
      await withImages(page)
      await page.getByRole('button', { name: 'Latency by region' }).last().click()
      await page.getByRole('dialog', { name: 'Latency by region' }).getByRole('img').waitFor()
    }
  },
  {
    name: 'room-image-draft',
    async show(page, size) {
      await openRoom(page, size)
      await noteOf(page).waitFor()
      await removeLeft(page)
      await giveFiles(
        noteOf(page),
        'drop',
        { name: 'Latency by region.png', bytes: LATENCY },
        { name: 'runbook.pdf', bytes: new TextEncoder().encode('%PDF-1.7') },
        { name: 'Errors.png', bytes: ERRORS }
      )
      await waitingImages(page).nth(1).waitFor()
      await page.getByRole('alert').getByText('"runbook.pdf" is no PNG').waitFor()
    }
  },
  {
    name: 'room-image-edit',
    async show(page, size) {
      await openRoom(page, size)
      await withImages(page)
      await page.locator('article', { hasText: WORDS }).last().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('group', { name: 'Editing the entry' }).getByRole('button', { name: 'Errors' }).last().waitFor()
    }
  }
]
