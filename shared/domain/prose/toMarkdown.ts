import { joinTexts } from './joinTexts.ts'
import type { Block, Inline, Marks, Table, TableCell, Tone } from './nodes.ts'

/**
 * A page as Markdown (GitHub's). What is live in it is written as what it is made of: see `resolve.ts`. `under`: levels of headings it
 * stands under.
 */
export const toMarkdown = (blocks: readonly Block[], under = 0): string => joinBlocks(blocks, under)

/** A text as Markdown that says just that. */
export const literalMarkdown = (text: string): string =>
  text
    .split('\n')
    .map((line) => guardLines(escapeText(line)))
    .join('\n')

/** `isItem`: in an item of a list, where another list may follow its line at once. */
function joinBlocks(blocks: readonly Block[], under: number, isItem = false): string {
  let text = ''
  for (const [index, block] of blocks.entries()) {
    const own = blockText(block, under)
    if (own === '') continue
    const before = blocks[index - 1]
    if (text !== '') text += before && areOneList(before, block) ? '\n\n<!-- -->\n\n' : isItem && isDashList(block) ? '\n' : '\n\n'
    text += own
  }
  return text
}

const isDashList = ({ type }: Block): boolean => type === 'bulletList' || type === 'taskList'
/** Two lists beside each other would be read as one. */
const areOneList = (a: Block, b: Block): boolean =>
  (isDashList(a) && isDashList(b)) || (a.type === 'orderedList' && b.type === 'orderedList')

const ALERT: Record<Tone, string> = { note: 'NOTE', warning: 'WARNING', decision: 'IMPORTANT' }

function blockText(block: Block, under: number): string {
  switch (block.type) {
    case 'paragraph':
      return guardLines(inlineText(block.content))
    case 'heading':
      return `${'#'.repeat(block.level + under)} ${oneLine(inlineText(block.content, ' '))}`
    case 'codeBlock':
      return codeText(block.text, block.language)
    case 'blockquote':
      return quoted(joinBlocks(block.content, under))
    case 'callout':
      return quoted(`[!${ALERT[block.tone]}]${block.content[0]?.type === 'paragraph' ? '\n' : '\n\n'}${joinBlocks(block.content, under)}`)
    case 'bulletList':
      return block.items.map((item) => itemText('- ', item, under)).join('\n')
    case 'orderedList':
      return block.items.map((item, index) => itemText(`${block.start + index}. `, item, under)).join('\n')
    case 'taskList':
      return block.items.map(({ checked, content }) => itemText(`- [${checked ? 'x' : ' '}] `, content, under, 2)).join('\n')
    case 'table':
      return tableText(block, under)
    case 'horizontalRule':
      return '***'
    case 'image':
      return `![${escapeText(oneLine(block.alt))}](file:${block.hash})`
    case 'timeline':
      return block.show === 'flagged' ? '{{timeline.flagged}}' : '{{timeline}}'
    case 'entry':
      return `{{entry.${block.id}}}`
  }
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim()
const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')

/** Further lines stand under the first letter of the first. */
const itemText = (mark: string, content: readonly Block[], under: number, indent = mark.length): string =>
  (mark + joinBlocks(content, under, true).replaceAll('\n', `\n${' '.repeat(indent)}`)).replace(/ +$/gm, '')

function codeText(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/** GitHub's tables have a head, and one line a cell. */
function tableText({ rows }: Table, under: number): string {
  const width = Math.max(1, ...rows.map((row) => row.length))
  const [head = [], ...body] = rows
  const line = (cells: readonly TableCell[]) =>
    `| ${Array.from({ length: width }, (_, index) => cellText(cells[index], under)).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n')
}

const cellText = (cell: TableCell | undefined, under: number): string =>
  (cell?.content ?? [])
    .map((block) =>
      block.type === 'codeBlock' ? block.text.split('\n').filter(Boolean).map(codeSpan).join('\n') : blockText(block, under)
    )
    .join('\n')
    .replaceAll('|', '\\|')
    .replaceAll('\\\\|', '\\|')
    .replace(/ *\\?\n+/g, '<br>')

function inlineText(inlines: readonly Inline[], hardBreak = '\\\n'): string {
  return joinTexts(inlines)
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return inline.marks.note === undefined ? dressed(inline.text, inline.marks) : `[^${inline.marks.note}]`
        case 'hardBreak':
          return hardBreak
        case 'mention':
          return `${inline.kind === 'person' ? '@' : ''}${escapeText(inline.label)}`
        case 'variable':
          return `{{${inline.name}}}`
      }
    })
    .join('')
}

/** The marks go around the words, not around the blanks beside them: `** a**` is no bold. */
function dressed(text: string, { bold, italic, strike, code, href }: Marks): string {
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  if (core === '') return text
  let result = code ? codeSpan(core) : escapeText(core)
  if (strike) result = `~~${result}~~`
  if (italic) result = `*${result}*`
  if (bold) result = `**${result}**`
  if (href) result = `[${result}](<${href.replace(/[<>]/g, encodeURIComponent)}>)`
  return before + result + after
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return fence + pad + text + pad + fence
}

const escapeText = (text: string): string => text.replace(/[\\`*_[\]<>~|]|(?<=\])\(/g, '\\$&').replace(/&(?=[#\w]+;)/g, '\\&')

/** What would begin a heading, a list or a quote at the start of a line is only a letter here. */
const guardLines = (text: string): string =>
  text.replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-+\s*$|\d{1,9}(?=[.)](?:\s|$)))/gm, guard)
const guard = (_all: string, blank: string, mark: string): string => (/^\d/.test(mark) ? `${blank}${mark}\\` : `${blank}\\${mark}`)
