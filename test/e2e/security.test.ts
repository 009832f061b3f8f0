import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findRealElectron, launchElectron, type MainApi } from './launch/electron.ts'
import { launchLoopback } from './launch/loopback.ts'
import { HOSTS, openSeat, type HostName, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'

async function open(host: HostName): Promise<Seat> {
  const seat = await openSeat({ host, dataDir: tempDir() })
  onTestFinished(() => seat.close())
  return seat
}

/** Takes what the page complained of, which the test caused on purpose. */
const takeProblems = (seat: Seat) => seat.problems.splice(0).join('\n')

describe.each(HOSTS)('a window on the %s host', (host) => {
  let dataDir: string
  let seat: Seat
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'muster-test-'))
    seat = await openSeat({ host, dataDir })
  })
  afterAll(async () => {
    await seat.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  })

  test('E9 runs under the policy, and opens without breaking it', async () => {
    const response = await seat.page.reload()
    const policy = response!.headers()['content-security-policy']
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    expect(policy).toContain(host === 'electron' ? "connect-src 'none'" : `connect-src ws://${new URL(seat.page.url()).host}`)
    await seat.page.locator('#app > *').first().waitFor()
    expect(seat.problems).toEqual([])
  })

  test('E10 runs no script that Muster did not ship', async () => {
    const ran = await seat.page.evaluate(async () => {
      const page = window as { ran?: string[] }
      const ran = (page.ran = [] as string[])
      const script = document.createElement('script')
      script.textContent = 'window.ran.push("inline")'
      const image = document.createElement('div')
      image.innerHTML = '<img src="data:," onerror="window.ran.push(\'handler\')">'
      document.body.append(script, image)
      await new Promise((resolve) => image.firstElementChild!.addEventListener('error', resolve))
      delete page.ran
      return ran
    })
    expect(ran).toEqual([])
    expect(takeProblems(seat)).toContain('Content Security Policy')
  })

  test('E10 evaluates no text as code', async () => {
    const outcome = await seat.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(String((0, eval)('1 + 1')))
            } catch (error) {
              resolve((error as Error).name)
            }
          })
        })
    )
    expect(outcome).toBe('EvalError')
    takeProblems(seat)
  })

  test('E11 reaches no other machine', async () => {
    const outcome = await seat.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused'
      )
    )
    expect(outcome).toBe('refused')
    expect(takeProblems(seat)).toContain('Content Security Policy')
  })

  test('E12 gets no permission', async () => {
    const code = await seat.page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve(0),
            (error) => resolve(error.code)
          )
        )
    )
    expect(code).toBe(1)
    // a browser asks the person about notifications; Electron would grant them unasked
    const names = ['camera', 'microphone', 'geolocation', ...(host === 'electron' ? ['notifications'] : [])]
    const states = await seat.page.evaluate(
      (asked) => Promise.all(asked.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state)),
      names
    )
    expect(states).toEqual(names.map(() => 'denied'))
    takeProblems(seat)
  })

  test('E13 sees nothing of Node, Electron or the preload', async () => {
    const names = await seat.page.evaluate(() => {
      const blank = document.body.appendChild(document.createElement('iframe'))
      const usual = new Set(Object.getOwnPropertyNames(blank.contentWindow))
      blank.remove()
      return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name))
    })
    // the libraries of the page keep a few names of their own, and so does the test driver
    const known = /^(__svelte|bits[A-Z]\w+|__ \$YJS\$ __|__p(w|laywright).*)$/
    expect(names.filter((name) => !known.test(name))).toEqual([])
  })

  test('E14 a second Muster on the same folder says who holds it', async () => {
    await expect(launchLoopback(dataDir).then((second) => second.close())).rejects.toThrow(`The data folder ${dataDir} is held by`)
  })
})

describe('a window on the loopback host', () => {
  // the real Electron shows the sentence in a box of the system, which a test cannot close
  test.skipIf(findRealElectron())('E14 Electron on a folder that a browser window holds says who holds it', async () => {
    const dataDir = tempDir()
    const seat = await openSeat({ host: 'loopback', dataDir })
    onTestFinished(() => seat.close())
    await expect(launchElectron(dataDir).then((second) => second.broken)).rejects.toThrow(`The data folder ${dataDir} is held by`)
  })

  test('E1 Enter in the terminal lets in another browser, and nothing else does', async () => {
    const seat = await open('loopback')
    const [first, second] = [seat.loopback!.url, await seat.loopback!.newUrl()]
    const entered = await fetch(second, { redirect: 'manual' })
    expect(entered.status).toBe(303)
    for (const url of [first, second, new URL('/', first).href]) expect((await fetch(url)).status).toBe(403)
  })
})

