import type { Face } from './fontFiles.ts'
import type { FontBook } from './fontBook.ts'
import { isWideFont } from './wideFonts.ts'
import { MISSING, SHAPES, type Shape } from './shapes.ts'

export interface TextStyle {
  face: Face
  size: number
  color: string
  href?: string
  isUnderlined?: boolean
  isStruck?: boolean
  isCode?: boolean
  /** The number of a footnote: raised, and leads to it. */
  note?: number
}
export interface Run {
  /** `\n` ends a line. */
  text: string
  style: TextStyle
}

/** Letters of one font, or one drawn sign. */
export interface Piece {
  text: string
  /** Where it begins in its line. */
  x: number
  width: number
  style: TextStyle
  font: string
  shape?: Shape
}
export interface Line {
  pieces: Piece[]
  width: number
}

interface Word {
  pieces: Omit<Piece, 'x'>[]
  width: number
  /** Blanks before it. */
  gap: number
}

/** Characters that were not found in any font. */
export type Missing = Set<string>

/** Runs of text broken into lines of a width. */
export function breakLines(runs: readonly Run[], width: number, book: FontBook, missing: Missing): Line[] {
  const lines: Line[] = []
  let line: Line = { pieces: [], width: 0 }
  const settle = () => {
    lines.push(line)
    line = { pieces: [], width: 0 }
  }
  for (const item of wordsOf(runs, book, missing)) {
    if (item === 'break') {
      settle()
      continue
    }
    if (line.pieces.length > 0 && line.width + item.gap + item.width > width) settle()
    const gap = line.pieces.length > 0 ? item.gap : 0
    if (gap + line.width + item.width <= width) append(line, item, gap)
    else
      for (const part of splitWord(item, width, book)) {
        if (line.pieces.length > 0 && line.width + part.width > width) settle()
        append(line, part, 0)
      }
  }
  if (line.pieces.length > 0 || lines.length === 0) settle()
  return lines
}

function append(line: Line, word: Omit<Word, 'gap'>, gap: number): void {
  for (const [index, piece] of word.pieces.entries()) {
    const last = line.pieces.at(-1)
    const own = index === 0 ? gap : 0
    // words of one run are written as one, with the blank between them
    const isJoined = own === 0 || !isWideFont(piece.font)
    if (last && isJoined && last.style === piece.style && last.font === piece.font && !last.shape && !piece.shape) {
      last.text += own > 0 ? ` ${piece.text}` : piece.text
      last.width += own + piece.width
    } else line.pieces.push({ ...piece, x: line.width + own })
    line.width += own + piece.width
  }
}

function* wordsOf(runs: readonly Run[], book: FontBook, missing: Missing): Generator<Word | 'break'> {
  let word: Word = { pieces: [], width: 0, gap: 0 }
  let gap = 0
  for (const { text, style } of runs) {
    for (const part of text.split(/(\n|[^\S\n]+)/)) {
      if (part === '') continue
      if (/^\s/.test(part)) {
        if (word.pieces.length > 0) {
          yield word
          gap = 0
        }
        gap += part === '\n' ? 0 : book.widthOf(book.main(style.face), style.size, ' ')
        word = { pieces: [], width: 0, gap }
        if (part === '\n') {
          yield 'break'
          gap = 0
          word.gap = 0
        }
        continue
      }
      for (const [index, segment] of breakable(part).entries()) {
        if (index > 0 && word.pieces.length > 0) {
          yield word
          word = { pieces: [], width: 0, gap: 0 }
          gap = 0
        }
        for (const piece of piecesOf(segment, style, book, missing)) {
          word.pieces.push(piece)
          word.width += piece.width
        }
      }
    }
  }
  if (word.pieces.length > 0) yield word
}

/** Chinese and Japanese have no blanks: a line may end after each sign, but not before what closes or after what opens. */
const SIGN =
  /[「『（《【]*[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}][、。，．！？：；」』）》】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ…]*/u
const breakable = (text: string): string[] => (SIGN.test(text) ? text.split(new RegExp(`(${SIGN.source})`, 'u')).filter(Boolean) : [text])

/** A text without blanks, by fonts. */
export function piecesOf(text: string, style: TextStyle, book: FontBook, missing: Missing): Omit<Piece, 'x'>[] {
  const pieces: Omit<Piece, 'x'>[] = []
  let letters = ''
  let font = ''
  const settle = () => {
    if (letters !== '') pieces.push({ text: letters, font, style, width: book.widthOf(font, style.size, letters) })
    letters = ''
  }
  for (const char of text) {
    if (isInvisible(char)) continue
    const found = book.find(style.face, char.codePointAt(0)!)
    if (found === undefined) {
      settle()
      const shape = SHAPES[char] ?? MISSING
      if (shape === MISSING) missing.add(char)
      pieces.push({ text: char, font: book.main(style.face), style, shape, width: (shape.width / 1000) * style.size })
    } else {
      if (found !== font) settle()
      font = found
      letters += char
    }
  }
  settle()
  return pieces
}

/** Marks of direction, joiners and variation selectors: nothing is lost to the eye without them. */
const isInvisible = (char: string): boolean => /^[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]$/.test(char)

/** Pieces no wider than a line, of a word that is. */
function splitWord({ pieces }: Word, width: number, book: FontBook): Omit<Word, 'gap'>[] {
  const parts: Omit<Word, 'gap'>[] = []
  for (const piece of pieces) {
    if (piece.shape) {
      parts.push({ pieces: [piece], width: piece.width })
      continue
    }
    for (const text of chopped(piece, width, book)) {
      const own = { ...piece, text, width: book.widthOf(piece.font, piece.style.size, text) }
      parts.push({ pieces: [own], width: own.width })
    }
  }
  return parts
}

function chopped({ text, font, style }: Omit<Piece, 'x'>, width: number, book: FontBook): string[] {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const char of text) {
    const own = book.widthOf(font, style.size, char)
    if (part !== '' && used + own > width) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += char
    used += own
  }
  return part === '' ? parts : [...parts, part]
}
