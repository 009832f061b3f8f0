import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { loadFixture } from '../importers/memoryTarget.ts'

const MUSTER = fileURLToPath(new URL('../../src-main/cli/muster.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'muster-cli-'))
const children = new Set<ChildProcess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  code: number | null
  out: string
  err: string
}

function start(args: string[]): { child: ChildProcess; ended: Promise<Ended>; firstLine: Promise<string> } {
  const child = spawn(process.execPath, [MUSTER, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, MUSTER_DATA: '' } })
  children.add(child)
  let out = ''
  let err = ''
  child.stderr!.on('data', (data) => (err += String(data)))
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (data) => {
      out += String(data)
      if (out.includes('\n')) resolve(out.split('\n')[0]!)
    })
    child.once('close', () => reject(new Error(`It ended without a line: ${err}`)))
  })
  firstLine.catch(() => {})
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      children.delete(child)
      resolve({ code, out, err })
    })
  })
  return { child, ended, firstLine }
}

const muster = (...args: string[]): Promise<Ended> => start(args).ended
async function json<T>(...args: string[]): Promise<T> {
  const { code, out, err } = await muster(...args, '--json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as T
}

describe('I26 the command line works a data folder from one process to the next', () => {
  const data = ['--data', join(folder, 'one')]

  it('I28 commands started at once wait for each other, and none is lost', async () => {
    const folderOfMany = ['--data', join(folder, 'many')]
    const id = (await muster('declare', '--title', 'Many at once', ...folderOfMany)).out.trim()
    const notes = await Promise.all([1, 2, 3, 4].map((n) => muster('note', id, `note ${n}`, ...folderOfMany)))
    expect(notes.map(({ code, err }) => [code, err])).toEqual(notes.map(() => [0, '']))
    const { timeline } = JSON.parse((await muster('show', id, '--json', ...folderOfMany)).out) as { timeline: { text: string }[] }
    expect(
      timeline
        .map(({ text }) => text)
        .filter((text) => text.startsWith('note'))
        .sort()
    ).toEqual(['note 1', 'note 2', 'note 3', 'note 4'])
  })

  it('imports a file, names its bad line, and changes nothing the second time', async () => {
    const file = join(folder, 'feed.jsonl')
    writeFileSync(file, `${loadFixture('statusFeed.jsonl')}broken\n`)
    const first = await muster('import', file, ...data, '--json')
    expect(first.code).toBe(0)
    expect(JSON.parse(first.out)).toMatchObject({ format: 'statusFeed', incidents: 4, added: 4, problemCount: 1 })
    expect(first.err).toMatch(/^line 6: it is not valid JSON.*\n$/)
    expect(JSON.parse((await muster('import', file, ...data, '--json')).out)).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
  })

  it('declares, notes, changes status, lists, shows, exports and verifies', async () => {
    const { id } = await json<{ id: string }>(
      'declare',
      '--title',
      'Baskets empty',
      '--severity',
      'SEV-1',
      '--service',
      'web',
      '--as',
      'Ann',
      ...data
    )
    await json('note', id, 'it is the cache', '--at', '2026-01-02T03:04Z', '--as', 'Bob', ...data)
    await json('status', id.slice(0, 8), 'RESOLVED', ...data)
    const list = await json<{ id: string; title: string; status: string; commander: string; resolvedAt: string }[]>(
      'list',
      'baskets',
      ...data
    )
    expect(list).toMatchObject([
      {
        id,
        number: null,
        title: 'Baskets empty',
        severity: 'SEV-1',
        status: 'resolved',
        commander: 'Ann',
        services: ['web'],
        isTest: false
      }
    ])
    expect(list[0]!.resolvedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
    const shown = await json<{ timeline: { at: string; author: string; text: string }[] }>('show', id, ...data)
    expect(shown.timeline[0]).toMatchObject({
      at: '2026-01-02T03:04:00.000Z',
      author: 'Bob',
      text: 'it is the cache',
      category: 'note',
      flagged: false
    })
    const markdown = await muster('export', id, '--format', 'md', ...data)
    expect(markdown.out).toContain('- **03:04:00** Bob: it is the cache\n')
    expect(JSON.parse((await muster('export', id, '--format', 'json', ...data)).out)).toEqual({
      ...shown,
      pages: { notes: [], rootCause: [], postmortem: [] }
    })
    expect(await json('verify', ...data)).toMatchObject({ isClean: true, incidents: 5, problems: [] })
  })

  it('says in one line what it does not understand or find', async () => {
    expect(await muster('show', 'zzz', ...data)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^muster: [^\n]*zzz[^\n]*\n$/)
    })
    expect(await muster('list', 'severity:(', ...data)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^muster: [^\n]*at character \d+[^\n]*\n$/)
    })
    expect(await muster('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' })
  })
})

it('I27 a hub prints one line when ready; a second folder joins, both catch up, and a signal ends it cleanly', async () => {
  const host = ['--data', join(folder, 'host')]
  const guest = ['--data', join(folder, 'guest')]
  const here = await json<{ id: string }>('declare', '--title', 'Before the hub', '--as', 'Ann', ...host)
  const hub = start(['hub', '--port', '0', ...host])
  const { url, invite, token } = JSON.parse(await hub.firstLine) as { url: string; invite: string; token: string }
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/)
  expect(invite).toContain(token)

  const joined = await muster('join', invite, '--json', ...guest)
  expect(JSON.parse(joined.out)).toMatchObject({ url, incidents: 1, waiting: 0 })
  const there = await json<{ id: string }>('declare', '--title', 'From the guest', '--as', 'Bob', ...guest)
  expect(await json('sync', ...guest)).toMatchObject({ waiting: 0, incidents: 2 })
  // the folder is held by the hub: this works through it
  await json('note', there.id, 'seen by the host', '--as', 'Ann', ...host)
  await json('sync', ...guest)
  for (const seat of [host, guest]) {
    expect((await json<{ id: string }[]>('list', ...seat)).map(({ id }) => id).sort()).toEqual([here.id, there.id].sort())
    expect(JSON.stringify(await json('show', there.id, ...seat))).toContain('seen by the host')
  }
  hub.child.kill('SIGINT')
  expect(await hub.ended).toMatchObject({ code: 0 })
  expect((await muster('sync', ...guest)).code).toBe(1)
  for (const seat of [host, guest]) expect(await json('verify', ...seat)).toMatchObject({ isClean: true })
})
