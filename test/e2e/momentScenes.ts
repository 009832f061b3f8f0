import type { Page } from 'playwright-core'
import type { Scene, Size } from './scenes.ts'

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
      await openMoment(page)
      await page.keyboard.press('c')
      await page.getByRole('region', { name: 'What changed' }).waitFor()
    }
  }
]
