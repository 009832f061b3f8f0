import DOMPurify, { type DOMPurify as Purifier } from 'dompurify'
import { Marked } from 'marked'

/*
 * Notes are Markdown written on other machines. HTML in them is shown as the text it is (a log line may well hold `<nil>`),
 * images are shown as links, and what comes out is built as a DOM fragment from a short list of elements.
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
  'td'
]
const LINK = /^(?:https:\/\/|mailto:)/i

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ href, text }) => `<a href="${escape(href)}">${escape(text || href)}</a>`,
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ')
  }
})

let purifier: Purifier | undefined

function getPurifier(): Purifier {
  if (purifier) return purifier
  purifier = DOMPurify(window)
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A') return
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer')
  })
  return purifier
}

/** What `text` shows, safe to insert. Needs a DOM. */
export function renderMarkdown(text: string): DocumentFragment {
  return getPurifier().sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'start'],
    ALLOWED_URI_REGEXP: LINK,
    // a number, which the rule for addresses would drop
    ADD_URI_SAFE_ATTR: ['start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true
  })
}

/** Keeps the content of an element to what `text` shows. For `{@attach showMarkdown(text)}`. */
export const showMarkdown = (text: string) => (element: HTMLElement) => element.replaceChildren(renderMarkdown(text))
