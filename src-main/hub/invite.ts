import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { DocStore } from '#main/core/docStore.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'

/** An invite names the hub and carries the token of its room: `muster://HOST:PORT/TOKEN`. */
export interface Invite {
  /** `ws://HOST:PORT` */
  url: string
  token: string
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export const makeInvite = ({ url, token }: Invite): string => `${url.replace(/^ws:/, 'muster:')}/${token}`

export function parseInvite(text: string): Result<Invite> {
  const wrong = (problem: string) =>
    fail('badInput', `This is not an invite link: ${problem}. It looks like muster://192.168.1.20:4470/ and 43 letters.`)
  const trimmed = text.trim()
  if (!URL.canParse(trimmed)) return wrong('it is not a URL')
  const url = new URL(trimmed)
  if (url.protocol !== 'muster:') return wrong(`it starts with ${url.protocol} instead of muster:`)
  if (!url.hostname || !url.port) return wrong('it names no host and port')
  const token = url.pathname.slice(1)
  if (!TOKEN.test(token)) return wrong('its token is not whole')
  const address = `ws://${url.hostname}:${url.port}`
  if (!URL.canParse(address)) return wrong('no host can have that name')
  return ok({ url: address, token })
}

/** The room's token: made once, kept with the log. 256 random bits. */
export function roomToken(store: DocStore): string {
  const known = store.getMeta('room.token')
  if (known) return known
  const token = randomBytes(32).toString('base64url')
  store.setMeta('room.token', token)
  return token
}

/** In the same time whatever is wrong with it. */
export function isToken(candidate: string | null, token: string): boolean {
  const given = Buffer.from(candidate ?? '')
  const expected = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
