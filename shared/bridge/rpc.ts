import * as v from 'valibot'
import { fail, failureOf, ok, FAILURE_REASONS, type Result } from '../domain/result.ts'
import type { Port } from './port.ts'

/*
 * A contract is a table of methods with schemas; `serve` answers it over a Port, `connect` gives a proxy with the same methods.
 * A new method is a row in the contract and its implementation, nothing else. What arrives is parsed on both ends.
 */

export interface Method<Arg, Emit, Value> {
  arg: v.GenericSchema<unknown, Arg>
  /** What it tells while it works or watches; absent for a plain call. */
  emit: v.GenericSchema<unknown, Emit>
  value: v.GenericSchema<unknown, Value>
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the table holds methods of every type; each keeps its own
export type Contract = Record<string, Method<any, any, any>>

export const call = <A, V>(arg: v.GenericSchema<unknown, A>, value: v.GenericSchema<unknown, V>): Method<A, never, V> => ({
  arg,
  emit: v.never(),
  value
})
/** Tells values until it is done or cancelled. */
export const stream = <A, E, V>(
  arg: v.GenericSchema<unknown, A>,
  emit: v.GenericSchema<unknown, E>,
  value: v.GenericSchema<unknown, V>
): Method<A, E, V> => ({ arg, emit, value })

export interface CallContext<Emit> {
  emit(value: Emit): void
  /** Aborted when the caller cancels or goes away. */
  signal: AbortSignal
}

export type Implementation<C extends Contract> = {
  [M in keyof C]: C[M] extends Method<infer A, infer E, infer V>
    ? (arg: A, context: CallContext<E>) => Promise<Result<V>> | Result<V>
    : never
}

export interface CallOptions<Emit> {
  onEmit?: (value: Emit) => void
  signal?: AbortSignal
}

export type Client<C extends Contract> = {
  [M in keyof C]: C[M] extends Method<infer A, infer E, infer V> ? (arg: A, options?: CallOptions<E>) => Promise<Result<V>> : never
}

const requestSchema = v.variant('t', [
  v.object({ t: v.literal('call'), id: v.number(), method: v.string(), arg: v.unknown() }),
  v.object({ t: v.literal('cancel'), id: v.number() })
])
// a newer core may know a reason this one does not: the sentence still says it
const failureSchema = v.object({ reason: v.fallback(v.picklist(FAILURE_REASONS), 'bug'), message: v.string() })
const replySchema = v.variant('t', [
  v.object({ t: v.literal('emit'), id: v.number(), value: v.unknown() }),
  v.object({ t: v.literal('done'), id: v.number(), value: v.unknown() }),
  v.object({ t: v.literal('failed'), id: v.number(), error: failureSchema })
])

export function serve<C extends Contract>(port: Port, contract: C, implementation: Implementation<C>): void {
  const running = new Map<number, AbortController>()
  port.onClose(() => running.forEach((controller) => controller.abort()))
  port.onMessage((message) => {
    const request = v.safeParse(requestSchema, message)
    if (!request.success) return
    if (request.output.t === 'cancel') running.get(request.output.id)?.abort()
    else void answer(request.output.id, request.output.method, request.output.arg)
  })

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    const emit = (value: unknown) => !controller.signal.aborted && port.post({ t: 'emit', id, value })
    const result = await run(name, input, { emit, signal: controller.signal })
    running.delete(id)
    port.post(result.ok ? { t: 'done', id, value: result.value } : { t: 'failed', id, error: result.error })
  }

  async function run(name: string, input: unknown, context: CallContext<unknown>): Promise<Result<unknown>> {
    const method = Object.hasOwn(contract, name) ? contract[name] : undefined
    if (!method) return fail('badInput', `There is no method ${name}; the two ends are of different versions.`)
    const arg = v.safeParse(method.arg, input)
    if (!arg.success) return fail('badInput', `${name}: ${firstIssue(arg.issues)}`)
    try {
      return await (implementation[name] as (arg: unknown, context: CallContext<unknown>) => Promise<Result<unknown>>)(arg.output, context)
    } catch (error) {
      return { ok: false, error: failureOf(error) }
    }
  }
}

interface Waiting {
  method: Method<unknown, unknown, unknown>
  options: CallOptions<unknown>
  settle(result: Result<unknown>): void
}

export function connect<C extends Contract>(port: Port, contract: C): Client<C> {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let isClosed = false
  port.onClose(() => {
    isClosed = true
    for (const call of waiting.values()) call.settle(fail('notConnected', GONE))
    waiting.clear()
  })
  port.onMessage((message) => {
    const reply = v.safeParse(replySchema, message)
    const call = reply.success ? waiting.get(reply.output.id) : undefined
    if (!reply.success || !call) return
    if (reply.output.t === 'emit') {
      const value = v.safeParse(call.method.emit, reply.output.value)
      if (value.success) call.options.onEmit?.(value.output)
      return
    }
    waiting.delete(reply.output.id)
    call.settle(reply.output.t === 'failed' ? { ok: false, error: reply.output.error } : parseValue(call.method, reply.output.value))
  })

  function request(
    method: Method<unknown, unknown, unknown>,
    name: string,
    arg: unknown,
    options: CallOptions<unknown> = {}
  ): Promise<Result<unknown>> {
    if (isClosed) return Promise.resolve(fail('notConnected', GONE))
    const id = ++lastId
    return new Promise((settle) => {
      waiting.set(id, { method, options, settle })
      port.post({ t: 'call', id, method: name, arg })
      const cancel = () => waiting.has(id) && port.post({ t: 'cancel', id })
      if (options.signal?.aborted) cancel()
      else options.signal?.addEventListener('abort', cancel, { once: true })
    })
  }
  return Object.fromEntries(
    Object.entries(contract).map(([name, method]) => [
      name,
      (arg: unknown, options?: CallOptions<unknown>) => request(method, name, arg, options)
    ])
  ) as Client<C>
}

const GONE = 'The core of Muster is not running any more. What was shown as saved is on this machine; restart Muster.'

function parseValue(method: Method<unknown, unknown, unknown>, value: unknown): Result<unknown> {
  const parsed = v.safeParse(method.value, value)
  return parsed.success ? ok(parsed.output) : fail('bug', `The answer has an unexpected shape: ${firstIssue(parsed.issues)}`)
}

const firstIssue = (issues: readonly v.BaseIssue<unknown>[]): string => {
  const [issue] = issues
  const path = issue?.path?.map((item) => String(item.key)).join('.')
  return `${path ? `${path}: ` : ''}${issue?.message ?? 'unreadable'}`
}
