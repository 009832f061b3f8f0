import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { valueOf } from '#shared/domain/result.ts'
import { seeded } from '#test/support/seed.ts'
import { tempDir } from '#test/support/tempDir.ts'

const WORKER = fileURLToPath(new URL('imageWorker.ts', import.meta.url))
const SEED = Number(process.env['MUSTER_SEED'] ?? 59)
const ROUNDS = 6

type Said = { t: 'piece'; round: number; done: number } | { t: 'posted'; round: number; entry: string }

/** Let it post until it says what `isNow` waits for, then SIGKILL. Everything it said before. */
function killWhen(args: string[], isNow: (said: Said) => boolean): Promise<Said[]> {
  return new Promise((resolve, reject) => {
    const child = fork(WORKER, args, {
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc']
    })
    const heard: Said[] = []
    let problem = ''
    child.stderr?.on('data', (data) => (problem += String(data)))
    child.on('message', (said: Said) => {
      heard.push(said)
      if (isNow(said)) child.kill('SIGKILL')
    })
    child.on('exit', (_code, signal) => (signal === 'SIGKILL' ? resolve(heard) : reject(new Error(problem))))
  })
}

it(`S47 killed at any moment, no note refers to an image its own machine lost (seed ${SEED})`, { timeout: 60_000 }, async () => {
  const random = seeded(SEED)
  const dataDir = tempDir()
  const first = await openWarRoom({ dataDir, as: 'Ana' })
  const ref = valueOf(await first.warRoom.declareIncident({ title: 'Checkout fails', severity: 'SEV-2' })).id
  await first.close()
  let promised = 0
  for (let round = 0; round < ROUNDS; round++) {
    const at = random.int(9)
    let count = 0
    const heard = await killWhen([dataDir, ref, String(SEED + round)], () => ++count > at)
    promised += heard.filter(({ t }) => t === 'posted').length
  }
  const { warRoom, close } = await openWarRoom({ dataDir, as: 'Ana' })
  const shown = valueOf(await warRoom.showIncident({ ref }))
  expect(shown.timeline.filter(({ category }) => category === 'note').length).toBeGreaterThanOrEqual(promised)
  for (const { hash, bytes: size } of shown.files) {
    const loaded = await warRoom.loadImage({ hash, size }, { signal: AbortSignal.timeout(5000) })
    expect(loaded.ok && loaded.value.bytes.length, hash).toBe(size)
  }
  for (const { text } of shown.timeline.filter(({ category }) => category === 'note'))
    expect(
      shown.files.some(({ hash }) => text.includes(`file:${hash}`)),
      text
    ).toBe(true)
  // it was hit between the pieces of an image as well as between notes
  expect(promised).toBeGreaterThan(0)
  await close()
})
