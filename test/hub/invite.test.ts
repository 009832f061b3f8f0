import { describe, expect, it } from 'vitest'
import { isToken, makeInvite, parseInvite, roomToken } from '#main/hub/invite.ts'
import { MemoryDocStore } from '#main/core/memoryDocStore.ts'

const token = 'aB3_-'.repeat(8) + 'xyz'

describe('invites', () => {
  it.each(['ws://192.168.1.20:4470', 'ws://war-room.example.org:80', 'ws://[fe80::1]:4470', 'ws://localhost:65535'])(
    'H1 %s and back',
    (url) => {
      const link = makeInvite({ url, token })
      expect(link).toMatch(/^muster:\/\//)
      expect(parseInvite(`  ${link}\n`)).toEqual({ ok: true, value: { url, token } })
    }
  )
  it.each([
    ['hello', 'it is not a URL'],
    ['', 'it is not a URL'],
    [`https://192.168.1.20:4470/${token}`, 'it starts with https: instead of muster:'],
    [`muster://192.168.1.20/${token}`, 'it names no host and port'],
    [`muster://exa%mple:4470/${token}`, 'no host can have that name'],
    ['muster://192.168.1.20:4470', 'its token is not whole'],
    [`muster://192.168.1.20:4470/${token.slice(1)}`, 'its token is not whole'],
    [`muster://192.168.1.20:4470/${token}/x`, 'its token is not whole'],
    [`muster://192.168.1.20:4470/${'é'.repeat(43)}`, 'its token is not whole']
  ])('H2 %j is refused: %s', (text, problem) => {
    expect(parseInvite(text)).toEqual({
      ok: false,
      error: {
        reason: 'badInput',
        message: `This is not an invite link: ${problem}. It looks like muster://192.168.1.20:4470/ and 43 letters.`
      }
    })
  })
  it('H3 a room has one token, kept with its log, and another room another', () => {
    const store = new MemoryDocStore()
    const made = roomToken(store)
    expect(made).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(roomToken(store)).toBe(made)
    expect(roomToken(new MemoryDocStore())).not.toBe(made)
    expect(isToken(made, made)).toBe(true)
    for (const wrong of [null, '', made.slice(1), `${made}x`, made.toUpperCase()]) expect(isToken(wrong, made)).toBe(false)
  })
})
