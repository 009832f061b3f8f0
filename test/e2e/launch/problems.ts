import type { Page } from 'playwright-core'

/** Collects what a page complains of: errors, failed assertions, and everything the content security policy stopped. */
export function collectProblems(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`Uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'assert') problems.push(`Console: ${message.text()}`)
  })
  return problems
}
