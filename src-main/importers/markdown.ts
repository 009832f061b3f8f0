/*
 * Status pages send HTML, Markdown or plain text. What looks like a tag of HTML becomes Markdown or nothing; everything else stays
 * as it is, so that "<1% of users" and "<token>" survive. The result is shown by a renderer that trusts no HTML.
 */

const TAG = /<(\/?)([a-z][a-z0-9]{0,9})\b([^<>]{0,2000})>/gi
const ENTITY = /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”'
}

const OPENING: Record<string, string> = {
  br: '\n',
  p: '\n\n',
  div: '\n',
  ul: '\n',
  ol: '\n',
  li: '\n- ',
  h1: '\n\n# ',
  h2: '\n\n## ',
  h3: '\n\n### ',
  h4: '\n\n#### ',
  pre: '\n```\n',
  hr: '\n\n---\n\n'
}
const CLOSING: Record<string, string> = {
  p: '\n\n',
  div: '\n',
  ul: '\n',
  ol: '\n',
  h1: '\n\n',
  h2: '\n\n',
  h3: '\n\n',
  h4: '\n\n',
  pre: '\n```\n'
}
const BOTH: Record<string, string> = { b: '**', strong: '**', em: '*', i: '*', code: '`' }
const DROPPED = new Set([
  'span',
  'small',
  'var',
  'u',
  'font',
  'table',
  'tbody',
  'thead',
  'tr',
  'td',
  'th',
  'img',
  'center',
  'section',
  'article',
  'sup',
  'sub',
  'script',
  'style'
])

export function toMarkdown(text: string): string {
  const hasTags = text.includes('<')
  const plain = hasTags ? replaceTags(dropElements(dropElements(text, 'script'), 'style')) : text
  const decoded = plain.includes('&') ? plain.replace(ENTITY, decodeEntity) : plain
  return hasTags
    ? decoded
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    : decoded
}

/** Without these elements and what is in them. By hand: a pattern would look for the closing tag again and again. */
function dropElements(text: string, name: string): string {
  const opening = new RegExp(`<${name}\\b`, 'gi')
  const closing = new RegExp(`</${name}\\s{0,20}>`, 'gi')
  let kept = ''
  let from = 0
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    closing.lastIndex = open.index
    if (!closing.exec(text)) break
    kept += text.slice(from, open.index)
    from = opening.lastIndex = closing.lastIndex
  }
  return kept + text.slice(from)
}

function replaceTags(text: string): string {
  const links: string[] = []
  return text.replace(TAG, (tag, slash: string, upper: string, attributes: string) => {
    const name = upper.toLowerCase()
    if (name === 'a') return slash ? (links.pop() ?? '') : openLink(attributes, links)
    if (Object.hasOwn(BOTH, name)) return BOTH[name]!
    const table = slash ? CLOSING : OPENING
    if (Object.hasOwn(table, name)) return table[name]!
    return DROPPED.has(name) || Object.hasOwn(OPENING, name) ? '' : tag
  })
}

/** `[text](address)`; only for addresses that may be opened. The end is kept until the closing tag. */
function openLink(attributes: string, links: string[]): string {
  const address = /\bhref\s*=\s*["']?(https?:\/\/[^"'\s()<>]+)/i.exec(attributes)?.[1]
  links.push(address ? `](${address})` : '')
  return address ? '[' : ''
}

function decodeEntity(entity: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? entity
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))
  const isShown = code === 10 || (code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
  return isShown ? String.fromCodePoint(code) : ''
}
