/* How the text of an entry shows an image: `![what it shows](file:<hash>)`, as Markdown has it. */

export interface ImageReference {
  hash: string
  /** What it shows, in words. */
  alt: string
}

const REFERENCE = /!\[((?:\\.|[^\\\]\n])*)\]\(file:([a-z2-7]{52})\)/g
const HREF = /^file:([a-z2-7]{52})$/

export const referenceOf = ({ hash, alt }: ImageReference): string => `![${escapeAlt(alt)}](file:${hash})`

/** The hash that an address in Markdown names; undefined: it is another address. */
export const hashOfHref = (href: string): string | undefined => HREF.exec(href)?.[1]

/** Every image that a text shows, in order, each once. */
export function findReferences(text: string): ImageReference[] {
  const found = new Map<string, ImageReference>()
  for (const [, alt = '', hash = ''] of text.matchAll(REFERENCE)) if (!found.has(hash)) found.set(hash, { hash, alt: unescapeAlt(alt) })
  return [...found.values()]
}

/** The text with images after it, each on a line of its own. */
export const withReferences = (text: string, images: readonly ImageReference[]): string =>
  [text.trim(), images.map(referenceOf).join('\n\n')].filter((part) => part !== '').join('\n\n')

/** The words alone: for lists and search, to which a hash says nothing. */
export const wordsOf = (text: string): string =>
  text.includes('](file:') ? text.replace(REFERENCE, (_, alt: string) => unescapeAlt(alt)) : text

/** What stands for an image until somebody says what it shows: the name of its file. */
export const altOfName = (name: string): string => name.replace(/\.[a-z0-9]{1,5}$/i, '').trim() || 'Image'

const escapeAlt = (alt: string): string =>
  alt
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500)
    .replace(/[\\[\]]/g, '\\$&')
const unescapeAlt = (alt: string): string => alt.replace(/\\([\\[\]])/g, '$1')
