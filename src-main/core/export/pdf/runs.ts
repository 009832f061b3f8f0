import { mapProse } from '#shared/domain/prose/mapProse.ts'
import type { Block, Inline, Marks } from '#shared/domain/prose/nodes.ts'
import type { ExportDoc } from '../exportDoc.ts'
import type { Face } from './fontFiles.ts'
import type { Run, TextStyle } from './textLines.ts'
import { COLORS } from './look.ts'

export interface BaseStyle {
  size: number
  color: string
  isStrong?: boolean
}

export const runsOf = (content: readonly Inline[], base: BaseStyle): Run[] => content.map((inline) => runOf(inline, base))

function runOf(inline: Inline, base: BaseStyle): Run {
  switch (inline.type) {
    case 'text':
      return { text: inline.text.replace(/\s*\n\s*/g, ' '), style: styleOf(inline.marks, base) }
    case 'hardBreak':
      return { text: '\n', style: styleOf({}, base) }
    case 'mention':
      return { text: `${inline.kind === 'person' ? '@' : ''}${inline.label}`, style: styleOf({ bold: true }, base) }
    case 'variable':
      return { text: `{{${inline.name}}}`, style: styleOf({}, base) }
  }
}

function styleOf(marks: Marks, { size, color, isStrong = false }: BaseStyle): TextStyle {
  if (marks.note !== undefined) return { face: 'regular', size: size * 0.75, color: COLORS.link, note: marks.note }
  const face = faceOf(marks, isStrong)
  return {
    face,
    size: marks.code ? size * 0.9 : size,
    color: marks.href ? COLORS.link : color,
    ...(marks.href ? { href: marks.href } : {}),
    ...(marks.underline ? { isUnderlined: true } : {}),
    ...(marks.strike ? { isStruck: true } : {}),
    ...(marks.code ? { isCode: true } : {})
  }
}

function faceOf({ bold, italic, code }: Marks, isStrong: boolean): Face {
  const strong = bold === true || isStrong
  if (code) return strong ? 'monoStrong' : 'mono'
  if (italic) return strong ? 'strongItalic' : 'italic'
  return strong ? 'strong' : 'regular'
}

/** Which characters a document uses in which face. */
export function facesOf({ title, label, facts, blocks, notes }: ExportDoc): Map<Face, Set<number>> {
  const used = new Map<Face, Set<number>>([
    ['regular', new Set()],
    ['strong', new Set()]
  ])
  const add = (face: Face, text: string) => {
    let codes = used.get(face)
    if (!codes) used.set(face, (codes = new Set()))
    for (const char of text) codes.add(char.codePointAt(0)!)
  }
  // what Muster writes itself is ASCII
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
  add('regular', `${ascii}•·…${label}${title}`)
  add('strong', `${ascii}${title}`)
  for (const { name, value } of facts) add('regular', name + value)
  const addInline = (inline: Inline): Inline[] => {
    const { text, style } = runOf(inline, { size: 1, color: '' })
    add(style.face, text)
    // a heading, or the head of a table
    if (style.face === 'regular') add('strong', text)
    return [inline]
  }
  mapProse([...blocks, ...notes.flatMap((note) => note.blocks)], {
    block(block: Block) {
      if (block.type === 'codeBlock') add('mono', block.text)
      if (block.type === 'image') add('italic', `${ascii}${block.alt}`)
      return [block]
    },
    inline: addInline
  })
  return used
}
