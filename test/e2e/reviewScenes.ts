import type { Page } from 'playwright-core'
import { countTests } from './figureScenes.ts'
import type { Scene } from './scenes.ts'

const FULL = 'One in five card payments is declined at checkout'
/** The first of the samples that are still open was declared then. */
const dayOfSamples = (): string => new Date(Date.now() - 47 * 60_000).toISOString().slice(0, 10)

async function openReview(page: Page, step = ''): Promise<void> {
  await countTests(page)
  await page.evaluate((hash) => void (location.hash = hash), `#review/${dayOfSamples()}${step}`)
  await page.getByRole('heading', { level: 1, name: 'Weekly review' }).waitFor()
}

async function openIncident(page: Page): Promise<void> {
  await openReview(page)
  await page.getByRole('table', { name: 'By severity' }).waitFor()
  for (const article = page.getByRole('article', { name: FULL }); (await article.count()) === 0;) {
    await page.keyboard.press('j')
    await page.locator('article').waitFor()
  }
  await page.getByText('In Active').waitFor()
}

export const reviewScenes: readonly Scene[] = [
  {
    name: 'review-head',
    async show(page) {
      await openReview(page)
      await page.getByRole('table', { name: 'By severity' }).waitFor()
    }
  },
  { name: 'review-incident', show: openIncident },
  {
    name: 'review-follow-up',
    async show(page) {
      await openIncident(page)
      await page.keyboard.press('t')
      await page.getByRole('textbox', { name: 'What is to be done' }).fill('Ask the acquirer for an alert on declines')
    }
  },
  {
    name: 'review-end',
    async show(page) {
      await openIncident(page)
      await page.keyboard.press('n')
      await page.keyboard.type('We saw it after three minutes; the alert of the acquirer would have been first.')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('list', { name: 'Notes of this walk' }).waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('End')
      await page.getByRole('heading', { name: 'End of the review', level: 2 }).waitFor()
    }
  },
  {
    name: 'review-empty',
    async show(page) {
      await countTests(page)
      await page.evaluate(() => void (location.hash = '#review/2019-03-04'))
      await page.getByText('No incident was declared in this week').waitFor()
    }
  }
]
