import * as Y from 'yjs'

/** What many people type into one page, as the updates of their windows. */
export interface Typing {
  /** `at`: epoch ms. */
  rows: { at: number; body: Uint8Array }[]
  /** Keys pressed. */
  keys: number
}

const WORDS = 'the cache of checkout was cold after failover and every retry filled the pool until we rolled config back '

/**
 * `writers` people type `keys` keys within `days` days into a page of `paragraphs`: each mostly goes on where they are, now and then they
 * go elsewhere, a quarter of the keys takes a letter back. Seeded; every person has a new Yjs client a day, as windows do.
 */
export function simulateTyping({
  writers,
  keys,
  days,
  paragraphs
}: {
  writers: number
  keys: number
  days: number
  paragraphs: number
}): Typing {
  const random = seeded(20261125)
  const doc = new Y.Doc()
  const rows: Typing['rows'] = []
  const from = Date.UTC(2026, 10, 20)
  let at = from
  doc.on('update', (body: Uint8Array) => rows.push({ at, body }))
  const page = doc.getXmlFragment('postmortem')
  doc.transact(() => page.push(Array.from({ length: paragraphs }, emptyParagraph)))
  const carets = Array.from({ length: writers }, () => ({ paragraph: 0, place: 0, word: 0 }))
  for (let key = 0; key < keys; key++) {
    at = from + Math.floor((key / keys) * days * 86_400_000)
    const who = Math.floor(random() * writers)
    doc.clientID = 1 + who + writers * Math.floor((key / keys) * days)
    const caret = carets[who]!
    if (random() < 0.02) Object.assign(caret, { paragraph: Math.floor(random() * paragraphs), place: Infinity })
    const text = (page.get(caret.paragraph) as Y.XmlElement).get(0) as Y.XmlText
    caret.place = Math.min(caret.place, text.length)
    if (random() < 0.25 && caret.place > 0) text.delete(--caret.place, 1)
    else text.insert(caret.place++, WORDS[caret.word++ % WORDS.length]!)
  }
  return { rows, keys }
}

function emptyParagraph(): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('')])
  return paragraph
}

/** mulberry32: uniform in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
