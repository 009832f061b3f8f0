type Handler = (request: Request) => Response | Promise<Response>

const names = new Set<string>()
const handlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string }[]): void {
    for (const { scheme } of schemes) names.add(scheme)
  },
  handle(scheme: string, handler: Handler): void {
    handlers.set(scheme, handler)
  }
}

/** `muster://app/x` as Chromium is told it: an https address of the same host, secure and with an origin of its own. */
export function toCarried(url: string): string {
  const parsed = new URL(url)
  const scheme = parsed.protocol.slice(0, -1)
  return names.has(scheme) ? `https://${parsed.host}.${scheme}.localhost${parsed.pathname || '/'}${parsed.search}${parsed.hash}` : url
}

/** The way back; any other address stays as it is. */
export function fromCarried(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([^./]+)\.localhost(\/.*)?$/.exec(url) ?? []
  return scheme && names.has(scheme) ? `${scheme}://${host}${rest ?? '/'}` : url
}

/** The app's answer to a request; undefined: not an address of the app's own scheme. */
export function answerCarried(url: string, method: string): Response | Promise<Response> | undefined {
  const original = fromCarried(url)
  const handler = original === url ? undefined : handlers.get(original.split(':', 1)[0]!)
  return handler?.(new Request(original, { method }))
}
