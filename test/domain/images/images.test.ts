import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkImage, MAX_IMAGE_BYTES } from '#shared/domain/images/checkImage.ts'
import { hashFile } from '#shared/domain/images/fileHash.ts'
import { readImageHeader } from '#shared/domain/images/imageHeader.ts'
import { altOfName, findReferences, referenceOf, withReferences, wordsOf } from '#shared/domain/images/imageReference.ts'
import { FILE_HASH } from '#shared/domain/ids.ts'
import { aGif, aJpeg, aNoisyPng, anSvg, aPng, aPngHeader, aWebp } from '#test/support/images.ts'
import { seeded } from '#test/support/seed.ts'

const HASH = 'a'.repeat(52)
const OTHER = 'b'.repeat(52)

const SAMPLES: [string, Uint8Array, { mediaType: string; width: number; height: number }][] = [
  ['PNG', aPng(31, 17), { mediaType: 'image/png', width: 31, height: 17 }],
  ['GIF', aGif(800, 3), { mediaType: 'image/gif', width: 800, height: 3 }],
  ['JPEG', aJpeg(1920, 1080), { mediaType: 'image/jpeg', width: 1920, height: 1080 }],
  ['lossy WebP', aWebp.lossy(640, 480), { mediaType: 'image/webp', width: 640, height: 480 }],
  ['lossless WebP', aWebp.lossless(16_000, 2_401), { mediaType: 'image/webp', width: 16_000, height: 2_401 }],
  ['extended WebP', aWebp.extended(70_000, 2), { mediaType: 'image/webp', width: 70_000, height: 2 }]
]

describe('an image', () => {
  it.each(SAMPLES)('D320 is told by its first bytes, with its size: %s', (_name, bytes, header) => {
    expect(readImageHeader(bytes)).toEqual(header)
    expect(checkImage('anything.exe', bytes)).toEqual({ ok: true, value: header })
  })

  it.each([
    [1, { width: 40, height: 30 }],
    [3, { width: 40, height: 30 }],
    [6, { width: 30, height: 40 }],
    [8, { width: 30, height: 40 }]
  ])('D321 that a phone took on its side has the size it is shown in: orientation %i', (orientation, size) => {
    expect(readImageHeader(aJpeg(40, 30, orientation))).toMatchObject(size)
  })

  it('D322 whatever its bytes are, reading its header ends and never throws', () => {
    const random = seeded(322)
    for (const [, bytes] of SAMPLES) {
      for (let length = 0; length < Math.min(bytes.length, 200); length++) readImageHeader(bytes.subarray(0, length))
      for (let round = 0; round < 3000; round++) {
        const broken = bytes.slice(0, 300)
        for (let change = 0; change <= random.int(4); change++) broken[random.int(broken.length)] = random.int(256)
        const header = readImageHeader(broken)
        if (header) expect([header.width, header.height].every((side) => Number.isInteger(side) && side >= 0)).toBe(true)
      }
    }
    for (let round = 0; round < 3000; round++) {
      const noise = Uint8Array.from({ length: random.int(300) }, () => random.int(256))
      noise.set([0xff, 0xd8, 0xff, 0xe1].slice(0, noise.length))
      readImageHeader(noise)
    }
  })

  it('D322 whatever its bytes are, a JPEG of segments without end is given up', () => {
    for (const filler of [[0xff], [0xff, 0xd0], [0xff, 0xfe, 0, 2], [0xff, 0xfe, 0, 0]]) {
      const bytes = new Uint8Array(MAX_IMAGE_BYTES)
      bytes.set([0xff, 0xd8])
      for (let at = 2; at + filler.length <= bytes.length; at += filler.length) bytes.set(filler, at)
      expect(readImageHeader(bytes)).toBeUndefined()
    }
  })

  it.each([
    ['logo.png', anSvg, '"logo.png" is no PNG, JPEG, GIF or WebP image, whatever its name says. Attach one of these; a screenshot is.'],
    ['page.png', new TextEncoder().encode('<!doctype html><script>alert(1)</script>'), 'is no PNG, JPEG, GIF or WebP image'],
    ['empty.png', new Uint8Array(), 'is no PNG, JPEG, GIF or WebP image'],
    ['bomb.png', aPngHeader(60_000, 60_000), '"bomb.png" has 60000 × 60000 pixels; an image may have 40 million in all.'],
    ['huge.png', aPngHeader(0xffffffff, 0xffffffff), 'an image may have 40 million in all'],
    ['none.gif', aGif(0, 10), '"none.gif" says that it has no size'],
    ['large.png', aNoisyPng(MAX_IMAGE_BYTES + 400_000), '"large.png" has 5.4 MB; an image may have 5 MB.']
  ])('D323 that cannot be taken is refused with what was expected: %s', (name, bytes, message) => {
    const checked = checkImage(name, bytes)
    expect(checked).toMatchObject({ ok: false, error: { reason: 'badInput' } })
    expect(!checked.ok && checked.error.message).toContain(message)
  })

  it('D324 goes by the hash of its bytes, which can name a document', async () => {
    const bytes = aPng(20, 20)
    const hash = await hashFile(bytes)
    expect(hash).toMatch(FILE_HASH)
    const bits = [...hash].map((letter) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
    const digest = [...createHash('sha256').update(bytes).digest()].map((byte) => byte.toString(2).padStart(8, '0')).join('')
    expect(bits).toBe(digest.padEnd(260, '0'))
  })
})

describe('the text of an entry', () => {
  it('D325 shows images by hash, with words that may hold anything', () => {
    for (const alt of ['CPU of node 4', 'a [b] c', 'back\\slash', 'two\nlines', '']) {
      const text = withReferences('Look:', [{ hash: HASH, alt }])
      expect(findReferences(text)).toEqual([{ hash: HASH, alt: alt.replace('\n', ' ') }])
    }
    const both = withReferences('', [
      { hash: HASH, alt: 'one' },
      { hash: OTHER, alt: 'two' }
    ])
    expect(both).toBe(`![one](file:${HASH})\n\n![two](file:${OTHER})`)
    expect(findReferences(`${both} ${referenceOf({ hash: HASH, alt: 'again' })}`).map(({ alt }) => alt)).toEqual(['one', 'two'])
    expect(findReferences('![x](file:short) ![y](https://example.com/a.png) [z](file:' + HASH + ')')).toEqual([])
  })

  it('D326 is its words without hashes for lists and search', () => {
    expect(wordsOf(`Before ![CPU \\[4\\]](file:${HASH}) after`)).toBe('Before CPU [4] after')
    expect(wordsOf('nothing to see')).toBe('nothing to see')
    expect([altOfName('Screenshot 12.30.png'), altOfName('.png'), altOfName('graph')]).toEqual(['Screenshot 12.30', 'Image', 'graph'])
  })
})
