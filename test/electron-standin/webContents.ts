import { EventEmitter } from 'node:events'
import { app, preventable } from './app.ts'
import { getBrowser } from './browser.ts'
import type { CdpSession } from './cdp.ts'
import { ipcMain } from './ipcMain.ts'
import { PreloadLink } from './preloadLink.ts'
import { answerCarried, fromCarried, toCarried } from './schemes.ts'
import { session } from './session.ts'

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }
interface Paused {
  requestId: string
  redirectedRequestId?: string
  resourceType: string
  request: { url: string; method: string }
}

/** One page: a target of Chromium, with every document request and window it asks for put to the app first. */
export class WebContents extends EventEmitter {
  readonly #attached: Promise<void>
  #target!: CdpSession
  #targetId = ''
  #link: PreloadLink | undefined
  #url = ''
  #isDestroyed = false
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  /** The next document request is the app's own doing, not the page's. */
  #isOwnNavigation = false

  constructor(size: { width: number; height: number }, preload: string | undefined) {
    super()
    if (!app.isReady()) throw new Error('A window cannot be opened before the app is ready')
    this.#attached = this.#attach(size, preload)
  }

  async loadURL(url: string): Promise<void> {
    await this.#attached
    await session.defaultSession.applyPermissions(new URL(toCarried(url)).origin)
    this.#isOwnNavigation = true
    const { errorText } = await this.#target.send('Page.navigate', { url: toCarried(url) })
    if (errorText) throw new Error(`${errorText} loading ${url}`)
  }

  reload(): void {
    this.#isOwnNavigation = true
    void this.#target.send('Page.reload')
  }

  getURL = () => fromCarried(this.#url)
  isDestroyed = () => this.#isDestroyed

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  destroy(): void {
    if (this.#isDestroyed) return
    closeTarget(this.#targetId)
    this.#gone()
  }

  async #attach(size: { width: number; height: number }, preload: string | undefined): Promise<void> {
    const { targetId, session: target } = await getBrowser().openPage(size)
    this.#target = target
    this.#targetId = targetId
    this.#listen()
    if (preload) this.#link = await PreloadLink.install(target, preload, (channel, href, link) => this.#onIpc(channel, href, link))
    await target.send('Page.enable')
    await target.send('Page.setLifecycleEventsEnabled', { enabled: true })
    await target.send('Runtime.enable')
    const carried = { urlPattern: 'https://*.localhost/*', requestStage: 'Request' } as const
    await target.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Request' }, carried] })
  }

  #listen(): void {
    const target = this.#target
    const browser = getBrowser().session
    browser.on('Target.targetDestroyed', ({ targetId }) => targetId === this.#targetId && this.#gone())
    // Electron asks before it opens a window; here it is there already and is closed again. Allowing one is not supported.
    browser.on('Target.targetCreated', ({ targetInfo: { openerId, targetId } }) => {
      // one that goes by itself meanwhile is closed just as well
      if (openerId === this.#targetId)
        getBrowser()
          .closePopup(targetId)
          .catch(() => undefined)
    })
    target.on('Fetch.requestPaused', (request) => void this.#onRequest(request))
    target.on('Page.windowOpen', ({ url }) => void this.#openHandler({ url: fromCarried(url) }))
    target.on('Page.frameNavigated', ({ frame }) => void (this.#url = frame.parentId ? this.#url : frame.url))
    target.on('Page.lifecycleEvent', ({ name }) => name === 'firstPaint' && this.emit('first-paint'))
    target.on('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
  }

  async #onRequest(paused: Paused): Promise<void> {
    const { requestId, request, resourceType } = paused
    try {
      if (resourceType === 'Document' && !this.#mayNavigate(paused)) {
        await this.#target.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        return
      }
      const response = await answerCarried(request.url, request.method)
      if (response) await this.#fulfil(requestId, response)
      else await this.#target.send('Fetch.continueRequest', { requestId })
    } catch (error) {
      // a page that closes takes its requests along
      if (!this.#isDestroyed) console.error(`${request.url}: ${String(error)}`)
    }
  }

  async #fulfil(requestId: string, response: Response): Promise<void> {
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }))
    const body = Buffer.from(await response.arrayBuffer()).toString('base64')
    await this.#target.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body })
  }

  #mayNavigate({ request, redirectedRequestId }: Paused): boolean {
    if (this.#isOwnNavigation) {
      this.#isOwnNavigation = false
      return true
    }
    const event = preventable({ url: fromCarried(request.url), isMainFrame: true })
    if (redirectedRequestId) this.emit('will-redirect', event)
    else {
      this.emit('will-frame-navigate', event)
      this.emit('will-navigate', event)
    }
    return !event.defaultPrevented
  }

  #onIpc(channel: string, href: string, link: PreloadLink): void {
    const senderFrame = { url: fromCarried(href), parent: null, postMessage: link.postMessage.bind(link) }
    ipcMain.emit(channel, { sender: this, senderFrame })
  }

  #gone(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#link?.closePorts()
    this.emit('destroyed')
  }
}

/** A target that is gone already, or goes with the whole browser, is closed just as well. */
function closeTarget(targetId: string): void {
  getBrowser()
    .session.send('Target.closeTarget', { targetId })
    .catch(() => undefined)
}
