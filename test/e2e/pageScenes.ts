import type { Page } from 'playwright-core'
import type { Scene, Size } from './scenes.ts'

/* Pages of rich text: with everything that may stand in one, and while somebody inserts something. */

export const RICH = `## What we know

From 02:51 to 03:56 UTC **31 %** of card payments failed. Config 318 set \`retry_budget\` to zero, see [the change](https://example.org/318).

> [!WARNING]
> The canary pool carries its own budget.

> [!DECISION]
> Roll back, do not patch forward.

1. Freeze rollouts
2. Compare canary and fleet

- [x] Page the payments team
- [ ] Add an alert on retry_budget = 0

| Region | Failed |
| --- | --- |
| EU | 31 % |
| US | 29 % |

\`\`\`sql
SELECT count(*) FROM payments WHERE state = 'failed' -- by region
\`\`\`

---

> Nobody expected the gate to be blind.
`

/** As from the clipboard: a paste by hand needs a permission that tests do not have. */
export const paste = (page: Page, name: RegExp, data: Record<string, string>): Promise<void> =>
  page.getByRole('textbox', { name }).evaluate((element, given) => {
    const clipboardData = new DataTransfer()
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, data)

/** The postmortem as a page of its own, started from the template that is offered first. */
async function openPostmortem(page: Page, size: Size, openDetails: OpenDetails): Promise<void> {
  await openDetails(page, size, 'Postmortem')
  const start = page.getByRole('button', { name: 'Start from Contributing factors' })
  const text = page.getByRole('textbox', { name: POSTMORTEM })
  await start.or(text).first().waitFor()
  if ((await start.count()) > 0) await start.click()
  await text.getByText('Contributing factors').waitFor()
  await page.getByRole('button', { name: 'Open the postmortem as a page' }).click()
  await page.getByRole('heading', { level: 1, name: /^Postmortem/ }).waitFor()
  await text.getByText('Contributing factors').waitFor()
}
const POSTMORTEM = /Postmortem of this incident/

type OpenDetails = (page: Page, size: Size, tab: 'Notes' | 'Root cause' | 'Postmortem') => Promise<void>

const NOTES = /Notes of this incident/

export const pageScenes = (openDetails: OpenDetails): readonly Scene[] => [
  {
    name: 'postmortem-start',
    async show(page, size) {
      await openDetails(page, size, 'Postmortem')
      const start = page.getByRole('button', { name: 'Attach a link instead' })
      if ((await start.count()) > 0) await start.click()
    }
  },
  {
    name: 'postmortem-page',
    show: (page, size) => openPostmortem(page, size, openDetails)
  },
  {
    name: 'postmortem-export',
    async show(page, size) {
      await openPostmortem(page, size, openDetails)
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitem', { name: /^PDF/ }).waitFor()
    }
  },
  {
    name: 'postmortem-comment',
    async show(page, size) {
      await openPostmortem(page, size, openDetails)
      const text = page.getByRole('textbox', { name: POSTMORTEM })
      await text.getByText('In three sentences').click({ clickCount: 3 })
      await page.keyboard.press('Control+Alt+m')
      const field = page.getByRole('textbox', { name: 'Comment', exact: true })
      await field.fill('Who writes this?')
      await page.keyboard.press('Control+Enter')
      await page
        .getByRole('article', { name: /In three sentences/ })
        .first()
        .waitFor()
    }
  },
  {
    name: 'postmortem-review',
    async show(page, size) {
      await openPostmortem(page, size, openDetails)
      await page.getByRole('button', { name: /^(Ask for review|Reviewers)$/ }).click()
      await page.getByRole('combobox', { name: 'Who reviews it' }).fill('J')
      await page.getByRole('option').first().waitFor()
    }
  },
  {
    name: 'postmortem-find',
    async show(page, size) {
      await openPostmortem(page, size, openDetails)
      await page.getByRole('textbox', { name: POSTMORTEM }).click()
      await page.keyboard.press('Control+f')
      await page.getByRole('textbox', { name: 'Find' }).fill('what')
      await page.getByText(/^1 of \d+$/).waitFor()
    }
  },
  {
    name: 'settings-postmortems',
    async show(page) {
      await page.evaluate(() => void (location.hash = '#settings/postmortems'))
      await page.getByRole('button', { name: 'Edit Root cause' }).click()
      await page.getByRole('region', { name: 'Preview of Root cause' }).waitFor()
    }
  },
  {
    name: 'page-rich',
    async show(page, size) {
      await openDetails(page, size, 'Root cause')
      const text = page.getByRole('textbox', { name: /Root cause of this incident/ })
      await text.click()
      if ((await text.getByText('Freeze rollouts').count()) === 0) await paste(page, /Root cause of this incident/, { 'text/plain': RICH })
      await text.getByText('Freeze rollouts').waitFor()
      await text.getByText('Add an alert on').click()
    }
  },
  {
    name: 'page-menu',
    async show(page, size) {
      await openDetails(page, size, 'Notes')
      await page.getByRole('textbox', { name: NOTES }).click()
      await page.keyboard.press('ControlOrMeta+End')
      await page.keyboard.type(' /')
      await page.getByRole('option', { name: /Heading 1/ }).waitFor()
      await page.keyboard.press('ArrowDown')
    }
  },
  {
    name: 'page-link',
    async show(page, size) {
      await openDetails(page, size, 'Notes')
      await page.getByRole('textbox', { name: NOTES }).click()
      await page.keyboard.press('Control+Alt+k')
      await page.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)')
      await page.keyboard.press('Enter')
      await page.getByText('An address starts with https:// or mailto:.').waitFor()
    }
  }
]
