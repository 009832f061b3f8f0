import type { Block, Inline } from '#shared/domain/prose/nodes.ts'
import { literalMarkdown, toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import type { ExportNote } from './comments.ts'
import { dataUrl, type ExportDoc, type Fact } from './exportDoc.ts'
import { slicesOf, type Pace } from './pace.ts'

/** A document as Markdown, to read or to attach. */
export async function markdownFile({ title, label, facts, blocks, notes, images }: ExportDoc, pace: Pace): Promise<string> {
  const heading = literalMarkdown([label, title.replace(/\s+/g, ' ')].filter(Boolean).join(': '))
  const parts = [`# ${heading}`, toMarkdown([{ type: 'bulletList', items: facts.map((fact) => [factLine(fact)]) }])]
  for (const [index, block] of blocks.entries()) {
    // two lists beside each other would be one
    const before = blocks[index - 1]
    const isListAfterList = before !== undefined && before.type.endsWith('List') && block.type.endsWith('List')
    const slices: string[] = []
    for (const slice of slicesOf(block)) {
      await pace.step(index, blocks.length)
      slices.push(withPictures(toMarkdown([slice], 1), images))
    }
    const text = slices.join('\n')
    parts.push(isListAfterList ? `<!-- -->\n\n${text}` : text)
  }
  parts.push(...notes.map(noteText))
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Further lines stand under it by four blanks. */
const noteText = ({ number, blocks }: ExportNote): string =>
  `[^${number}]: ${toMarkdown(blocks).replaceAll('\n', '\n    ')}`.replace(/ +$/gm, '')

const PICTURE = /!\[((?:[^\]\\]|\\.)*)\]\(file:([a-z2-7]{52})\)/g

/** Pictures come along in the text itself: it is one file. */
const withPictures = (text: string, images: ExportDoc['images']): string =>
  text.replace(PICTURE, (_all, alt: string, hash: string) => {
    const image = images.get(hash)
    return image ? `![${alt}](${dataUrl(image)})` : `*Picture not on this machine: ${alt || 'without a name'}*`
  })

function factLine({ name, value, href }: Fact): Block {
  const words = value.replace(/\s+/g, ' ')
  const content: Inline[] = [
    { type: 'text', text: `${name}:`, marks: { bold: true } },
    { type: 'text', text: ' ', marks: {} },
    { type: 'text', text: words, marks: href && /^(?:https?|mailto):/i.test(href) ? { href: href.replace(/\s/g, encodeURIComponent) } : {} }
  ]
  return { type: 'paragraph', content }
}
