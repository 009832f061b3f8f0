import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startLoopback, type LoopbackHost } from '#main/loopback/host.ts'
import type { Port } from '#shared/bridge/port.ts'
import { webSocketPort, type WebSocketLike } from '#shared/bridge/ports.ts'

/** A core that sends back what it is told. */
const echo = { attach: (port: Port) => port.onMessage((message) => port.post(message)) }
const folders: string[] = []
let host: LoopbackHost

beforeEach(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'muster-loopback-'))
  folders.push(dir)
  const rendererDir = join(dir, 'renderer')
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(join(rendererDir, 'index.html'), '<meta name="style-nonce" content="__MUSTER_NONCE__">the window')
  writeFileSync(join(rendererDir, 'assets', 'app-1.js'), 'run()')
  writeFileSync(join(dir, 'secret.txt'), 'the secret')
  host = await startLoopback({ core: echo, rendererDir })
})

afterEach(async () => {
  await host.close()
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** Node's own request: fetch may not choose Host, and would tidy the path up. */
async function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: host.port, path, method, headers }).end()
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage]
  const text = (await response.setEncoding('utf8').toArray()).join('')
  return { status: response.statusCode!, headers: response.headers, text }
}

const pathOf = (url: string) => new URL(url).pathname

async function enter(url = host.url): Promise<string> {
  const answer = await ask(pathOf(url))
  return String(answer.headers['set-cookie']).split(';')[0]!
}

function connect(headers: Record<string, string>): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${host.port}/core`, { headers })
}

/** The status of the refusal, or 'open'. */
async function tryConnect(headers: Record<string, string>): Promise<number | 'open'> {
  const socket = connect(headers)
  const outcome = await new Promise<number | 'open'>((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!))
    socket.on('error', () => undefined)
  })
  socket.terminate()
  return outcome
}

test('E1 a token lets one browser in once', async () => {
  const first = await ask(pathOf(host.url))
  expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
  const second = await ask(pathOf(host.url))
  expect(second.status).toBe(403)
  expect(second.headers['set-cookie']).toBeUndefined()
  expect(second.text).toContain('one-time address')
})

test('E1 another address lets another browser in, and a preview of it does not spend it', async () => {
  await enter()
  const other = pathOf(host.newUrl())
  expect((await ask(other, { method: 'HEAD' })).status).toBe(403)
  expect((await ask(other)).status).toBe(303)
})

test('E2 the session cookie is out of reach of scripts and other sites, and belongs to this port', async () => {
  const cookie = String((await ask(pathOf(host.url))).headers['set-cookie'])
  expect(cookie).toMatch(new RegExp(`^muster-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))
})

test.each(['/', '/index.html', '/assets/app-1.js'])(
  'E3 without a session %s is not served, and the answer says how to get in',
  async (path) => {
    const answer = await ask(path, { headers: { cookie: `muster-${host.port}=${'A'.repeat(43)}` } })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Press Enter in the terminal where Muster runs')
    expect(answer.text).not.toContain('the window')
  }
)

test('E4 the document carries the policy and a style nonce of its own for each load', async () => {
  const cookie = await enter()
  const [first, second] = [await ask('/', { headers: { cookie } }), await ask('/', { headers: { cookie } })]
  expect(first.text).toContain('the window')
  const nonce = /content="([^"]+)"/.exec(first.text)![1]!
  const policy = String(first.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(policy).toContain(`connect-src ws://127.0.0.1:${host.port};`)
  expect(policy).not.toContain('unsafe')
  expect(second.text).not.toContain(nonce)
  expect(first.headers['cache-control']).toBe('no-store')
})

test('E4 every answer carries the protective headers', async () => {
  const cookie = await enter()
  for (const path of ['/', '/assets/app-1.js', '/nothing']) {
    expect((await ask(path, { headers: { cookie } })).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin'
    })
  }
})

test.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost'])('E5 a request for Host "%s" is refused', async (name) => {
  const cookie = await enter()
  const answer = await ask('/', { headers: { cookie, host: name } })
  expect(answer.status).toBe(421)
  expect(answer.text).not.toContain('the window')
})

test('E5 localhost with the right port is the same Muster', async () => {
  const cookie = await enter()
  const answer = await ask('/', { headers: { cookie, host: `localhost:${host.port}` } })
  expect(answer.status).toBe(200)
  expect(answer.headers['content-security-policy']).toContain(`connect-src ws://localhost:${host.port};`)
})

test('E6 the connection to the core needs a session and this very origin', async () => {
  const cookie = await enter()
  const origin = host.address
  expect(await tryConnect({ cookie, origin })).toBe('open')
  expect(await tryConnect({ origin })).toBe(403)
  expect(await tryConnect({ cookie })).toBe(403)
  expect(await tryConnect({ cookie, origin: 'http://evil.example' })).toBe(403)
  expect(await tryConnect({ cookie, origin: `http://localhost:${host.port}` })).toBe(403)
  expect(await tryConnect({ cookie, origin: 'null' })).toBe(403)
  expect(await tryConnect({ cookie, origin: 'http://evil.example', host: 'evil.example' })).toBe(421)
})

test('E6 what the window sends reaches the core and back, bytes as bytes', async () => {
  const cookie = await enter()
  const port = webSocketPort(connect({ cookie, origin: host.address }) as unknown as WebSocketLike)
  const answer = new Promise((resolve) => port.onMessage(resolve))
  port.post({ name: 'feed.jsonl', bytes: new Uint8Array([0, 1, 255]) })
  expect(await answer).toEqual({ name: 'feed.jsonl', bytes: new Uint8Array([0, 1, 255]) })
  port.close()
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '//secret.txt',
  '/assets/..\\..\\secret.txt',
  '/assets'
])('E7 %s leads nowhere', async (path) => {
  const cookie = await enter()
  const answer = await ask(path, { headers: { cookie } })
  expect(answer.status).toBe(404)
  expect(answer.text).not.toContain('the secret')
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('E7 %s is refused', async (method) => {
  const cookie = await enter()
  expect((await ask('/', { method, headers: { cookie } })).status).toBe(405)
})

test('E8 a taken port and a window that is not built are said in a sentence', async () => {
  const rendererDir = join(folders[0]!, 'renderer')
  await expect(startLoopback({ core: echo, rendererDir, port: host.port })).rejects.toMatchObject({
    reason: 'busy',
    message: expect.stringContaining(String(host.port))
  })
  await expect(startLoopback({ core: echo, rendererDir: join(folders[0]!, 'none') })).rejects.toMatchObject({ reason: 'notFound' })
})

test('E8 closing the host ends its connections', async () => {
  const cookie = await enter()
  const port = webSocketPort(connect({ cookie, origin: host.address }) as unknown as WebSocketLike)
  const answer = new Promise((resolve) => port.onMessage(resolve))
  const closed = new Promise<void>((resolve) => port.onClose(resolve))
  port.post('hello')
  await answer
  await host.close()
  await closed
})
