import type { Page } from 'playwright-core'
import type { Scene } from './scenes.ts'

/** The samples are tests: figures count them from the first visit on. */
export async function countTests(page: Page): Promise<void> {
  await page.evaluate(() => void (location.hash = '#settings/general'))
  await page.getByRole('switch', { name: 'Figures count tests' }).check({ force: true })
}

/** The page where a question of one's own is built, with this question. */
async function openExplore(page: Page, question: string, kind: string): Promise<void> {
  await countTests(page)
  await page.evaluate((hash) => void (location.hash = hash), `#analytics/explore/${encodeURIComponent(question)}/${kind}`)
  await page.locator('[data-said]').waitFor()
}

export const figureScenes: readonly Scene[] = [
  {
    name: 'analytics-dates',
    async show(page, { width }) {
      await page.evaluate(() => void (location.hash = '#analytics'))
      if (width < 720) await page.getByRole('button', { name: /^Last 12 weeks/ }).click()
      const more = page.getByRole('button', { name: 'Dates and zone' })
      if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click()
      await page.getByRole('textbox', { name: 'Period in words' }).waitFor()
    }
  },
  {
    name: 'settings-figures',
    async show(page) {
      await page.evaluate(() => void (location.hash = '#settings/figures'))
      await page.getByRole('table').waitFor()
    }
  },
  {
    name: 'explore-new',
    async show(page) {
      await page.evaluate(() => void (location.hash = '#analytics/explore'))
      await page.locator('[data-said]').waitFor()
    }
  },
  {
    name: 'explore-built',
    async show(page) {
      await openExplore(page, 'p90 time_to_resolve by service rollup week from now-60d top 5 compare previous', 'lines')
    }
  },
  { name: 'explore-list', show: (page) => openExplore(page, 'mean time_to_resolve by team from now-60d compare previous', 'topList') },
  {
    name: 'explore-heat',
    async show(page) {
      await openExplore(page, 'count incident_count by service rollup day', 'heatMap')
      await page.getByText(/no place for/).waitFor({ state: 'attached' })
    }
  },
  {
    name: 'explore-fault',
    async show(page) {
      await openExplore(page, 'p50 time_to_resolve rollup day', 'bars')
      await page.getByRole('textbox', { name: 'Question' }).fill('p50 time_to_resolve by servise rollup day')
      await page.getByText(/^Character 24:/).waitFor()
    }
  },
  {
    name: 'explore-parts',
    async show(page, { width }) {
      await openExplore(page, 'sum customer_impact_duration by severity rollup month', 'stackedBars')
      if (width < 720) await page.getByText('Parts of the question').click()
      await page.getByRole('combobox', { name: 'Measure' }).waitFor()
    }
  },
  {
    name: 'explore-behind',
    async show(page) {
      await openExplore(page, 'p90 time_to_resolve from now-365d', 'value')
      await page
        .getByRole('button', { name: /Show the incidents/ })
        .first()
        .click()
      await page.getByRole('button', { name: /^Why / }).first().waitFor()
    }
  }
]