describe('a window of Electron', () => {
  test('E19 opens again after it was killed', async () => {
    const dataDir = tempDir()
    const killed = await openSeat({ host: 'electron', dataDir })
    await killed.kill()
    const seat = await openSeat({ host: 'electron', dataDir })
    await seat.close()
  })

  test('E15 goes nowhere else, and opens no window', async () => {
    const seat = await open('electron')
    const url = seat.page.url()
    await recordOpened(seat)
    await seat.page.evaluate(() => void window.open('https://example.com/a'))
    await seat.page.evaluate(() => void (location.href = 'https://example.com/b'))
    await waitFor('both addresses in the system browser', async () => ((await opened(seat)).length === 2 ? true : undefined))
    await waitFor('the window alone', () => (seat.page.context().pages().length === 1 ? true : undefined))
    expect(await opened(seat)).toEqual(['https://example.com/a', 'https://example.com/b'])
    expect(seat.page.url()).toBe(url)
    await seat.page.locator('#app > *').first().waitFor()
    takeProblems(seat)
  })

  test('E16 hands only https and mailto to the system', async () => {
    const seat = await open('electron')
    await recordOpened(seat)
    const urls = [
      'http://example.com/',
      'file:///etc/passwd',
      'smb://host/share',
      'javascript:alert(1)',
      'ms-settings:',
      'muster://app/',
      'mailto:a@example.com',
      'https://example.com/x y'
    ]
    for (const url of urls) await seat.page.evaluate((target) => void window.open(target, '_blank'), url)
    await waitFor('the last address', async () => ((await opened(seat)).at(-1)?.startsWith('https:') ? true : undefined))
    expect(await opened(seat)).toEqual(['mailto:a@example.com', 'https://example.com/x%20y'])
    takeProblems(seat)
  })

  test('E17 a frame that is not the app gets no port', async () => {
    const seat = await open('electron')
    const answered = await seat.electron!.evaluate(({ ipcMain }: MainApi) => {
      const ask = (frame: object) => {
        let isAnswered = false
        ipcMain.emit('muster:port', { senderFrame: { ...frame, postMessage: () => (isAnswered = true) } })
        return isAnswered
      }
      return [
        ask({ url: 'muster://app/', parent: null }),
        ask({ url: 'https://example.com/', parent: null }),
        ask({ url: 'muster://app.example.com/', parent: null }),
        ask({ url: 'https://app.muster/', parent: null }),
        ask({ url: 'file:///muster://app/', parent: null }),
        ask({ url: 'about:blank', parent: null }),
        ask({ url: 'muster://app/', parent: {} })
      ]
    }, null)
    expect(answered).toEqual([true, false, false, false, false, false, false])
  })

  test('E18 a core that stops is started again, and the person is told', async () => {
    const dataDir = tempDir()
    const electron = await launchElectron(dataDir)
    onTestFinished(() => electron.close())
    const app = electron.page.locator('#app > *').first()
    await app.waitFor()
    await electron.page.evaluate(() => void ((window as { isOld?: boolean }).isOld = true))
    await electron.evaluate(({ dialog }: MainApi) => {
      const kept = globalThis as { shown?: string[] }
      kept.shown = []
      dialog.showMessageBox = (...args: unknown[]) => {
        kept.shown!.push((args.at(-1) as { message: string }).message)
        return Promise.resolve({ response: 0, checkboxChecked: false })
      }
    }, null)
    await electron.stopCore()
    await waitFor('the page to load again', () =>
      electron.page.evaluate(() => ((window as { isOld?: boolean }).isOld ? undefined : true)).catch(() => undefined)
    )
    await app.waitFor()
    expect(await electron.evaluate(() => (globalThis as { shown?: string[] }).shown, null)).toEqual([
      'The core of Muster stopped and was started again.'
    ])
  })
})

/** From here on the system browser is not opened; what it would have been given is kept. */
async function recordOpened(seat: Seat): Promise<void> {
  await seat.electron!.evaluate(({ shell }: MainApi) => {
    const kept = globalThis as { opened?: string[] }
    kept.opened = []
    shell.openExternal = (url) => Promise.resolve(void kept.opened!.push(url))
  }, null)
}

const opened = (seat: Seat) => seat.electron!.evaluate(() => (globalThis as { opened?: string[] }).opened ?? [], null)
