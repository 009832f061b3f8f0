import type { Block, Inline, Marks, TableCell } from './nodes.ts'

export interface HtmlOptions {
  /** Where the bytes of a picture are, such as a `data:` address; undefined: they are not on this machine. */
  image(hash: string): string | undefined
}

/** A page as HTML made of a fixed set of elements; every text in it is escaped, and the only attributes are ours. */
export const toHtml = (blocks: readonly Block[], options: HtmlOptions): string =>
  blocks.map((block) => blockHtml(block, options)).join('\n')

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (char) => ENTITIES[char] ?? '\ufffd')
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function blockHtml(block: Block, options: HtmlOptions): string {
  const inside = (content: readonly Block[]) => toHtml(content, options)
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlineHtml(block.content)}</p>`
    case 'heading':
      return `<h${block.level + 1}>${inlineHtml(block.content)}</h${block.level + 1}>`
    case 'codeBlock':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`
    case 'blockquote':
      return `<blockquote>\n${inside(block.content)}\n</blockquote>`
    case 'callout':
      return `<aside class="${block.tone}">\n${inside(block.content)}\n</aside>`
    case 'bulletList':
      return `<ul>\n${block.items.map((item) => `<li>${itemHtml(item, options)}</li>`).join('\n')}\n</ul>`
    case 'orderedList':
      return `<ol start="${block.start}">\n${block.items.map((item) => `<li>${itemHtml(item, options)}</li>`).join('\n')}\n</ol>`
    case 'taskList':
      return `<ul class="tasks">\n${block.items
        .map(({ checked, content }) => `<li><span class="box">${checked ? '☑' : '☐'}</span> ${itemHtml(content, options)}</li>`)
        .join('\n')}\n</ul>`
    case 'table':
      return `<table>\n${block.rows.map((row) => `<tr>${row.map((cell) => cellHtml(cell, options)).join('')}</tr>`).join('\n')}\n</table>`
    case 'horizontalRule':
      return '<hr>'
    case 'image':
      return imageHtml(block.alt, options.image(block.hash))
    case 'timeline':
    case 'entry':
      return ''
  }
}

/** A lone line in an item needs no paragraph around it. */
function itemHtml(item: readonly Block[], options: HtmlOptions): string {
  const [first, ...rest] = item
  if (first?.type !== 'paragraph') return toHtml(item, options)
  return [inlineHtml(first.content), ...(rest.length > 0 ? [toHtml(rest, options)] : [])].join('\n')
}

function cellHtml({ isHeader, colspan, rowspan, content }: TableCell, options: HtmlOptions): string {
  const tag = isHeader ? 'th' : 'td'
  const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`
  return `<${tag}${spans}>${itemHtml(content, options)}</${tag}>`
}

const imageHtml = (alt: string, source: string | undefined): string =>
  source === undefined
    ? `<p class="missing">Picture not on this machine: ${escapeHtml(alt || 'without a name')}</p>`
    : `<p><img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}"></p>`

const inlineHtml = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return inline.marks.note === undefined ? dressed(escapeHtml(inline.text), inline.marks) : noteHtml(inline.marks.note)
        case 'hardBreak':
          return '<br>'
        case 'mention':
          return `<span class="mention">${inline.kind === 'person' ? '@' : ''}${escapeHtml(inline.label)}</span>`
        case 'variable':
          return escapeHtml(`{{${inline.name}}}`)
      }
    })
    .join('')

/** It can be come back to: the footnote leads here. */
const noteHtml = (note: number): string =>
  `<sup><a id="ref${note}" href="#note${note}" role="doc-noteref" aria-label="Comment ${note}">${note}</a></sup>`

function dressed(html: string, { bold, italic, underline, strike, code, href }: Marks): string {
  let result = code ? `<code>${html}</code>` : html
  if (strike) result = `<s>${result}</s>`
  if (underline) result = `<u>${result}</u>`
  if (italic) result = `<em>${result}</em>`
  if (bold) result = `<strong>${result}</strong>`
  return href ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${result}</a>` : result
}
