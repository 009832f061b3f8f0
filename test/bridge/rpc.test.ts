import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portPair } from '#shared/bridge/ports.ts'
import { call, connect, serve, stream, type Client, type Implementation } from '#shared/bridge/rpc.ts'
import { FailureError, fail, ok } from '#shared/domain/result.ts'
import type { PortEnds } from '#test/contract/port.ts'
import { CHANNELS } from '#test/support/channels.ts'
import { quiet, until } from '#test/support/until.ts'

const CONTRACT = {
  add: call(v.object({ a: v.number(), b: v.number() }), v.number()),
  nested: call(v.object({ list: v.array(v.object({ name: v.string() })) }), v.null()),
  refuse: call(v.object({}), v.null()),
  throwBug: call(v.object({}), v.null()),
  throwFailure: call(v.object({}), v.null()),
  lie: call(v.object({}), v.number()),
  count: stream(v.object({ to: v.number() }), v.number(), v.string()),
  forever: stream(v.object({}), v.number(), v.string()),
  bytes: call(
    v.object({ bytes: v.custom<Uint8Array>((input) => input instanceof Uint8Array) }),
    v.custom<Uint8Array>((input) => input instanceof Uint8Array)
  )
} as const

/** What the far side saw. */
let aborted: string[]
const implementation: Implementation<typeof CONTRACT> = {
  add: ({ a, b }) => ok(a + b),
  nested: () => ok(null),
  refuse: () => fail('notFound', 'There is no such thing.'),
  throwBug: () => {
    throw new Error('broken')
  },
  throwFailure: () => Promise.reject(new FailureError('storage', 'The disk is full.')),
  lie: () => ok('not a number' as unknown as number),
  count({ to }, { emit }) {
    for (let n = 1; n <= to; n++) emit(n)
    return ok('counted')
  },
  forever: (_arg, { emit, signal }) =>
    new Promise((resolve) => {
      emit(1)
      signal.addEventListener('abort', () => {
        aborted.push('forever')
        emit(2)
        resolve(fail('cancelled', 'Stopped.'))
      })
    }),
  bytes: ({ bytes }) => ok(bytes.map((byte) => byte + 1))
}

describe.each(Object.entries(CHANNELS))('rpc over a port: %s', (_name, open) => {
  let ends: PortEnds
  let client: Client<typeof CONTRACT>
  beforeEach(async () => {
    aborted = []
    ends = await open()
    serve(ends.far, CONTRACT, implementation)
    client = connect(ends.near, CONTRACT)
  })
  afterEach(async () => {
    ends.near.close()
    ends.far.close()
    await ends.end?.()
  })

  it('P40 answers each call with its own answer, many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, a) => client.add({ a, b: 100 })))
    expect(answers).toEqual(Array.from({ length: 50 }, (_, a) => ({ ok: true, value: a + 100 })))
    expect(await client.bytes({ bytes: Uint8Array.from([1, 2]) })).toEqual({ ok: true, value: Uint8Array.from([2, 3]) })
  })

  it('P41 a wrong argument is refused with its path, before the implementation sees it', async () => {
    expect(await client.add({ a: 1, b: 'two' as unknown as number })).toMatchObject({
      ok: false,
      error: { reason: 'badInput', message: expect.stringMatching(/^add: b: /) as unknown }
    })
    const wrong = { list: [{ name: 'x' }, { name: 5 as unknown as string }] }
    expect(await client.nested(wrong)).toMatchObject({
      error: { reason: 'badInput', message: expect.stringMatching(/^nested: list\.1\.name: /) as unknown }
    })
    expect(await client.add(undefined as never)).toMatchObject({ error: { reason: 'badInput' } })
  })

  it('P42 refusals, failures and bugs arrive as a reason and a sentence', async () => {
    expect(await client.refuse({})).toEqual({ ok: false, error: { reason: 'notFound', message: 'There is no such thing.' } })
    expect(await client.throwFailure({})).toEqual({ ok: false, error: { reason: 'storage', message: 'The disk is full.' } })
    expect(await client.throwBug({})).toEqual({ ok: false, error: { reason: 'bug', message: 'broken' } })
    expect(await client.lie({})).toMatchObject({
      ok: false,
      error: { reason: 'bug', message: expect.stringContaining('unexpected shape') as unknown }
    })
  })

  it('P43 tells while it works, in order, all before it is done', async () => {
    const heard: number[] = []
    expect(await client.count({ to: 20 }, { onEmit: (n) => heard.push(n) })).toEqual({ ok: true, value: 'counted' })
    expect(heard).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('P44 cancelling ends the work on the other side, and nothing is told after it', async () => {
    const abort = new AbortController()
    const heard: number[] = []
    const result = client.forever({}, { signal: abort.signal, onEmit: (n) => heard.push(n) })
    await until('it works', () => heard.length === 1)
    abort.abort()
    expect(await result).toEqual({ ok: false, error: { reason: 'cancelled', message: 'Stopped.' } })
    expect(heard).toEqual([1])
  })

  it('P45 what was cancelled before it was asked for ends too', async () => {
    expect(await client.forever({}, { signal: AbortSignal.abort() })).toMatchObject({ error: { reason: 'cancelled' } })
  })

  it('P46 a closed port settles what waits, and what is asked later, with notConnected; the work ends', async () => {
    const waiting = client.forever({})
    await client.add({ a: 1, b: 1 })
    ends.near.close()
    expect(await waiting).toMatchObject({ ok: false, error: { reason: 'notConnected' } })
    expect(await client.add({ a: 1, b: 1 })).toMatchObject({ ok: false, error: { reason: 'notConnected' } })
    await until('aborted', () => aborted.length === 1)
  })

  it('P46 also when the other end closes', async () => {
    const waiting = client.forever({})
    await client.add({ a: 1, b: 1 })
    ends.far.close()
    expect(await waiting).toMatchObject({ ok: false, error: { reason: 'notConnected' } })
  })

  it.each(['subtract', 'constructor', '__proto__', 'toString'])('P47 a method %s that is not in the contract is refused', async (name) => {
    const newer = connect(ends.near, Object.fromEntries([[name, call(v.any(), v.any())]])) as Record<
      string,
      (arg: unknown) => Promise<unknown>
    >
    expect(await newer[name]!({})).toEqual({
      ok: false,
      error: { reason: 'badInput', message: `There is no method ${name}; the two ends are of different versions.` }
    })
  })
})

describe('rpc', () => {
  it('P48 garbage on either side is ignored', async () => {
    const [near, far] = portPair()
    serve(far, CONTRACT, implementation)
    const client = connect(near, CONTRACT)
    const garbage = [
      null,
      'x',
      5,
      {},
      { t: 'call' },
      { t: 'call', id: 'x', method: 'add' },
      { t: 'done', id: 99 },
      { t: 'cancel', id: 99 },
      { t: 'emit', id: 1 }
    ]
    for (const message of garbage) {
      near.post(message)
      far.post(message)
    }
    await quiet()
    expect(await client.add({ a: 1, b: 2 })).toEqual({ ok: true, value: 3 })
  })
})
