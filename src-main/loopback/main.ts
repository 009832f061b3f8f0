import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { FailureError, failureOf } from '#shared/domain/result.ts'
import { hasDisplay, openBrowserWindow } from './browserWindow.ts'
import { getDataDir } from './dataDir.ts'
import { startLoopback, type LoopbackHost } from './host.ts'

const RENDERER_DIR = fileURLToPath(new URL('../../out/renderer', import.meta.url))

/** Runs Muster in a browser window until it is closed or Ctrl-C. Problems are one line on stderr and exit code 1. */
export async function runLoopback(args: string[]): Promise<void> {
  try {
    await run(args)
  } catch (error) {
    console.error(isForPerson(error) ? error.message : error)
    process.exit(1)
  }
}

async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' }, browser: { type: 'boolean' } }
  })
  const dataDir = getDataDir(values.data)
  const core = await openCore({ dataDir, log: (line: string) => console.error(line) })
  const host = await start(core, dataDir, parsePort(values.port)).catch(async (error: unknown) => {
    await core.close()
    throw error
  })

  let isClosing = false
  const close = async () => {
    if (isClosing) return
    isClosing = true
    await host.close()
    await core.close()
    process.exit(0)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
  // a program that started this one with a channel to it, such as a test, takes it along when it ends
  process.on('disconnect', close)

  if (values['no-open'] || !hasDisplay()) return printAddress(host)
  const window = openBrowserWindow(host.url, join(dataDir, 'browser'))
  process.on('exit', () => window.close())
  console.log(`Muster runs at ${host.address}. Close its window or press Ctrl-C to stop it.`)
  await window.closed
  await close()
}

function printAddress(host: LoopbackHost): void {
  console.log(`Open this address in a browser on this machine; it works once:\n${host.url}\nEnter prints another one, Ctrl-C stops Muster.`)
  process.stdin.on('data', () => console.log(host.newUrl()))
}

/** A browser keeps settings by address, so the same port is tried first the next time. */
async function start(core: Core, dataDir: string, port: number | undefined): Promise<LoopbackHost> {
  const options = { core, rendererDir: RENDERER_DIR, log: (line: string) => console.error(line) }
  if (port !== undefined) return startLoopback({ ...options, port })
  const portFile = join(dataDir, 'window-port')
  const lastPort = Number(await readFile(portFile, 'utf8').catch(() => '0'))
  const host = await startLoopback({ ...options, port: Number.isInteger(lastPort) && lastPort < 65536 ? lastPort : 0 }).catch(
    (error: unknown) => {
      if (failureOf(error).reason === 'busy') return startLoopback({ ...options, port: 0 })
      throw error
    }
  )
  await writeFile(portFile, String(host.port))
  return host
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new FailureError('badInput', `--port ${text} is not a port. Give a whole number from 0 to 65535.`)
}

/** A sentence to show as it is; anything else is a bug and keeps its stack. */
const isForPerson = (error: unknown): error is Error =>
  error instanceof FailureError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

if (process.argv[1] === fileURLToPath(import.meta.url)) await runLoopback(process.argv.slice(2))
