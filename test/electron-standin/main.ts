import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as electron from './api.ts'
import { startBrowser } from './browser.ts'

/** Starts the app in the folder given as the first argument, then does what a test asks through the IPC channel of `fork`. */
const dir = resolve(process.argv.slice(2).find((arg) => !arg.startsWith('-')) ?? '.')
const pkg = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { main: string; productName: string; version: string }

interface EvaluateRequest {
  id: number
  source: string
  arg: unknown
}

electron.app.describe({ dir, name: pkg.productName, version: pkg.version })
process.on('SIGINT', () => electron.app.quit())
process.on('SIGTERM', () => electron.app.quit())
process.on('disconnect', () => electron.app.quit())
process.on('message', (message) => void answer(message as EvaluateRequest))

await import(pathToFileURL(join(dir, pkg.main)).href)
const browser = await startBrowser(join(electron.app.getPath('userData'), 'chromium'))
browser.onGone(() => electron.app.exit(1))
process.send?.({ endpoint: browser.endpoint })
electron.app.becomeReady()

/** Like evaluate of Playwright's ElectronApplication: the function gets Electron's API first. */
async function answer({ id, source, arg }: EvaluateRequest): Promise<void> {
  try {
    const run = (0, eval)(`(${source})`) as (api: typeof electron, arg: unknown) => unknown
    process.send?.({ id, value: await run(electron, arg) })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
}
