import type { Page } from 'playwright-core'
import type { Scene } from './scenes.ts'

/* What the scenes and the journey of signals show: invented, in the shapes other systems send. */

const START = Date.UTC(2026, 2, 10, 12) / 1000
const wave = (index: number, base: number) => (base + 3 * Math.sin(index / 4) + (index > 40 && index < 62 ? 18 : 0)).toFixed(2)

export const MATRIX = JSON.stringify({
  status: 'success',
  data: {
    resultType: 'matrix',
    result: ['eu', 'us', 'asia'].map((region, each) => ({
      metric: { __name__: 'checkout_errors', job: 'pay', region },
      values: Array.from({ length: 90 }, (_unused, index) => [START + index * 40, wave(index, 4 + each * 2)])
    }))
  }
})

export const ALERTS = JSON.stringify({
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'CheckoutErrors', service: 'checkout', severity: 'critical' },
      annotations: { summary: 'Checkout answers with errors', description: 'More than 2 % for three minutes.' },
      startsAt: '2026-03-10T12:27:00Z',
      generatorURL: 'https://prometheus.shop.example/graph?g0.expr=errors'
    },
    {
      status: 'resolved',
      labels: { alertname: 'QueueLength', service: 'orders', severity: 'warning' },
      annotations: { summary: 'The order queue is long' },
      startsAt: '2026-03-10T12:10:00Z'
    }
  ]
})

export const CHAT = `Ada Lovelace  10:32 AM
checkout is red for me
Grace Hopper  10:34 AM
same here, rolling back r-318
PagerDuty APP  10:40 AM
Resolved: CheckoutErrors

## 2026-03-10
| Time (UTC) | What | Who |
|---|---|---|
| 12:28 | Errors rise over 2 % | Ada |
| 12:35 | Rollback of r-318 begins | Grace |
| 12:41 | Errors are back to normal | Ada |

03/04/2026 11:00 Review
2026-03-29 02:30 the night the clocks moved
that is all there is`

export async function attachSignals(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Note, Markdown' }).fill('/signal')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Attach a signal' })
  await dialog.getByRole('textbox', { name: /^JSON or an address/ }).fill(text)
  await dialog.getByRole('button', { name: 'Attach', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

export async function openPaste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Note, Markdown' }).fill('/paste')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Paste to timeline' }).getByRole('textbox', { name: 'Text' }).fill(text)
}

export async function collect(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+Shift+K')
  const dialog = page.getByRole('dialog', { name: 'Clipboard' })
  await dialog.getByRole('button', { name: 'Collect a signal' }).click()
  await dialog.getByRole('textbox', { name: /^JSON or an address/ }).fill(text)
  await dialog.getByRole('button', { name: 'Collect', exact: true }).click()
  await dialog.getByText(/collected\.|In the clipboard already/).waitFor()
}

/** Attached the first time only: what is shared outlives a visit. */
async function withSignals(page: Page): Promise<void> {
  const graph = page.getByRole('group', { name: /^Graph: checkout_errors/ })
  if ((await graph.count()) === 0 && (await page.locator('article', { hasText: 'checkout_errors' }).count()) === 0) {
    await attachSignals(page, MATRIX)
    await attachSignals(page, ALERTS)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('End')
  await graph.first().waitFor()
}

/** `openRoom` leads to the room of the samples that has most in it. */
export const signalScenes = (openRoom: Scene['show']): Scene[] => [
  {
    name: 'room-graph',
    async show(page, size) {
      await openRoom(page, size)
      await withSignals(page)
    }
  },
  {
    name: 'room-paste',
    async show(page, size) {
      await openRoom(page, size)
      await openPaste(page, CHAT)
      await page.getByText(/dated lines/).waitFor()
    }
  },
  {
    name: 'room-signal-form',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('textbox', { name: 'Note, Markdown' }).fill('/signal')
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Attach a signal' })
      await dialog.getByRole('radio', { name: 'Graph' }).click()
      await dialog.getByRole('button', { name: 'Attach', exact: true }).click()
      await dialog.getByText('Give it a title').waitFor()
    }
  },
  {
    name: 'clipboard-empty',
    async show(page) {
      await page.keyboard.press('Control+Shift+K')
      const dialog = page.getByRole('dialog', { name: 'Clipboard' })
      await dialog.waitFor()
      if ((await dialog.getByRole('button', { name: 'Clear' }).count()) > 0) await dialog.getByRole('button', { name: 'Clear' }).click()
      await dialog.getByText('Nothing collected yet').waitFor()
    }
  },
  {
    name: 'clipboard',
    async show(page) {
      await collect(page, MATRIX)
      await page.keyboard.press('Escape')
      await collect(page, ALERTS)
    }
  }
]
