import { escapeHtml, toHtml, type HtmlOptions } from '#shared/domain/prose/toHtml.ts'
import type { ExportNote } from './comments.ts'
import { dataUrl, type ExportDoc, type Fact } from './exportDoc.ts'
import { HTML_STYLE } from './htmlStyle.ts'
import { slicesOf, type Pace } from './pace.ts'

/** It can load nothing and run nothing, wherever it is opened. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** A document as one file that needs nothing else. */
export async function htmlFile({ title, label, facts, blocks, notes, images }: ExportDoc, pace: Pace): Promise<string> {
  const image = (hash: string) => {
    const found = images.get(hash)
    return found && dataUrl(found)
  }
  const parts: string[] = []
  for (const [index, block] of blocks.entries()) {
    const slices: string[] = []
    for (const slice of slicesOf(block)) {
      await pace.step(index, blocks.length)
      slices.push(toHtml([slice], { image }))
    }
    // one list again
    const html = slices
      .map((slice, at) => slice.slice(at > 0 ? '<ul>\n'.length : 0, at < slices.length - 1 ? -'\n</ul>'.length : undefined))
      .join('\n')
    parts.push(block.type === 'table' ? `<div class="table">${html}</div>` : html)
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml([label, title].filter(Boolean).join(' · '))}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header>
${label === '' ? '' : `<p class="label">${escapeHtml(label)}</p>\n`}<h1>${escapeHtml(title)}</h1>
<dl class="facts">
${facts.map(factHtml).join('\n')}
</dl>
</header>
<main>
${parts.join('\n')}${notesHtml(notes)}
</main>
</body>
</html>
`
}

/** Each leads back to the words it is about. */
function notesHtml(notes: readonly ExportNote[]): string {
  if (notes.length === 0) return ''
  const items = notes.map(
    ({ number, blocks }) =>
      `<li id="note${number}">${toHtml(blocks, NO_IMAGES)}\n<p><a href="#ref${number}" role="doc-backlink" aria-label="Back to the words of comment ${number}">↩</a></p></li>`
  )
  return `\n<section class="notes" role="doc-endnotes" aria-labelledby="notes">\n<h2 id="notes">Comments</h2>\n<ol>\n${items.join('\n')}\n</ol>\n</section>`
}

const NO_IMAGES: HtmlOptions = { image: () => undefined }

const factHtml = ({ name, value, href }: Fact): string => `<dt>${escapeHtml(name)}</dt><dd>${linked(escapeHtml(value), href)}</dd>`

const linked = (html: string, href: string | undefined): string =>
  href !== undefined && /^(?:https?|mailto):/i.test(href) ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${html}</a>` : html
