import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../../src-main/loopback/main.ts', import.meta.url))

export interface RunningLoopback {
  /** Lets one browser in, once. */
  url: string
  /** Asks for another address as a person does: Enter in its terminal. */
  newUrl(): Promise<string>
  /** Ctrl-C. Throws when it does not end cleanly. */
  close(): Promise<void>
  /** Ends it at once, with SIGKILL. */
  kill(): Promise<void>
}

/** The loopback host as a process of its own, as `npm start` runs it. Fails with what it printed when it ends instead. */
export async function launchLoopback(dataDir: string): Promise<RunningLoopback> {
  // with a channel between them, it does not outlive a test run that is broken off
  const child = fork(MAIN, ['--data', dataDir, '--no-open'], { stdio: ['pipe', 'pipe', 'pipe', 'ipc'], execArgv: [] })
  const ended = once(child, 'exit') as Promise<[number | null]>
  let complaint = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const nextUrl = readUrls(child, ended, () => complaint)
  return {
    url: await nextUrl(),
    newUrl() {
      child.stdin!.write('\n')
      return nextUrl()
    },
    async close() {
      child.kill('SIGINT')
      const [code] = await ended
      if (code !== 0) throw new Error(`The loopback host ended with ${code}: ${complaint}`)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}

/** Gives the printed addresses one after the other. */
function readUrls(child: ChildProcess, ended: Promise<[number | null]>, complaint: () => string): () => Promise<string> {
  const urls: string[] = []
  const waiting: ((url: string) => void)[] = []
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (!line.startsWith('http://')) return
    const take = waiting.shift()
    if (take) take(line)
    else urls.push(line)
  })
  const failure = ended.then(([code]) => {
    throw new Error(`The loopback host ended with ${code}: ${complaint()}`)
  })
  failure.catch(() => undefined)
  return () => {
    const url = urls.shift()
    return url ? Promise.resolve(url) : Promise.race([new Promise<string>((resolve) => waiting.push(resolve)), failure])
  }
}
