import { protocol } from 'electron'
import { loadPages, plainPage, type Page } from '#main/loopback/pages.ts'

const SCHEME = 'muster'
const HOST = 'app'
export const APP_URL = `${SCHEME}://${HOST}/`

/** Must run before the app is ready. A standard, secure scheme has an origin of its own, which file: has not. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** Throws a FailureError when the window is not built. */
export async function serveAppPages(rendererDir: string): Promise<void> {
  const pages = await loadPages(rendererDir)
  protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url)
    const isFound = url.host === HOST && request.method === 'GET'
    return toResponse((isFound && pages.find(url.pathname, "'none'")) || plainPage(404, 'Muster has no such page.'))
  })
}

const toResponse = ({ status, headers, body }: Page) => new Response(new Uint8Array(body), { status, headers })

/** True for the one document the app shows, whatever its query or fragment. */
export function isAppUrl(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false
  const { protocol: scheme, host } = new URL(url)
  return scheme === `${SCHEME}:` && host === HOST
}
