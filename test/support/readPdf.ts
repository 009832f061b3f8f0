import { inflateSync } from 'node:zlib'

/* As much of a PDF as tests ask for: what its pages say, through the tables its fonts carry for whoever copies text. */

export interface ReadPdf {
  /** The words of each page, as they are drawn. */
  pages: string[]
  /** Everything outside of streams. */
  objects: string
  title: string
  /** Titles of the outline, in the order of writing. */
  outline: string[]
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map<string, { head: string; stream?: string }>()
  for (const [, id, body] of raw.matchAll(/(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/g)) {
    const at = body!.indexOf('\nstream\n')
    if (at < 0) objects.set(id!, { head: body! })
    else {
      const head = body!.slice(0, at)
      const data = Buffer.from(body!.slice(at + 8, body!.lastIndexOf('\nendstream')), 'latin1')
      const isText = head.includes('FlateDecode') && !head.includes('/Image')
      objects.set(id!, { head, stream: isText ? inflateSync(data).toString('latin1') : '' })
    }
  }
  const heads = [...objects.values()].map(({ head }) => head)
  const pages = heads
    .filter((head) => /\/Type \/Page\b/.test(head))
    .map((head) => {
      const resources = objects.get(/\/Resources (\d+) 0 R/.exec(head)![1]!)!.head
      const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, lettersOf(objects, id!)]))
      return textOf(objects.get(/\/Contents (\d+) 0 R/.exec(head)![1]!)!.stream!, fonts)
    })
  const outline = heads.filter((head) => /\/Parent/.test(head) && /\/Dest /.test(head)).map((head) => titleOf(head))
  const info = heads.find((head) => head.includes('/Producer')) ?? ''
  const title = objects.get(/\/Title (\d+) 0 R/.exec(info)?.[1] ?? '')?.head ?? ''
  return { pages, objects: heads.join('\n'), outline, title: titleOf(`/Title ${title}`) }
}

function lettersOf(objects: ReadonlyMap<string, { head: string; stream?: string }>, fontId: string): Map<number, string> {
  const cmap = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(fontId)!.head)![1]!)!.stream!
  const letters = new Map<number, string>()
  for (const [, from, list] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g))
    [...list!.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex], index) => {
      const units = hex!.match(/\w{4}/g) ?? []
      letters.set(parseInt(from!, 16) + index, String.fromCharCode(...units.map((unit) => parseInt(unit, 16))))
    })
  return letters
}

function textOf(content: string, fonts: ReadonlyMap<string, Map<number, string>>): string {
  let letters: Map<number, string> | undefined
  let text = ''
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) letters = fonts.get(font)
    else {
      for (const [, hex] of shown!.matchAll(/<([0-9a-f]*)>/g))
        for (const glyph of hex!.match(/\w{4}/g) ?? []) text += letters?.get(parseInt(glyph, 16)) ?? '\ufffd'
      text += ' '
    }
  }
  return text
}

function titleOf(head: string): string {
  const found = /\/Title \(((?:\\[\s\S]|[^\\)])*)\)/.exec(head)?.[1] ?? ''
  const bytes = Buffer.from(found.replace(/\\([()\\])/g, '$1'), 'latin1')
  return bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2).swap16().toString('utf16le') : bytes.toString('latin1')
}
