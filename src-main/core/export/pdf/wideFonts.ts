import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import type { FontFile } from './fontFiles.ts'
import { SHAPES } from './shapes.ts'

/*
 * Chinese, Japanese, Korean and emoji: packages of a hundred files each, of which a document gets the few it needs, with nothing in them
 * but its own characters.
 */

const PACKAGES = { japanese: 'noto-sans-jp', chinese: 'noto-sans-sc', korean: 'noto-sans-kr', emoji: 'noto-emoji' } as const
type Package = (typeof PACKAGES)[keyof typeof PACKAGES]

/** The same sign is drawn as its language draws it: kana tell Japanese, hangul Korean. */
function hanOrder(codes: readonly number[]): Package[] {
  const { japanese, chinese, korean } = PACKAGES
  if (codes.some((code) => code >= 0x3040 && code <= 0x30ff)) return [japanese, chinese, korean]
  return codes.some(isHangul) ? [korean, chinese, japanese] : [chinese, japanese, korean]
}

const isHangul = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x11ff) || (code >= 0x3130 && code <= 0x318f) || (code >= 0xac00 && code <= 0xd7af)
const isEmoji = (code: number): boolean => code <= 0x2bff || (code >= 0x1f000 && code <= 0x1ffff)

/** Packages also name characters they do not have: each is asked for its own only. */
const isFor = (name: Package, code: number): boolean =>
  isHangul(code) ? name === PACKAGES.korean : isEmoji(code) === (name === PACKAGES.emoji)

/** It has no blank. */
export const isWideFont = (name: string): boolean => name.includes('-noto-')

const isWide = (code: number): boolean =>
  ((code >= 0x1100 && code <= 0x11ff) || (code >= 0x2190 && code <= 0x2bff) || code >= 0x2e80) &&
  SHAPES[String.fromCodePoint(code)] === undefined

/** Files that together have as many of the wide characters as there are in any. */
export async function wideFonts(weight: number, characters: ReadonlySet<number>): Promise<FontFile[]> {
  const left = new Set([...characters].filter(isWide))
  const files: FontFile[] = []
  for (const name of left.size === 0 ? [] : [...hanOrder([...left]), PACKAGES.emoji]) {
    const chunks = Map.groupBy(left, (code) => (isFor(name, code) ? chunksOf(name).get(code) : undefined))
    for (const [chunk, codes] of chunks) {
      if (chunk === undefined) continue
      files.push({ name: `${name}-${chunk}-${weight}`, bytes: await subset(name, chunk, weight, codes) })
      for (const code of codes) left.delete(code)
    }
  }
  return files
}

const { resolve } = createRequire(import.meta.url)
const folderOf = (name: Package): string => `@fontsource-variable/${name}`

/** Which file has a character, as the package says. */
function chunksOf(name: Package): ReadonlyMap<number, string> {
  const found = known.get(name)
  if (found) return found
  const chunks = new Map<number, string>()
  const said = JSON.parse(readFileSync(resolve(`${folderOf(name)}/unicode.json`), 'utf8')) as Record<string, string>
  for (const [chunk, ranges] of Object.entries(said))
    for (const code of ranges.split(',').flatMap(codesOf)) chunks.set(code, chunk.replace(/[[\]]/g, ''))
  known.set(name, chunks)
  return chunks
}
const known = new Map<Package, ReadonlyMap<number, string>>()

/** `U+2600-2604` */
function codesOf(range: string): number[] {
  const [from = 0, to = from] = range
    .trim()
    .slice(2)
    .split('-')
    .map((hex) => parseInt(hex, 16))
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The reader of pdfkit looks for the outline of a blank, also where that is the end of the file. */
async function subset(name: Package, chunk: string, weight: number, codes: readonly number[]): Promise<Buffer> {
  const path = resolve(`${folderOf(name)}/files/${name}-${chunk}-wght-normal.woff2`)
  const options = { targetFormat: 'truetype', variationAxes: { wght: weight } } as const
  return Buffer.concat([await subsetFont(readFileSync(path), String.fromCodePoint(...codes), options), Buffer.alloc(64)])
}
