import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import { wideFonts } from './wideFonts.ts'

/*
 * The faces of the application as files a PDF can hold: the packages have one file a script, variable in weight and compressed for the
 * web. Each is taken at one weight.
 */

export const FACES = ['regular', 'strong', 'italic', 'strongItalic', 'mono', 'monoStrong'] as const
export type Face = (typeof FACES)[number]

interface FaceFile {
  folder: string
  slant: 'normal' | 'italic'
  weight: number
}

const INTER = '@fontsource-variable/inter'
const MONO = '@fontsource-variable/jetbrains-mono'

const FILES: Readonly<Record<Face, FaceFile>> = {
  regular: { folder: INTER, slant: 'normal', weight: 400 },
  strong: { folder: INTER, slant: 'normal', weight: 600 },
  italic: { folder: INTER, slant: 'italic', weight: 400 },
  strongItalic: { folder: INTER, slant: 'italic', weight: 600 },
  mono: { folder: MONO, slant: 'normal', weight: 400 },
  monoStrong: { folder: MONO, slant: 'normal', weight: 600 }
}

/** The code points each file of the packages is for, as its makers say; the file that most texts need comes first. */
const SCRIPTS: readonly [script: string, from: readonly (readonly [number, number])[]][] = [
  [
    'latin',
    [
      [0x20, 0xff],
      [0x131, 0x131],
      [0x152, 0x153],
      [0x2bb, 0x2dc],
      [0x2000, 0x206f],
      [0x20ac, 0x20ac],
      [0x2122, 0x2215]
    ]
  ],
  [
    'latin-ext',
    [
      [0x100, 0x2ff],
      [0x1d00, 0x1dbf],
      [0x1e00, 0x1eff],
      [0x2020, 0x2020],
      [0x20a0, 0x20c0],
      [0x2113, 0x2113],
      [0x2c60, 0x2c7f],
      [0xa720, 0xa7ff]
    ]
  ],
  ['greek', [[0x370, 0x3ff]]],
  ['cyrillic', [[0x400, 0x45f], [0x490, 0x491], [0x4b0, 0x4b1], [0x2116, 0x2116]]], // prettier-ignore
  ['vietnamese', [[0x102, 0x103], [0x110, 0x111], [0x128, 0x129], [0x168, 0x169], [0x1a0, 0x1b0], [0x300, 0x323], [0x1ea0, 0x1ef9]]], // prettier-ignore
  ['cyrillic-ext', [[0x460, 0x52f]]]
]

export interface FontFile {
  name: string
  /** TrueType. */
  bytes: Buffer
}

/** The files that may have some of these characters in this face, in the order in which they are asked. */
export async function fontFiles(face: Face, characters: ReadonlySet<number>): Promise<FontFile[]> {
  const files: FontFile[] = []
  for (const [script, ranges] of SCRIPTS) {
    const isWanted = [...characters].some((code) => ranges.some(([from, to]) => code >= from && code <= to))
    if (isWanted || script === 'latin') files.push({ name: `${face}-${script}`, bytes: await pinned(face, script, ranges) })
  }
  return [...files, ...(await wideFonts(FILES[face].weight, characters)).map((file) => ({ ...file, name: `${face}-${file.name}` }))]
}

type Ranges = (typeof SCRIPTS)[number][1]
const made = new Map<string, Promise<Buffer>>()

/** Takes about 100 ms for each the first time. */
function pinned(face: Face, script: string, ranges: Ranges): Promise<Buffer> {
  const key = `${face} ${script}`
  let bytes = made.get(key)
  if (!bytes) made.set(key, (bytes = pinNow(FILES[face], script, ranges)))
  return bytes
}

/** All of the file; pdfkit takes what it needs. Its reader looks for the outline of a blank, also where that is the end of the file. */
async function pinNow({ folder, slant, weight }: FaceFile, script: string, ranges: Ranges): Promise<Buffer> {
  const path = resolve(`${folder}/files/${folder.split('/')[1]}-${script}-wght-${slant}.woff2`)
  const codes = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index))
  const options = { targetFormat: 'truetype', variationAxes: { wght: weight } } as const
  return Buffer.concat([await subsetFont(readFileSync(path), String.fromCodePoint(...codes), options), Buffer.alloc(64)])
}

const { resolve } = createRequire(import.meta.url)
