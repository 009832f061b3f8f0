import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { waitFor } from './launch/waitFor.ts'
import { entry } from './person.ts'

export type Hands = ReturnType<typeof hands>

/** A person without a pointer: the page is only looked at, and everything done to it is a key. */
export function hands(page: Page) {
  const { keyboard } = page
  const hasFocus = (target: Locator) =>
    target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))

  const hand = {
    page,
    press: async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key)
    },
    type: (text: string) => keyboard.type(text),

    /** Tab until it has the focus. */
    async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      await target.waitFor()
      for (let steps = 0; !(await hasFocus(target)); steps++) {
        expect(steps, `steps of Tab to ${target}`).toBeLessThan(60)
        await keyboard.press(key)
      }
    },

    async has(target: Locator): Promise<void> {
      await waitFor(`${target} to have the focus`, async () => ((await hasFocus(target)) ? true : undefined))
    },

    /** What stands in the field that has the focus gives way. */
    async retype(text: string): Promise<void> {
      await keyboard.press('Control+a')
      await keyboard.type(text)
    },

    /** By words in the palette: each is typed, and the first that is found is run. */
    async run(...steps: [words: string, label: RegExp][]): Promise<void> {
      await keyboard.press('Control+k')
      for (const [words, label] of steps) {
        const field = page.getByRole('dialog', { name: 'Search or run' }).getByRole('combobox')
        await waitFor('an empty field', async () => ((await field.inputValue()) === '' ? true : undefined))
        await keyboard.type(words)
        const active = page.locator('[role=option][aria-selected=true] .label')
        await waitFor(`${label} to come first for "${words}"`, async () =>
          label.test(await active.innerText().catch(() => '')) ? true : undefined
        )
        await keyboard.press('Enter')
      }
    },

    /** J by J to the end of the timeline, then K by K up to the entry that says this. */
    async walkTo(text: string): Promise<void> {
      const wanted = entry(page, text).first()
      for (let steps = 0; !(await hasFocus(wanted)); steps++) {
        expect(steps, `steps to the entry ${text}`).toBeLessThan(60)
        await keyboard.press(steps < 20 ? 'j' : 'k')
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      }
    },

    async enterName(name: string): Promise<void> {
      await hand.tabTo(page.getByRole('textbox', { name: 'Your name' }))
      await hand.type(name)
      await hand.press('Enter')
      await page
        .getByRole('button', { name: /^Declare incident/ })
        .first()
        .waitFor()
    }
  }
  return hand
}
