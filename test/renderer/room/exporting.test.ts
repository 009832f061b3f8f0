import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { App } from '#renderer/state/app.svelte.ts'
import { commentsSwitch, Exporting } from '#renderer/state/room/exporting.svelte.ts'
import type { Room } from '#renderer/state/room/room.svelte.ts'
import type { ExportedFile, ExportProgress, ExportRequest } from '#shared/bridge/contract/exports.ts'
import type { CallOptions } from '#shared/bridge/rpc.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'

const saved = vi.hoisted(() => [] as string[])
vi.mock('#renderer/state/download.ts', () => ({ download: (name: string) => void saved.push(name) }))

const FILE: ExportedFile = { fileName: 'IR-1.pdf', mediaType: 'application/pdf', bytes: new Uint8Array() }

/** A core that makes a file when it is told to. */
function slowCore() {
  const calls: { request: ExportRequest; options: CallOptions<ExportProgress>; finish(result: Result<ExportedFile>): void }[] = []
  const room = { id: 'room1', incident: { fields: {} }, problem: null as string | null }
  const exportFile = (request: ExportRequest, options: CallOptions<ExportProgress>) =>
    new Promise<Result<ExportedFile>>((finish) => calls.push({ request, options, finish }))
  const exporting = new Exporting({ warRoom: { exportFile } } as unknown as App, room as unknown as Room)
  return { calls, room, exporting }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('D423 an export that takes long shows how far it is; a short one shows nothing; both end as a file', async () => {
  saved.length = 0
  const { calls, exporting } = slowCore()
  const short = exporting.start('md')
  calls[0]!.finish(ok(FILE))
  await short
  expect([exporting.running, saved]).toEqual([null, ['IR-1.pdf']])
  expect(calls[0]!.request).toEqual({ ref: 'room1', format: 'md', what: 'incident', zone: 'UTC', order: 'oldest' })
  const long = exporting.start('pdf', 'postmortem')
  calls[1]!.options.onEmit!({ done: 1, total: 10 })
  expect(exporting.running).toBeNull()
  await vi.advanceTimersByTimeAsync(600)
  expect(exporting.running).toEqual({ label: 'Exporting the postmortem as PDF', done: 1, total: 10 })
  calls[1]!.options.onEmit!({ done: 5, total: 10 })
  expect(exporting.running).toMatchObject({ done: 5 })
  calls[1]!.finish(ok(FILE))
  await long
  expect([exporting.running, saved.length]).toEqual([null, 2])
})

it('D424 a cancelled export leaves no file and no message; one that fails says why', async () => {
  saved.length = 0
  const { calls, room, exporting } = slowCore()
  const gone = exporting.start('pdf')
  await vi.advanceTimersByTimeAsync(600)
  exporting.cancel()
  expect([exporting.running, calls[0]!.options.signal!.aborted]).toEqual([null, true])
  calls[0]!.finish(fail('cancelled', 'The export was cancelled.'))
  await gone
  expect([saved, room.problem]).toEqual([[], null])
  const failed = exporting.start('pdf', 'notes')
  calls[1]!.finish(fail('notFound', 'Nobody has written in it.'))
  await failed
  expect([saved, room.problem]).toEqual([[], 'Nobody has written in it.'])
})

it('U160 comments are asked for in the menu of exports, and are off until then', async () => {
  const { calls, exporting } = slowCore()
  expect(commentsSwitch(exporting)).toMatchObject({ label: 'With comments', checked: false })
  void exporting.start('md')
  commentsSwitch(exporting).onselect()
  expect(commentsSwitch(exporting).checked).toBe(true)
  void exporting.start('html')
  await Promise.resolve()
  expect(calls.map(({ request }) => request.comments)).toEqual([undefined, true])
})
