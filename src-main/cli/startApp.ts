import { fileURLToPath } from 'node:url'
import { hasDisplay } from '#main/loopback/browserWindow.ts'
import { runLoopback } from '#main/loopback/main.ts'
import { buildIfOld } from './build.ts'
import { fetchElectron, findElectron } from './electronBinary.ts'
import { runToEnd } from './runToEnd.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HELP = `npm start -- [--data DIR] [--port N] [--no-open] [--browser]

  --data DIR   work in this folder (also: MUSTER_DATA)
  --browser    use a browser window even where Electron is
  --port N     the browser window's port on this machine
  --no-open    open nothing, print the address`

/** Builds what is old, then opens Muster in Electron, or says in one line why not and opens it in a browser window. */
export async function startApp(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP)
  try {
    buildIfOld()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  if (wantsBrowser(args)) return runLoopback(args)
  const electron = canShowWindow() ? (findElectron() ?? fetchElectron()) : undefined
  if (electron) process.exit(await runToEnd(electron, [...electronFlags(), ROOT, ...args]))
  console.error(
    canShowWindow()
      ? 'Electron is not on this machine and could not be fetched, so Muster opens in a browser window.'
      : 'There is no display here, so Muster waits for a browser on this machine.'
  )
  await runLoopback(args)
}

function wantsBrowser(args: string[]): boolean {
  return args.some((arg) => arg === '--browser' || arg === '--no-open' || arg === '--port' || arg.startsWith('--port='))
}

/** Another Electron that was named may bring its own display. */
const canShowWindow = () => hasDisplay() || Boolean(process.env['ELECTRON_EXEC_PATH'])

/** Chromium inside Electron does not start for root with its sandbox on. */
function electronFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
