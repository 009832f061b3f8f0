import type { ExportDoc } from '../exportDoc.ts'
import { textBoxes } from './blockBoxes.ts'
import { ARTIFACT, type Box, type Layout, type Part } from './box.ts'
import { BODY, COLORS, TEXT_WIDTH } from './look.ts'
import type { Run } from './textLines.ts'

const NAME_WIDTH = 118
const FACT = { size: 9, leading: 13.5 } as const

/** Label, title and facts. */
export function headBoxes({ title, label, facts }: ExportDoc, layout: Layout): Box[] {
  const { pdf } = layout
  const width = TEXT_WIDTH
  const over: Run = { text: label, style: { face: 'regular', size: 9.5, color: COLORS.quiet } }
  const big: Run = { text: title, style: { face: 'strong', size: 20, color: COLORS.text } }
  const boxes = [
    ...(label === '' ? [] : textBoxes([over], { width, leading: 15, before: 0 }, { type: 'P' }, layout)),
    ...textBoxes([big], { width, leading: 26, before: 2 }, { type: 'H1' }, layout)
  ]
  for (const [index, fact] of facts.entries()) boxes.push(...factBoxes(fact, index, layout))
  const line: Box = {
    height: 1,
    before: 10,
    part: ARTIFACT,
    draw: (x, y) =>
      void pdf
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.6)
        .stroke(COLORS.line)
  }
  return [...boxes, line]
}

function* factBoxes({ name, value, href }: ExportDoc['facts'][number], index: number, layout: Layout): Generator<Box> {
  const part: Part = { type: 'P' }
  const isLink = href !== undefined && /^(?:https?|mailto):/i.test(href)
  const measures = { leading: FACT.leading, before: index === 0 ? 12 : 2.5 }
  const text: Run = {
    text: value.replace(/\s+/g, ' '),
    style: { face: 'regular', size: FACT.size, color: isLink ? COLORS.link : COLORS.text, ...(isLink ? { href } : {}) }
  }
  const label: Run = { text: name, style: { face: 'regular', size: FACT.size, color: COLORS.quiet } }
  const names = [...textBoxes([label], { ...measures, width: NAME_WIDTH - 8 }, part, layout)]
  const values = [...textBoxes([text], { ...measures, width: TEXT_WIDTH - NAME_WIDTH }, part, layout)]
  for (let row = 0; row < Math.max(names.length, values.length); row++) {
    yield {
      height: FACT.leading,
      before: row === 0 ? measures.before : 0,
      part,
      draw(x, y, tag) {
        names[row]?.draw(x, y, tag)
        values[row]?.draw(x + NAME_WIDTH, y, tag)
      }
    }
  }
}

const MAX_LISTED = 12

/** Says which characters are shown as boxes, so that nobody takes them for what was written. */
export function missingBoxes(layout: Layout): Box[] {
  const { missing } = layout
  if (missing.size === 0) return []
  const codes = [...missing].slice(0, MAX_LISTED).map((char) => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
  const more = missing.size > codes.length ? ` and ${missing.size - codes.length} more` : ''
  const text = `The fonts of this file do not have ${codes.join(', ')}${more}. Boxes stand in their place; as HTML or Markdown they are there.`
  const run: Run = { text, style: { face: 'regular', size: 8, color: COLORS.quiet } }
  return [...textBoxes([run], { width: TEXT_WIDTH, leading: 12, before: BODY.gap * 2 }, { type: 'P' }, layout)]
}
