import DOMPurify, { type DOMPurify as Purifier } from 'dompurify'
import { Marked, type TokenizerAndRendererExtension } from 'marked'
import { findLanguage, highlightCode } from './highlight.ts'
import { hashOfHref } from '#shared/domain/images/imageReference.ts'
import { ADDRESS, hashOf, readLink } from '#renderer/state/room/entryLink.ts'

/*
 * Notes are Markdown written on other machines. HTML in them is shown as the text it is (a log line may well hold `<nil>`),
 * images from elsewhere are shown as links, and what comes out is built as a DOM fragment from a short list of elements.
 */

const TAGS = [
  'p',
  'br',
  'strong',
  'em',
  'del',
  'code',
  'pre',
  'ul',
  'ol',
  'li',
  'blockquote',
  'a',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'span'
]
/** To somewhere outside, or to an incident or an entry in this window. */
const LINK = /^(?:https:\/\/|mailto:|#incident\/[a-z0-9-]+(?:\/[a-z0-9-]+)?$)/i

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** An image that somebody attached: a place for it, with its words until it is there. */
function imageOf(href: string, alt: string): string | undefined {
  const hash = hashOfHref(href)
  return hash && `<span data-image="${hash}">${escape(alt || 'Image')}</span>`
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ href, text }) => imageOf(href, text) ?? `<a href="${escape(href)}">${escape(text || href)}</a>`,
    // a link that was copied on another machine leads to the same place here
    link({ href, tokens }) {
      const link = readLink(href)
      return `<a href="${escape(link ? hashOf(link) : href)}">${this.parser.parseInline(tokens)}</a>`
    },
    code({ text, lang }) {
      const language = findLanguage(lang)
      return `<pre><code${language ? ` data-language="${language}"` : ''}>${escape(text)}</code></pre>`
    },
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ')
  }
})

/** A bare `muster:incident/…` in a note is a link: that is how one is pasted. */
const addresses: TokenizerAndRendererExtension = {
  name: 'address',
  level: 'inline',
  start: (source) => source.indexOf('muster:incident/'),
  tokenizer(source) {
    const raw = ADDRESS.exec(source)?.[0]
    return raw === undefined || !readLink(raw) ? undefined : { type: 'address', raw }
  },
  renderer: ({ raw }) => `<a href="${escape(hashOf(readLink(raw)!))}">${escape(raw)}</a>`
}
marked.use({ extensions: [addresses] })

let purifier: Purifier | undefined

function getPurifier(): Purifier {
  if (purifier) return purifier
  purifier = DOMPurify(window)
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A' || node.getAttribute('href')?.startsWith('#')) return
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer')
  })
  return purifier
}

/** Beginning with a letter, or a number that begins no list. */
const PLAIN_START = /^(?:\p{L}|\d+(?![\d.)]))/u
/** Letters, digits, blanks and signs that mean nothing to Markdown, ending with one that is no blank. */
const PLAIN = /^[\p{L}\p{N} .,;:%()?'"=+/-]*[\p{L}\p{N}.,;:%()?'"=+/-]$/u
const ADDRESSES = /:\/\/|www\.|mailto:|xmpp:|muster:/i

/** One line that Markdown leaves as it is, as most notes are: a tenth of the work for the same paragraph. */
export const isPlainLine = (text: string): boolean => PLAIN_START.test(text) && PLAIN.test(text) && !ADDRESSES.test(text)

/** What `text` shows, safe to insert. Needs a DOM. */
export function renderMarkdown(text: string): DocumentFragment {
  return isPlainLine(text) ? paragraphOf(text) : renderFormatted(text)
}

function paragraphOf(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  const paragraph = document.createElement('p')
  paragraph.textContent = text
  fragment.append(paragraph)
  return fragment
}

/** As `renderMarkdown`, whatever the text. */
export function renderFormatted(text: string): DocumentFragment {
  return getPurifier().sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'start', 'data-language', 'data-image'],
    ALLOWED_URI_REGEXP: LINK,
    // no addresses, for which their rule would drop them
    ADD_URI_SAFE_ATTR: ['start', 'data-language', 'data-image'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true
  })
}

/** Puts an image in its place and returns what takes it away; undefined: it is not shown here, its words stay. */
export type ShowImage = (place: HTMLElement, hash: string) => (() => void) | undefined

/** Keeps the content of an element to what `text` shows. For `{@attach showMarkdown(text)}`. */
export const showMarkdown = (text: string, showImage?: ShowImage) => (element: HTMLElement) => {
  element.replaceChildren(renderMarkdown(text))
  for (const code of element.querySelectorAll<HTMLElement>('code[data-language]')) void highlight(code)
  // one in a link stays words: it cannot be opened and followed at once
  const places = showImage ? element.querySelectorAll<HTMLElement>('span[data-image]:not(a *)') : []
  const ends = [...places].map((place) => showImage?.(place, place.dataset['image']!))
  return () => ends.forEach((end) => end?.())
}

/** Tells the parts of a block apart once its language is loaded. Its size stays: nothing moves under the reader. */
async function highlight(code: HTMLElement): Promise<void> {
  const html = await highlightCode(code.textContent, code.dataset['language']!).catch(() => undefined)
  if (html === undefined) return
  const parts = getPurifier().sanitize(html, { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'], RETURN_DOM_FRAGMENT: true })
  // shows exactly what was written, or is left as it was
  if (parts.textContent === code.textContent) code.replaceChildren(parts)
}
