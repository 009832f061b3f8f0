import DOMPurify, { type DOMPurify as Purifier } from 'dompurify'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { toHtml } from '#shared/domain/prose/toHtml.ts'

const TAGS = 'p br strong em u s del code pre ul ol li blockquote aside a hr table tr th td h2 h3 h4 span'.split(' ')

let purifier: Purifier | undefined

/** Keeps the content of an element to what a page shows. For `{@attach showBlocks(blocks)}`. */
export const showBlocks = (blocks: readonly Block[]) => (element: HTMLElement) => {
  purifier ??= DOMPurify(window)
  const shown = purifier.sanitize(toHtml(blocks, { image: () => undefined }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'start', 'class', 'colspan', 'rowspan'],
    ALLOWED_URI_REGEXP: /^(?:https:\/\/|mailto:)/i,
    ADD_URI_SAFE_ATTR: ['start', 'colspan', 'rowspan'],
    RETURN_DOM_FRAGMENT: true
  })
  element.replaceChildren(shown)
}
