import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Io } from '#main/cli/command.ts'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { ok } from '#shared/domain/result.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { runFake } from './fakeIo.ts'

const bytes = new TextEncoder().encode('# Title')
const exportFile = () => ok({ fileName: 'x.md', mediaType: 'text/markdown', bytes })

it('I60 prints text, writes a file where one is named, keeps bytes off a terminal, and says what is possible', async () => {
  const printed = await runFake(['export', 'IR-1', '--what', 'postmortem', '--zone', 'Europe/Berlin', '--order', 'newest'], { exportFile })
  expect([printed.code, printed.out, printed.calls]).toEqual([
    0,
    '# Title\n',
    [['exportFile', { ref: 'IR-1', what: 'postmortem', format: 'md', zone: 'Europe/Berlin', order: 'newest' }]]
  ])
  const saved = await runFake(['export', 'IR-1', '--format', 'pdf', '--out', '/tmp/x.pdf'], { exportFile })
  expect([saved.code, saved.out, [...saved.files]]).toEqual([0, '', [['/tmp/x.pdf', bytes]]])
  const piped = await runFake(['export', 'IR-1', '--format', 'pdf'], { exportFile })
  expect([piped.code, piped.bytes]).toEqual([0, [bytes]])
  const shown = await runFake(['export', 'IR-1', '--format', 'pdf'], { exportFile }, { isOutTty: true })
  expect([shown.code, shown.calls]).toEqual([2, []])
  expect(shown.err).toContain('pdf is not text: name a file with --out, or send the output to one')
  const wrong = await runFake(['export', 'IR-1', '--format', 'docx'], { exportFile })
  expect(wrong.err).toContain('The format is one of json, md, html, pdf, bundle, not "docx"')
  const page = await runFake(['export', 'IR-1', '--what', 'notes', '--format', 'bundle', '--out', 'x'], { exportFile })
  expect([page.code, page.err]).toEqual([2, expect.stringContaining('A bundle holds the whole incident: leave out --what')])
  const unwritten = await runFake(
    ['export', 'IR-1', '--out', '/no'],
    { exportFile },
    { writeFile: () => Promise.reject(new Error('no room')) }
  )
  expect([unwritten.code, unwritten.err]).toEqual([1, 'muster: /no was not written: no room.\n'])
})

it('P82 muster export --comments asks for them', async () => {
  const asked = await runFake(['export', 'IR-1', '--comments'], { exportFile })
  expect(asked.calls).toEqual([
    ['exportFile', { ref: 'IR-1', what: 'incident', format: 'md', zone: 'utc', order: 'oldest', comments: true }]
  ])
})

it('I61 a bundle goes from one folder to another by the command line, and a damaged one fails with a reason', async () => {
  const folder = tempDir()
  const real: Partial<Io> = {
    open: openWarRoom,
    readFile: (path) => readFile(path),
    writeFile: (path, data) => writeFile(path, data)
  }
  const muster = (data: string, ...argv: string[]) => runFake([...argv, '--data', join(folder, data)], {}, real)
  const id = (await muster('a', 'declare', '--title', 'Checkout', '--severity', 'SEV-2', '--as', 'Ana')).out.split(/\s/)[0]!
  const file = join(folder, 'x.muster')
  expect(await muster('a', 'export', id, '--format', 'bundle', '--out', file)).toMatchObject({ code: 0, err: '' })
  expect((await muster('b', 'import', file)).out).toBe('1 incident read: 1 added, 0 changed, 0 as before\n')
  expect((await muster('b', 'import', file)).out).toBe('1 incident read: 0 added, 0 changed, 1 as before\n')
  expect((await muster('b', 'show', id)).out).toContain('Checkout')
  await writeFile(file, (await readFile(file)).subarray(0, 400))
  const broken = await muster('b', 'import', file)
  expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('The bundle was not imported, and nothing was changed.')])
  expect((await muster('a', 'export', id, '--zone', 'Mars/Dome')).err).toContain('There is no zone "Mars/Dome".')
})

it('I71 imports several files, or those of a folder, and says of which file each problem and note is', async () => {
  const report = {
    format: 'postmortem',
    incidents: 1,
    added: 1,
    changed: 0,
    unchanged: 0,
    problems: [],
    problemCount: 0,
    isCancelled: false
  }
  const noted = { ...report, notes: [{ line: 3, reason: 'a guess' }], noteCount: 1 }
  const listFolder = (path: string) => Promise.resolve(path === 'dir' ? ['b.md', 'a.html.md.erb', 'LICENSE'] : null)
  const called = await runFake(['import', 'dir', 'x.muster', '--zone', 'Europe/Berlin'], { importFile: () => ok(noted) }, { listFolder })
  expect(called.calls.map(([, arg]) => arg)).toMatchObject([
    { name: 'a.html.md.erb', zone: 'Europe/Berlin' },
    { name: 'b.md', zone: 'Europe/Berlin' },
    { name: 'x.muster' }
  ])
  expect(called.out).toBe('3 incidents read from 3 files: 3 added, 0 changed, 0 as before; 3 notes\n')
  expect(called.err).toBe('a.html.md.erb: line 3: note: a guess\nb.md: line 3: note: a guess\nx.muster: line 3: note: a guess\n')
  const json = await runFake(['import', 'dir', '--json'], { importFile: () => ok(noted) }, { listFolder })
  expect((JSON.parse(json.out) as { file: string }[]).map(({ file }) => file)).toEqual(['dir/a.html.md.erb', 'dir/b.md'])
  const empty = await runFake(['import', 'dir'], {}, { listFolder: () => Promise.resolve(['LICENSE']) })
  expect([empty.code, empty.err]).toEqual([1, 'muster: dir was not imported: there is no file in it that may hold incidents.\n'])
})
