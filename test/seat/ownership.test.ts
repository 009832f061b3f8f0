import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration } from '#test/support/authors.ts'
import { tempDir } from '#test/support/tempDir.ts'

let dataDir: string
beforeEach(() => {
  dataDir = join(tempDir(), 'data')
})

async function open(dir = dataDir): Promise<Core> {
  const core = await openCore({ dataDir: dir })
  let isClosed = false
  const close = core.close.bind(core)
  onTestFinished(async () => {
    if (!isClosed) await close()
  })
  return { ...core, close: () => ((isClosed = true), close()) }
}

async function enter(options: { as?: string } = {}) {
  const opened = await openWarRoom({ dataDir, ...options })
  onTestFinished(() => opened.close())
  return opened
}

/** The folder in the hands of another process. */
async function holdElsewhere(dir = dataDir): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../support/holdFolder.ts', import.meta.url)), dir], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout!, 'data')
  return child
}

const ownerFile = () => JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as { pid: number; socket: string }

describe('one process owns a data folder', () => {
  it('R101 a second opening is refused, naming the process that holds it, and changes nothing', async () => {
    await open()
    await expect(openCore({ dataDir })).rejects.toMatchObject({
      reason: 'heldByOther',
      message: expect.stringMatching(
        new RegExp(
          `^The data folder .*data is held by process ${process.pid} since .*Close that Muster, or use --data with another folder\\.$`
        )
      ) as unknown
    })
    expect(ownerFile().pid).toBe(process.pid)
  })

  it('R102 once it is closed the next opens, and nothing of the owner is left', async () => {
    const core = await open()
    const { socket } = ownerFile()
    await core.close()
    expect([existsSync(join(dataDir, 'owner.json')), existsSync(socket)]).toEqual([false, false])
    await open()
  })

  it('R103 a command works through the process that holds the folder, and sees what it sees', async () => {
    const child = await holdElsewhere()
    const first = await enter({ as: 'Ana' })
    const second = await enter({ as: 'Ben' })
    expect([first.isThroughOther, second.isThroughOther]).toEqual([true, true])
    expect(ownerFile().pid).toBe(child.pid)
    const { id } = valueOf(await first.warRoom.declareIncident(aDeclaration))
    valueOf(await second.warRoom.postNote({ ref: id, text: 'through the other' }))
    const shown = valueOf(await first.warRoom.showIncident({ ref: id }))
    expect(shown.timeline.map(({ author, text }) => [author, text])).toEqual([
      ['Ana', 'declared the incident as SEV-2, Active: Checkout fails'],
      ['Ben', 'through the other']
    ])
  })

  it('R104 a process killed without warning leaves the folder free, and everything acknowledged in it', async () => {
    const child = await holdElsewhere()
    const through = await enter({ as: 'Ana' })
    const { id } = valueOf(await through.warRoom.declareIncident(aDeclaration))
    valueOf(await through.warRoom.postNote({ ref: id, text: 'acknowledged' }))
    const waiting = through.warRoom.watchList(null)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await waiting, 'who was waiting is told').toMatchObject({ ok: false, error: { reason: 'notConnected' } })
    expect(existsSync(join(dataDir, 'owner.json')), 'stale, and harmless').toBe(true)
    const next = await enter()
    expect(next.isThroughOther).toBe(false)
    expect(valueOf(await next.warRoom.showIncident({ ref: id })).timeline.map(({ text }) => text)).toContain('acknowledged')
    expect(valueOf(await next.warRoom.verify(null)).problems).toEqual([])
  })

  it.each([
    [
      'that names a process long gone',
      JSON.stringify({ pid: 999_999_999, socket: '/nowhere/core.sock', title: 'muster', since: '2020-01-01T00:00:00Z' })
    ],
    ['that is half written', '{"pid": 1'],
    ['of another shape', '[]'],
    ['that is empty', '']
  ])('R105 a note about the owner %s is no obstacle', async (_what, content) => {
    await (await open()).close()
    writeFileSync(join(dataDir, 'owner.json'), content)
    await open()
    expect(ownerFile().pid).toBe(process.pid)
  })

  it('R106 while it is held, a note about the owner that cannot be read gives a plain refusal', async () => {
    await open()
    writeFileSync(join(dataDir, 'owner.json'), '{')
    await expect(openWarRoom({ dataDir })).rejects.toMatchObject({
      reason: 'heldByOther',
      message: expect.stringContaining('held by another process') as unknown
    })
  })

  it('R107 what does not greet on the socket is hung up on, and the core goes on', async () => {
    await open()
    const stream = connect(ownerFile().socket)
    await once(stream, 'connect')
    stream.write(Uint8Array.of(0, 0, 0, 1, 127))
    stream.resume()
    await once(stream, 'close')
    const through = await enter()
    expect(valueOf(await through.warRoom.getSeat(null)).dataDir).toBe(dataDir)
  })

  it('R108 a command through another process that is closing is told', async () => {
    const core = await open()
    const through = await enter()
    valueOf(await through.warRoom.getSeat(null))
    await core.close()
    expect(await through.warRoom.getSeat(null)).toMatchObject({ ok: false, error: { reason: 'notConnected' } })
  })

  it('R109 a folder deep in the file system has its socket elsewhere', async () => {
    dataDir = join(tempDir(), 'deep'.repeat(30))
    await open()
    expect(ownerFile().socket.length).toBeLessThan(104)
    expect((await enter()).isThroughOther).toBe(true)
  })

  it('R110 a folder that cannot be made is refused with its name', async () => {
    const file = join(tempDir(), 'file')
    writeFileSync(file, '')
    await expect(openCore({ dataDir: join(file, 'data') })).rejects.toMatchObject({
      reason: 'storage',
      message: expect.stringContaining('cannot be used') as unknown
    })
  })

  it('R111 after an opening that failed half way the folder is free', async () => {
    await (await open()).close()
    mkdirSync(join(dataDir, 'core.sock'))
    await expect(openCore({ dataDir })).rejects.toMatchObject({
      reason: 'storage',
      message: expect.stringContaining('cannot be used') as unknown
    })
    rmSync(join(dataDir, 'core.sock'), { recursive: true })
    await open()
  })

  it.each(['projection.sqlite', 'projection.sqlite-wal'])('R112 a damaged %s is made again from the log', async (file) => {
    const first = await enter({ as: 'Ana' })
    const { id } = valueOf(await first.warRoom.declareIncident(aDeclaration))
    valueOf(await first.warRoom.listSummaries({ query: '' }))
    await first.close()
    writeFileSync(join(dataDir, file), 'this is no database, and was never one; '.repeat(200))
    const again = await enter()
    expect(valueOf(await again.warRoom.listSummaries({ query: '' })).map((incident) => incident.id)).toEqual([id])
    expect(valueOf(await again.warRoom.verify(null))).toMatchObject({ isClean: true, incidents: 1 })
  })
})
