import { app, session, shell, type WebContents } from 'electron'
import { isAppUrl } from './appPages.ts'

/** The page may copy what the person selected; everything else a page can ask for is refused. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write']
/** Nothing that comes from text, a file or the hub opens anything but these. */
const OUTSIDE_SCHEMES: readonly string[] = ['https:', 'mailto:']

/** Must run before the first window. */
export function hardenApp(): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
}

export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) => decide(ALLOWED_PERMISSIONS.includes(permission)))
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.includes(permission))
  session.defaultSession.setDevicePermissionHandler(() => false)
}

function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isAppUrl(event.url)) return
    event.preventDefault()
    openOutside(event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Parsed first: what the system browser gets is the normal form of an address, never raw text. */
function openOutside(url: string): void {
  if (!URL.canParse(url)) return
  const parsed = new URL(url)
  if (!OUTSIDE_SCHEMES.includes(parsed.protocol)) return
  shell
    .openExternal(parsed.href)
    .catch((error: unknown) => console.error(`The system browser did not open ${parsed.href}: ${String(error)}`))
}
