import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { valueOf } from '#shared/domain/result.ts'
import { anSvg, aPng } from '#test/support/images.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { readFile } from 'node:fs/promises'
import { runFake } from './fakeIo.ts'

it('W70 a note takes images on the command line; show and exports keep them, by hash and with what they show', async () => {
  const folder = tempDir()
  const { warRoom, close } = await openWarRoom({ dataDir: join(folder, 'data'), as: 'Ana' })
  const { id } = valueOf(await warRoom.declareIncident({ title: 'Checkout fails', severity: 'SEV-2' }))
  const [graph, logo] = [join(folder, 'Latency.png'), join(folder, 'logo.png')]
  writeFileSync(graph, aPng(60, 40))
  writeFileSync(logo, anSvg)
  const run = (argv: string[]) =>
    runFake(
      argv,
      { postNote: (arg) => warRoom.postNote(arg as never), showIncident: (arg) => warRoom.showIncident(arg as never) },
      { readFile: (path: string) => readFile(path) }
    )

  const posted = await run(['note', id, 'it is slow', '--image', graph])
  expect([posted.code, posted.err]).toEqual([0, ''])
  const detail = valueOf(await warRoom.showIncident({ ref: id }))
  const [file] = detail.files
  expect(file).toMatchObject({ name: 'Latency.png', mediaType: 'image/png', width: 60, height: 40, alt: 'Latency' })
  const reference = `![Latency](file:${file!.hash})`
  expect((await run(['show', id])).out).toContain(reference)
  const exported = async (format: 'md' | 'json') => new TextDecoder().decode(valueOf(await warRoom.exportFile({ ref: id, format })).bytes)
  expect(await exported('json')).toContain(reference)
  expect(await exported('md')).toContain('![Latency](data:image/png;base64,')

  const refused = await run(['note', id, 'logo', '--image', graph, '--image', logo])
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.err).toContain('"logo.png" is no PNG, JPEG, GIF or WebP image')
  const missing = await run(['note', id, 'gone', '--image', join(folder, 'none.png')])
  expect(missing.err).toContain('none.png was not attached: there is no such file.')
  expect(valueOf(await warRoom.showIncident({ ref: id })).timeline.filter(({ category }) => category === 'note')).toHaveLength(1)
  await close()
})
