import { expect, it } from 'vitest'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { until } from '#test/support/until.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { runFake } from './fakeIo.ts'

it('I90 show says what an incident was at a time, compare what became of it since', async () => {
  const dataDir = tempDir()
  const run = (...args: string[]) => runFake([...args, '--data', dataDir, '--as', 'Ana'], {}, { now: Date.now, open: openWarRoom })
  const id = (await run('declare', '--title', 'Checkout fails', '--severity', 'SEV-2')).out.trim()
  await run('note', id, 'We believe it is the cache')
  const then = new Date().toISOString()
  await until('the clock goes on', () => Date.now() > Date.parse(then))
  await run('note', id, 'It was the config')
  await run('severity', id, 'SEV-1')

  const past = JSON.parse((await run('show', id, '--at', then, '--json')).out) as { severity: string; timeline: { text: string }[] }
  expect(past.severity).toBe('SEV-2')
  expect(past.timeline.map(({ text }) => text)).toContain('We believe it is the cache')
  expect(past.timeline.map(({ text }) => text)).not.toContain('It was the config')
  const lines = (await run('compare', id, '--from', then)).out.split('\n')
  expect(lines).toContain('Severity: SEV-2 → SEV-1')
  expect(lines).toContain('New entry: It was the config')

  const early = await run('show', id, '--at', '2020-01-01T00:00Z')
  expect(early.code).not.toBe(0)
  expect(early.err).toContain('was not declared yet at that time')
  expect((await run('compare', id)).err).toContain('--from TIME')
})
