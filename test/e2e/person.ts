import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { waitFor } from './launch/waitFor.ts'

/* What a person does at a seat, by the names they see on the screen. */

export async function nameYourself(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: /^Declare incident/ })
    .first()
    .waitFor()
}

/** By keyboard alone, from the list. Settles in the war room. */
export async function declare(page: Page, title: string, severity: string): Promise<void> {
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog', { name: 'Declare incident' })
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title)
  await dialog.getByRole('radio', { name: new RegExp(severity) }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: title }).waitFor()
}

export async function hostWarRoom(page: Page): Promise<string> {
  await page.locator('[data-sync]').first().click()
  await page.getByRole('menuitem', { name: /Host a war room/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /Port/ }).fill('0')
  await dialog.getByRole('button', { name: 'Host the war room' }).click()
  const invite = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return invite
}

const ADDRESS = /(127\.0\.0\.1(?::|%3A))(\d+)/i
export const portOf = (invite: string): number => Number(ADDRESS.exec(invite)![2])
/** The invite, by another port of the same machine. */
export const inviteOver = (invite: string, port: number): string => invite.replace(ADDRESS, `$1${port}`)

export async function joinWarRoom(page: Page, invite: string): Promise<void> {
  await page.locator('[data-sync]').first().click()
  await page.getByRole('menuitem', { name: /Join a war room/ }).click()
  await page.getByRole('textbox', { name: /Invite link/ }).fill(invite)
  await page.keyboard.press('Enter')
  await page.locator('[data-sync="online"]').first().waitFor()
}

export async function openFromList(page: Page, title: string): Promise<void> {
  await page.getByText(title).first().dblclick()
  await page.getByRole('heading', { name: title }).waitFor()
}

export async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Note, Markdown' }).fill(text)
  await page.keyboard.press('Control+Enter')
  await entry(page, text).waitFor()
}

export const entry = (page: Page, text: string): Locator => page.locator('article', { hasText: text })
export const saveBadge = (page: Page): Locator => page.getByRole('status').filter({ hasText: /Saving|Saved|Shared|Not saved/ })

export async function seesSaved(page: Page, words: RegExp): Promise<void> {
  await waitFor(`the badge to say ${words}`, async () =>
    words.test((await saveBadge(page).innerText()).replace(/\s+/g, ' ')) ? true : undefined
  )
}

/** The lines of the timeline as a person reads them, without times and avatars. */
export async function readTimeline(page: Page): Promise<string[]> {
  const words = await page.locator('article .words').allInnerTexts()
  const bodies = await page.locator('article .content').allInnerTexts()
  expect(bodies.length).toBe(words.length)
  return bodies.map((text) => text.replace(/\s+/g, ' ').trim())
}
