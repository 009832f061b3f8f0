import type { IncomingHttpHeaders } from 'node:http'

export interface Refusal {
  status: number
  sentence: string
}

/** A page of another site may point its own name at 127.0.0.1; it cannot make the browser send ours as `Host`. */
export function checkHost(headers: IncomingHttpHeaders, port: number): Refusal | undefined {
  if (headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`) return undefined
  return { status: 421, sentence: `This address is not Muster's. Open http://127.0.0.1:${port}/ instead.` }
}

/** Browsers name the page that opens a WebSocket; only a page of this very address may. */
export function checkOrigin(headers: IncomingHttpHeaders): Refusal | undefined {
  if (headers.origin === `http://${headers.host}`) return undefined
  return { status: 403, sentence: 'Only the Muster window itself may connect here.' }
}

/** Cookies of 127.0.0.1 are shared by all its ports, so the name says which Muster a session belongs to. */
export const cookieName = (port: number) => `muster-${port}`

export function readCookie(headers: IncomingHttpHeaders, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
