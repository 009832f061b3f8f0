import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  help: string
  nodes: { target: unknown; failureSummary?: string }[]
}

/** What axe finds wrong with what the page shows now, one line each; empty: nothing. */
export async function findViolations(page: Page): Promise<string[]> {
  await settle(page)
  // through the debugger, because the page's policy lets no other script in
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> } }
    const found = await axe.run(document, { resultTypes: ['violations'] })
    return found.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary }))
    }))
  })
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`.replace(/\s+/g, ' '))
  )
}

/**
 * What fades has its final colours only at the end. And a fade may begin late: after a change of size the browser finds out on its own
 * time what now lies under the pointer. So fades take no time here, and what began before that is waited for.
 */
async function settle(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))))
}

/** What axe does not ask, one line each: names of all controls, and nothing that takes the focus without being seen. */
export function findUnreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const CONTROLS = 'a[href], button, input, textarea, select, [tabindex]:not([tabindex="-1"]), [contenteditable=true]'
    const describe = (element: Element) => element.outerHTML.slice(0, 160)
    const nameOf = (element: Element) =>
      element.getAttribute('aria-label') ||
      (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join('') ||
      [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join('') ||
      element.textContent ||
      element.getAttribute('title')
    const problems: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>(CONTROLS)) {
      if (element.matches('[type=hidden], [hidden], [data-focus-guard], .skip') || element.closest('[inert]')) continue
      if (element.getAttribute('tabindex') === '-1' && !element.checkVisibility()) continue
      const isSeen = element.checkVisibility({ opacityProperty: false, visibilityProperty: true })
      if (!isSeen) continue
      if (!nameOf(element)?.trim()) problems.push(`no name: ${describe(element)}`)
      if (element.closest('[aria-hidden=true]') && element.tabIndex >= 0)
        problems.push(`focusable inside aria-hidden: ${describe(element)}`)
    }
    return problems
  })
}
