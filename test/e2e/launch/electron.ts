import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { _electron, chromium, type Page } from 'playwright-core'
import { findElectron } from '#main/cli/electronBinary.ts'
import { waitFor } from './waitFor.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const STAND_IN = fileURLToPath(new URL('../../electron-standin', import.meta.url))

/** Electron's main API as far as tests look at it. */
export interface MainApi {
  app: { getAppMetrics(): { pid: number; serviceName?: string; name?: string }[] }
  ipcMain: { emit(channel: string, event: unknown): boolean }
  shell: { openExternal(url: string): Promise<void> }
  dialog: { showMessageBox(...args: unknown[]): Promise<unknown> }
  BrowserWindow: { getAllWindows(): { isFocused(): boolean }[] }
  Notification: { prototype: { show(): void } }
}

export interface RunningElectron {
  page: Page
  /** Runs the function in main. It sees Electron's API and its argument, and nothing else of the test. */
  evaluate<Arg, Value>(run: (electron: MainApi, arg: Arg) => Value | Promise<Value>, arg: Arg): Promise<Value>
  /** Rejects when main ends by itself, with what it printed. */
  broken: Promise<never>
  /** Kills the core's process; the app goes on. */
  stopCore(): Promise<void>
  /** Ends it as a person would. */
  close(): Promise<void>
  /** Ends it at once, with SIGKILL. */
  kill(): Promise<void>
}

/** Path of the real binary; undefined: there is none, or no display for it. */
export function findRealElectron(): string | undefined {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  const path = hasDisplay ? findElectron() : undefined
  return path?.startsWith(STAND_IN) ? undefined : path
}

/** Starts the built app, on the real Electron where it is and on the stand-in elsewhere. Settles when its page is there. */
export function launchElectron(dataDir: string): Promise<RunningElectron> {
  const real = findRealElectron()
  return real ? launchReal(real, dataDir) : launchStandIn(dataDir)
}

async function launchReal(executablePath: string, dataDir: string): Promise<RunningElectron> {
  const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const running = await _electron.launch({ executablePath, args: [...flags, ROOT, '--data', dataDir] })
  const child = running.process()
  const broken = failWithOutput(child, once(child, 'exit'))
  return {
    page: await Promise.race([broken, running.firstWindow()]),
    broken,
    evaluate: (run, arg) => running.evaluate(run as never, arg) as never,
    stopCore: () =>
      running.evaluate(({ app }) => {
        const core = app.getAppMetrics().find(({ name, serviceName }) => name === 'Muster core' || serviceName === 'Muster core')
        if (!core) throw new Error("The core's process was not found")
        process.kill(core.pid, 'SIGKILL')
      }),
    close: () => running.close(),
    async kill() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
  }
}

async function launchStandIn(dataDir: string): Promise<RunningElectron> {
  const main = fork(`${STAND_IN}/main.ts`, [ROOT, '--data', dataDir], { execArgv: ['--import', `${STAND_IN}/hooks.ts`], stdio: 'pipe' })
  const ended = once(main, 'exit')
  const broken = failWithOutput(main, ended)
  const endpoint = await Promise.race([broken, readEndpoint(main)])
  const browser = await Promise.race([broken, chromium.connectOverCDP(endpoint)])
  const context = browser.contexts()[0]!
  const page = await Promise.race([
    broken,
    waitFor('the window of the app', () => context.pages().find((candidate) => candidate.url().startsWith('https://app.muster.localhost')))
  ])
  const leave = async () => {
    await ended
    await browser.close()
  }
  const evaluate = makeEvaluate(main)
  return {
    page,
    broken,
    evaluate,
    stopCore: () => evaluate((electron) => (electron as unknown as { stopUtilityProcesses(): void }).stopUtilityProcesses(), null),
    async close() {
      if (main.connected) main.disconnect()
      await leave()
    },
    async kill() {
      main.kill('SIGKILL')
      await leave()
    }
  }
}

/** Rejects when main ends, with what it printed. Its output must be read in any case, or it blocks. */
function failWithOutput(main: ChildProcess, ended: Promise<unknown[]>): Promise<never> {
  let printed = ''
  for (const stream of [main.stdout, main.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const broken = ended.then(([code]): never => {
    throw new Error(`The app ended with ${String(code)}: ${printed}`)
  })
  // an end that was asked for is nobody's failure
  broken.catch(() => undefined)
  return broken
}

function readEndpoint(main: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    main.on('message', (message: { endpoint?: string }) => message.endpoint && resolve(message.endpoint))
  })
}

function makeEvaluate(main: ChildProcess): RunningElectron['evaluate'] {
  let lastId = 0
  return (run, arg) => {
    const id = ++lastId
    return new Promise((resolve, reject) => {
      const onMessage = (message: { id?: number; value?: unknown; error?: string }) => {
        if (message.id !== id) return
        main.off('message', onMessage)
        if (message.error === undefined) resolve(message.value as never)
        else reject(new Error(message.error))
      }
      main.on('message', onMessage)
      main.send({ id, source: run.toString(), arg })
    })
  }
}
