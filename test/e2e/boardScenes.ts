import type { Page } from 'playwright-core'
import { countTests } from './figureScenes.ts'
import type { Scene, Size } from './scenes.ts'

/** By its name in the switcher, whichever form that has. */
async function showDashboard(page: Page, name: string): Promise<void> {
  const link = page.getByRole('navigation', { name: 'Pages of figures' }).getByRole('link', { name, exact: true })
  if ((await link.count()) > 0) return link.click()
  await page.getByRole('button', { name: /^Dashboards(:|$)/ }).click()
  await page.getByRole('menuitemradio', { name, exact: true }).click()
}

async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for dashboards' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** There once, however often it is looked at. */
async function openOwn(page: Page, name: string, of?: RegExp): Promise<void> {
  await countTests(page)
  await page.evaluate(() => void (location.hash = '#analytics'))
  await page.getByRole('heading', { level: 2, name: 'Overview' }).waitFor()
  const names = await page.evaluate(() => document.querySelector('nav[aria-label="Pages of figures"]')?.textContent ?? '')
  const isList = (await page.getByRole('button', { name: /^Dashboards(:|$)/ }).count()) > 0
  if (names.includes(name) || (isList && (await isListed(page, name)))) return showDashboard(page, name)
  await openMenu(page, 'New dashboard')
  const dialog = page.getByRole('dialog', { name: 'New dashboard' })
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name)
  if (of) {
    const options = await dialog.getByRole('option').allInnerTexts()
    await dialog.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: options.find((text) => of.test(text))! })
  }
  await dialog.getByRole('button', { name: 'Make the dashboard' }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function isListed(page: Page, name: string): Promise<boolean> {
  await page.getByRole('button', { name: /^Dashboards(:|$)/ }).click()
  const isThere = (await page.getByRole('menuitemradio', { name, exact: true }).count()) > 0
  await page.keyboard.press('Escape')
  return isThere
}

async function edit(page: Page, { width }: Size): Promise<void> {
  if (width < 720) await openMenu(page, 'Edit')
  else await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByText(/for everybody in this workspace/).waitFor()
}

async function present(page: Page, dashboard: string, panel?: string): Promise<void> {
  await countTests(page)
  const kind = panel ? `present-${panel}` : 'present'
  await page.evaluate(
    (hash) => void (location.hash = hash),
    `#analytics/${dashboard}/${encodeURIComponent('last 12w compare previous')}/${kind}`
  )
  await page.getByRole('group', { name: 'Presentation' }).waitFor()
  await page.locator('.slide [aria-busy=false]').first().waitFor()
  await settled(page)
}

/** Something is drawn in every panel, or said of it. */
const settled = (page: Page) => page.locator('.cell [aria-busy=true]').first().waitFor({ state: 'detached' })

export const boardScenes: readonly Scene[] = [
  {
    name: 'board-empty',
    async show(page) {
      await openOwn(page, 'Payments')
      await page.getByRole('heading', { name: 'Payments has no panel yet' }).waitFor()
    }
  },
  {
    name: 'board-new',
    async show(page) {
      await page.evaluate(() => void (location.hash = '#analytics'))
      await openMenu(page, 'New dashboard')
      await page.getByRole('dialog', { name: 'New dashboard' }).waitFor()
    }
  },
  {
    name: 'board-menu',
    async show(page) {
      await openOwn(page, 'Reliability', /^A copy of Overview/)
      await page.getByRole('button', { name: 'More for dashboards' }).click()
      await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
    }
  },
  {
    name: 'board-panel',
    async show(page, size) {
      await openOwn(page, 'Payments')
      await page.getByRole('button', { name: 'Add a panel' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add a panel' })
      await dialog.getByRole('textbox', { name: /^Title/ }).fill('Time to resolve, p90')
      await dialog.getByRole('textbox', { name: 'Question' }).fill('p90 time_to_resolve by service top 4')
      if (size.width >= 720) await dialog.getByRole('radio', { name: 'Top list' }).check({ force: true })
      await dialog.locator('[aria-busy=false]').waitFor()
    }
  },
  {
    name: 'board-from-explore',
    async show(page) {
      await countTests(page)
      await page.evaluate(
        (hash) => void (location.hash = hash),
        `#analytics/explore/${encodeURIComponent('p90 time_to_resolve by service rollup week from now-60d')}/lines`
      )
      await page.locator('[data-said]').waitFor()
      await page.getByRole('button', { name: 'Add to dashboard' }).click()
      await page.getByRole('dialog', { name: 'Add to a dashboard' }).waitFor()
    }
  },
  {
    name: 'board-panel-fault',
    async show(page) {
      await openOwn(page, 'Payments')
      await page.getByRole('button', { name: 'Add a panel' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add a panel' })
      await dialog.getByRole('textbox', { name: 'Question' }).fill('p90 time_to_resolv by service')
      await dialog.getByText(/^Character \d+:/).waitFor()
    }
  },
  {
    name: 'board-edit',
    async show(page, size) {
      await openOwn(page, 'Reliability', /^A copy of Overview/)
      await edit(page, size)
      await settled(page)
    }
  },
  {
    name: 'board-edit-shipped',
    async show(page, size) {
      await countTests(page)
      await page.evaluate(() => void (location.hash = '#analytics'))
      await edit(page, size)
      await settled(page)
    }
  },
  {
    name: 'board-arrange',
    async show(page, size) {
      await openOwn(page, 'Reliability', /^A copy of Overview/)
      await edit(page, size)
      await settled(page)
      const from = (await page.getByRole('button', { name: 'Move Customer impact', exact: true }).boundingBox())!
      await page.mouse.move(from.x + 10, from.y + 10)
      await page.mouse.down()
      const target = (await page
        .locator('[data-panel]')
        .nth(size.width < 720 ? 3 : 2)
        .boundingBox())!
      await page.mouse.move(target.x + target.width - 30, Math.min(size.height - 80, target.y + target.height - 20), { steps: 4 })
      await page.locator('[data-mark]').waitFor()
    }
  },
  {
    name: 'board-removed-panel',
    async show(page, size) {
      await openOwn(page, 'Reliability', /^A copy of Overview/)
      await edit(page, size)
      await settled(page)
      // a copy is removed: what is shared outlives a visit
      await page.getByRole('button', { name: 'Duplicate Incidents', exact: true }).first().click()
      await page.getByRole('button', { name: 'Remove Incidents', exact: true }).nth(1).click()
      await page.getByRole('button', { name: 'Bring it back' }).waitFor()
    }
  },
  {
    name: 'board-present',
    async show(page) {
      await present(page, 'overview')
      await page.getByText(/^View 1 of \d+$/).waitFor()
    }
  },
  {
    name: 'board-present-lines',
    async show(page) {
      await present(page, 'overview')
      for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
      await page.getByText(/^View 3 of \d+$/).waitFor()
      await settled(page)
    }
  },
  {
    name: 'board-present-panel',
    async show(page) {
      await present(page, 'overview', 'severities')
      await page.getByRole('heading', { level: 3, name: 'Incidents by severity' }).waitFor()
    }
  }
]
