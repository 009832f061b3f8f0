import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { giveFiles } from './imageScenes.ts'
import { HOSTS, openSeat, type HostName, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { paste, RICH } from './pageScenes.ts'
import { aPng } from '#test/support/images.ts'
import { declare, entry, nameYourself, seesSaved, writeNote } from './person.ts'

const TITLE = 'Baskets lose items'

async function openRoom(host: HostName): Promise<Seat & { dataDir: string }> {
  const dataDir = tempDir()
  const seat = await openSeat({ host, dataDir })
  await nameYourself(seat.page, 'Priya Raman')
  await declare(seat.page, TITLE, 'SEV-3')
  await seesSaved(seat.page, /Saved on this machine/)
  return { ...seat, dataDir }
}

const pageText = (page: Page, name: string) => page.getByRole('textbox', { name: `${name} of this incident` })

async function write(page: Page, name: string) {
  await page.getByRole('tab', { name }).click()
  const text = pageText(page, name)
  await text.click()
  return text
}

/** What stands in a page, as a tree of names and words. */
const outline = (page: Page, name: string): Promise<string[]> =>
  pageText(page, name).evaluate((root) =>
    [...root.querySelectorAll('h1, h2, h3, p, li[data-checked], th, td, pre, blockquote, .callout, hr')].map((element) => {
      const checked = element.getAttribute('data-checked')
      const tone = element.getAttribute('data-tone')
      const own = element.matches('h1, h2, h3, p, pre') ? ` ${element.textContent}` : ''
      return `${element.tagName.toLowerCase()}${checked ? ` ${checked}` : ''}${tone ? ` ${tone}` : ''}${own}`
    })
  )

describe.each(HOSTS)('pages of rich text, on the %s host', (host) => {
  test('X200 headings, lists, ticked items, tables, code and boxes are made by keyboard and from the slash menu, and are there after a restart', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    const keys = page.keyboard
    const text = await write(page, 'Root cause')
    const choose = async (words: string) => {
      await keys.type(`/${words}`)
      await page.getByRole('option').first().waitFor()
      await keys.press('Enter')
    }
    await choose('heading 2')
    await keys.type('What happened')
    await keys.press('Enter')
    await choose('checklist')
    await keys.type('Freeze rollouts')
    await keys.press('ControlOrMeta+Enter')
    await keys.press('Enter')
    await keys.type('Add an alert')
    await keys.press('Enter')
    await keys.press('Enter')
    await choose('callout: dec')
    await keys.type('Roll back')
    await keys.press('Enter')
    await keys.press('Enter')
    await choose('table')
    await keys.type('Region')
    await keys.press('Tab')
    await keys.type('Failed')
    await page.getByRole('button', { name: 'Remove column' }).click()
    await page.getByRole('button', { name: 'Add row' }).click()
    expect(await text.locator('tr').count()).toBe(4)
    expect(await text.locator('th').count()).toBe(2)
    // Esc leaves what was typed
    await text.locator('td').last().click()
    await keys.type('/head')
    await page.getByRole('option', { name: /Heading 1/ }).waitFor()
    await keys.press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'detached' })
    expect(await text.locator('td').last().innerText()).toContain('/head')

    const before = await outline(page, 'Root cause')
    expect(before.slice(0, 7)).toEqual([
      'h2 What happened',
      'li true',
      'p Freeze rollouts',
      'li false',
      'p Add an alert',
      'div decision',
      'p Roll back'
    ])
    await seesSaved(page, /Saved on this machine/)
    await page.reload()
    await page.getByRole('tab', { name: 'Root cause' }).click()
    await pageText(page, 'Root cause').getByText('Roll back').waitFor()
    expect(await outline(page, 'Root cause')).toEqual(before)
    // undo takes back what is written from now on, and nothing else
    await pageText(page, 'Root cause').getByText('Roll back').click()
    await keys.press('End')
    await keys.type(' now')
    await keys.press('ControlOrMeta+z')
    expect(await outline(page, 'Root cause')).toEqual(before)
    await seat.close()
  })

  test('X201 pasted Markdown becomes what it says; pasted HTML brings no script, no picture from elsewhere, no address but https: and mailto:', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    const text = await write(page, 'Root cause')
    await paste(page, /Root cause of this incident/, { 'text/plain': RICH })
    await text.getByText('Freeze rollouts').waitFor()
    expect((await outline(page, 'Root cause')).filter((line) => /^(h2|div|li|pre|hr|blockquote|th)/.test(line))).toEqual([
      'h2 What we know',
      'div warning',
      'div decision',
      'li true',
      'li false',
      'th',
      'th',
      "pre SELECT count(*) FROM payments WHERE state = 'failed' -- by region",
      'hr',
      'blockquote'
    ])
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.keyboard.press('ControlOrMeta+End')
    await paste(page, /Root cause of this incident/, { 'text/html': HOSTILE })
    await text.getByText('the end of it').waitFor()
    expect(
      await text
        .locator(
          'script, img, iframe, object, embed, style, form, input:not([type=checkbox]), svg:not(.lucide), [onclick], [onerror], [style*=fixed]'
        )
        .count()
    ).toBe(0)
    const addresses = await text.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    expect(addresses.filter((href) => !/^(https:|mailto:|#incident)/.test(href))).toEqual([])
    expect(addresses).toContain('https://fine.example/')
    // as text alone it is text
    await paste(page, /Root cause of this incident/, { 'text/plain': HOSTILE })
    await text.getByText('<script>').first().waitFor()
    expect(await page.evaluate(() => 'taken' in window)).toBe(false)
    expect(requests.filter((url) => !url.startsWith(new URL(page.url()).origin))).toEqual([])
    // the policy reports a handler in pasted markup even where it is only read, in a document that runs nothing
    for (const problem of seat.problems.splice(0))
      expect(problem).toMatch(/inline event handler violates|inline style violates|violates the following Content Security Policy/)
    await seat.close()
  })

  test('X202 people and entries are mentioned with @ and #, and a card, a variable and the timeline say what is so now', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    const keys = page.keyboard
    await writeNote(page, 'Cache key has no shop in it')
    const text = await write(page, 'Root cause')
    await keys.type('@pri')
    await page.getByRole('option', { name: 'Priya Raman' }).waitFor()
    await keys.press('Enter')
    await keys.type('wrote #cache')
    await page.getByRole('option', { name: /Cache key has no shop/ }).waitFor()
    await keys.press('Enter')
    await text.getByText('@Priya Raman').waitFor()
    await text.locator('a.mention', { hasText: 'Cache key' }).waitFor()
    await keys.press('Enter')
    await keys.type('Severity {{incident.severity}} and {{incident.nothing}}')
    await text.locator('.variable .variable', { hasText: 'SEV-3' }).waitFor()
    await text.getByText('{{incident.nothing}}').waitFor()
    await keys.press('Enter')
    await keys.type('/entry cache')
    await page.getByRole('option', { name: /Cache key has no shop/ }).waitFor()
    await keys.press('Enter')
    await text.locator('.card', { hasText: 'Cache key has no shop in it' }).waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await keys.type('/timeline, fl')
    await keys.press('Enter')
    await text.getByText(/No entry is flagged yet/).waitFor()

    // what changes in the room shows in the page
    await entry(page, 'Cache key').last().focus()
    await keys.press('f')
    await text.getByText('Flagged entries, 1, kept in step').waitFor()
    await keys.press('v')
    await keys.press('1')
    await text.locator('.variable .variable', { hasText: 'SEV-1' }).waitFor()
    await entry(page, 'Cache key').locator('.body').first().waitFor()
    await entry(page, 'Cache key').first().getByRole('button', { name: 'Take back', exact: true }).click()
    await entry(page, 'Cache key').first().getByText('Take back', { exact: true }).click()
    await text.getByText(/This entry was taken back by Priya Raman/).waitFor()
    await seat.close()
  })

  test('X208 a picture is pasted into a page, shown from the bytes on the disk, and is there in the next window', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    const text = await write(page, 'Root cause')
    await page.keyboard.type('What the panel showed: ')
    await giveFiles(text, 'paste', { name: 'Latency by region.png', bytes: aPng(600, 300) })
    await text.locator('figure img').waitFor()
    await seesSaved(page, /Saved on this machine/)
    await page.reload()
    await page.getByRole('tab', { name: 'Root cause' }).click()
    const shown = pageText(page, 'Root cause').locator('figure img')
    await shown.waitFor()
    expect(await shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
    await seat.close()
  })
})

const HOSTILE = `<meta http-equiv="refresh" content="0; url=https://evil.example/">
<img src="https://pixel.example/p.png" onerror="window.taken = 1"><script>window.taken = 2</script>
<a href="javascript:window.taken=3" onclick="window.taken=4">here</a> <a href="https://fine.example/">fine</a> <a href="data:text/html,<script>1</script>">data</a>
<iframe srcdoc="<script>parent.taken=5</script>"></iframe><svg onload="window.taken=6"><script>window.taken=7</script></svg>
<style>* { background: url(https://pixel.example/style.png) }</style><link rel="stylesheet" href="https://pixel.example/s.css">
<p style="position: fixed; background: url(https://pixel.example/inline.png)">styled</p><object data="https://evil.example/o"></object>
<form action="https://evil.example/"><input name="x"><button>go</button></form><math><mtext><img src=x onerror="window.taken=8"></mtext></math>
<div data-muster="image" data-hash="https://pixel.example/hash.png"></div><div data-muster="entry" data-id="<b>"></div>
<table><tr><td onmouseover="window.taken=9">cell</td></tr></table><p>the end of it</p>`
