import type { Page } from 'playwright-core'
import type { Scene, Size } from './scenes.ts'

/** Something that is not now what it was, so that it can be brought back. Pictures in other sizes find it changed already. */
async function raiseSeverity(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Severity SEV-\d/ }).click()
  await page.getByRole('menuitemradio', { name: /SEV-1/ }).click()
  await page.getByRole('button', { name: /^Severity SEV-1/ }).waitFor()
}

/** A change in a page, whose writer is told. */
async function writeNotes(page: Page, { width }: Size): Promise<void> {
  if (width >= 720 && width < 1200) await page.getByRole('button', { name: 'Details' }).click()
  await page.getByRole('tab', { name: /^Notes/ }).click()
  const notes = page.getByRole('textbox', { name: /Notes of this incident/ })
  await notes.click()
  if (!(await notes.innerText()).includes('Ask the bank')) await page.keyboard.type('Ask the bank for its own figures.')
  // keys are the room's again
  await notes.blur()
  if (width >= 720 && width < 1200) await page.getByRole('button', { name: 'Hide details' }).click()
  if (width < 720) await page.getByRole('tab', { name: /^Timeline/ }).click()
}

/** The incident of the samples in the middle of what happened. */
async function openMoment(page: Page): Promise<void> {
  await page.keyboard.press('r')
  const machine = page.getByRole('main', { name: 'Time machine' })
  await machine.getByRole('button', { name: 'Pause' }).click()
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('j')
  await machine.locator('[data-moment-entry]').first().waitFor()
}

export const momentScenes = (openRoom: (page: Page, size: Size) => Promise<void>): readonly Scene[] => [
  {
    name: 'moment',
    async show(page, size) {
      await openRoom(page, size)
      await openMoment(page)
    }
  },
  {
    name: 'moment-compare',
    async show(page, size) {
      await openRoom(page, size)
      await raiseSeverity(page)
      await writeNotes(page, size)
      await openMoment(page)
      await page.keyboard.press('c')
      const changes = page.getByRole('region', { name: 'What changed' })
      await changes
        .getByRole('button', { name: /Bring back/ })
        .first()
        .waitFor()
      await changes
        .getByRole('button', { name: /Ask the bank/ })
        .first()
        .click()
      await page.getByRole('dialog', { name: 'Who changed this' }).waitFor()
    }
  }
]
