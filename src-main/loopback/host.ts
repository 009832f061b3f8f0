import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Port } from '#shared/bridge/port.ts'
import { webSocketPort, type WebSocketLike } from '#shared/bridge/ports.ts'
import { FailureError } from '#shared/domain/result.ts'
import { checkHost, checkOrigin, cookieName, readCookie, type Refusal } from './guard.ts'
import { loadPages, plainPage, type Page, type Pages } from './pages.ts'
import { Sessions } from './sessions.ts'

export interface LoopbackOptions {
  core: { attach(port: Port): void }
  /** Folder of the built window, with its index.html. */
  rendererDir: string
  /** 0: any free port. */
  port?: number
  log?: (line: string) => void
}

export interface LoopbackHost {
  /** Lets one browser in, once. */
  url: string
  /** Without a token, `http://127.0.0.1:PORT`. */
  address: string
  port: number
  /** Another one-time address, for another browser or a second window. */
  newUrl(): string
  close(): Promise<void>
}

/** Files for import travel in one message. */
const MAX_FRAME_BYTES = 256 * 1024 * 1024
const ENTER = '/enter/'

/** Serves the window and the core to browsers of this machine. Throws a FailureError when the port is taken or the window is not built. */
export async function startLoopback({ core, rendererDir, port = 0, log = () => {} }: LoopbackOptions): Promise<LoopbackHost> {
  const pages = await loadPages(rendererDir)
  const sessions = new Sessions()
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  await listen(server, port)
  const ownPort = (server.address() as AddressInfo).port
  const address = `http://127.0.0.1:${ownPort}`

  server.on('request', (request, response) => send(request, response, answer(request, pages, sessions, ownPort)))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => log(`A window's connection failed: ${error.message}`))
    const refusal = checkUpgrade(request, sessions, ownPort)
    if (refusal) return refuse(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (webSocket) => core.attach(webSocketPort(webSocket as unknown as WebSocketLike)))
  })

  const newUrl = () => `${address}${ENTER}${sessions.newToken()}`
  return { url: newUrl(), address, port: ownPort, newUrl, close: () => close(server, sockets) }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new FailureError('busy', `Port ${port} of this machine is in use. Choose another with --port, or leave it out.`)
          : error
      )
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(1001, 'closing')
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const socket of sockets.clients) socket.terminate()
  server.closeAllConnections()
  await closed
}

function answer(request: IncomingMessage, pages: Pages, sessions: Sessions, port: number): Page {
  const refusal = checkHost(request.headers, port)
  if (refusal) return plainPage(refusal.status, refusal.sentence)
  if (request.method !== 'GET' && request.method !== 'HEAD') return plainPage(405, 'Muster answers GET and HEAD here, nothing else.')
  const path = pathOf(request)
  if (path.startsWith(ENTER)) return enter(path.slice(ENTER.length), request, sessions, port)
  if (!sessions.has(readCookie(request.headers, cookieName(port)))) return plainPage(403, HOW_TO_GET_IN)
  return pages.find(path, `ws://${request.headers.host}`) ?? plainPage(404, 'Muster has no such page.')
}

/** A HEAD request, as link previews send, does not spend the token. */
function enter(token: string, request: IncomingMessage, sessions: Sessions, port: number): Page {
  const session = request.method === 'GET' ? sessions.open(token) : undefined
  if (!session) return plainPage(403, HOW_TO_GET_IN)
  const page = plainPage(303, 'Opening Muster.')
  const cookie = `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`
  return { ...page, headers: { ...page.headers, Location: '/', 'Set-Cookie': cookie } }
}

const HOW_TO_GET_IN =
  'Muster lets a browser in by a one-time address. This one is missing, unknown or used. ' +
  'Press Enter in the terminal where Muster runs; it prints a new one. Open that.'

function send(request: IncomingMessage, response: ServerResponse, page: Page): void {
  response.writeHead(page.status, { ...page.headers, 'Content-Length': page.body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

function checkUpgrade(request: IncomingMessage, sessions: Sessions, port: number): Refusal | undefined {
  const refusal = checkHost(request.headers, port) ?? checkOrigin(request.headers)
  if (refusal) return refusal
  if (pathOf(request) !== '/core') return { status: 404, sentence: 'Muster has no such connection.' }
  if (!sessions.has(readCookie(request.headers, cookieName(port)))) return { status: 403, sentence: HOW_TO_GET_IN }
  return undefined
}

function refuse(socket: Duplex, { status, sentence }: Refusal): void {
  const body = `${sentence}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?', 1)[0]!
