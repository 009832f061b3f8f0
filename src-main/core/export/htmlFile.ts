import { escapeHtml, toHtml } from '#shared/domain/prose/toHtml.ts'
import { dataUrl, type ExportDoc, type Fact } from './exportDoc.ts'
import { HTML_STYLE } from './htmlStyle.ts'
import { slicesOf, type Pace } from './pace.ts'

/** It can load nothing and run nothing, wherever it is opened. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** A document as one file that needs nothing else. */
export async function htmlFile({ title, label, facts, blocks, images }: ExportDoc, pace: Pace): Promise<string> {
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
${parts.join('\n')}
</main>
</body>
</html>
`
}

const factHtml = ({ name, value, href }: Fact): string => `<dt>${escapeHtml(name)}</dt><dd>${linked(escapeHtml(value), href)}</dd>`

const linked = (html: string, href: string | undefined): string =>
  href !== undefined && /^(?:https?|mailto):/i.test(href) ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${html}</a>` : html
