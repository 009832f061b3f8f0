import type { Page } from 'playwright-core'
export async function showWarRoom(_dirs: string[], visit: (page: Page) => Promise<void>): Promise<void> { void visit }
