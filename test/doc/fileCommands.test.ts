import { beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { declareIncident } from '#shared/doc/commands.ts'
import { attachFiles, postWithImages, type ShownImage } from '#shared/doc/fileCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf, findEntryText, newDoc } from '#shared/doc/roots.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'

const ana = newAuthor('Ana')
const image = (letter: string, bytes = 1000): ShownImage => ({
  hash: letter.repeat(52),
  name: `${letter}.png`,
  mediaType: 'image/png',
  bytes,
  width: 4,
  height: 3,
  alt: `graph ${letter}`
})
let doc: Y.Doc
beforeEach(() => {
  doc = newDoc('incident1')
  valueOf(declareIncident(doc, ana, aDeclaration))
})

describe('images of an incident', () => {
  it('D327 come with their note at once, after its text', () => {
    let transactions = 0
    doc.on('afterTransaction', () => (transactions += 1))
    const entry = valueOf(postWithImages(doc, ana, { text: 'Look ', at: 5 }, [image('a'), image('b')]))
    expect(transactions).toBe(1)
    expect(findEntryText(doc, entry)!.toString()).toBe(`Look\n\n![graph a](file:${'a'.repeat(52)})\n\n![graph b](file:${'b'.repeat(52)})`)
    expect(readIncident(doc).files.map(({ name, by }) => [name, by])).toEqual([
      ['a.png', ana.id],
      ['b.png', ana.id]
    ])
    // an image says enough by itself
    expect(postWithImages(doc, ana, { text: ' ' }, [image('c')]).ok).toBe(true)
    expect(postWithImages(doc, ana, { text: ' ' }, [])).toMatchObject({ ok: false, error: { reason: 'badInput' } })
  })

  it('D328 are attached once, however often they are shown', () => {
    valueOf(postWithImages(doc, ana, { text: 'one' }, [image('a'), image('a')]))
    valueOf(postWithImages(doc, ana, { text: 'two' }, [image('a')]))
    expect(valueOf(attachFiles(doc, ana, [image('a')]))).toEqual([])
    expect(readIncident(doc).files).toHaveLength(1)
    expect([...eventsOf(doc).values()].filter((event) => (event as { kind: string }).kind === 'fileAttached')).toHaveLength(1)
  })

  it('D329 that would be too much together are refused, and nothing is written', () => {
    const megabytes = 5 * 1024 * 1024
    const letters = [...'abcdefghijklmnopqrstuvwxyz234567']
    const hashOf = (index: number) => `${letters[index % 32]}${letters[index >> 5]}`.padEnd(52, 'x')
    for (let index = 0; index < 40; index++) valueOf(attachFiles(doc, ana, [{ ...image('a', megabytes), hash: hashOf(index) }]))
    const before = eventsOf(doc).size
    expect(postWithImages(doc, ana, { text: 'one more' }, [image('z')])).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('they may have 200 MB') as string }
    })
    expect(eventsOf(doc).size).toBe(before)
    // one that is there already takes nothing more
    expect(postWithImages(doc, ana, { text: 'again' }, [{ ...image('a'), hash: hashOf(3) }]).ok).toBe(true)
  })
})
