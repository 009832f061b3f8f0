import type { Query, TextTerm } from './ast.ts'
import { isPlain, splitWords } from './words.ts'

/** A stretch of text; `isMatch`: what was searched for. */
export interface Part {
  text: string
  isMatch: boolean
}

/** What is looked for in texts: free text, and words asked of a text field; nothing that is to be left out. */
export function wantedTexts(query: Query | null): TextTerm[] {
  if (query === null || query.type === 'not') return []
  if (query.type === 'text') return [query]
  if (query.type !== 'field') return query.items.flatMap(wantedTexts)
  const { match } = query
  const isText = query.field === 'title' || query.field === 'summary' || query.field === 'root_cause'
  return isText && (match.type === 'is' || match.type === 'prefix')
    ? [{ type: 'text', text: match.value, isPrefix: match.type === 'prefix' }]
    : []
}

/** Where the words of `text` begin and end, in it. */
function placesOf(text: string): { word: string; from: number; to: number }[] {
  if (isPlain(text))
    return Array.from(text.matchAll(/[A-Za-z0-9]+/g), ({ 0: raw, index }) => ({
      word: raw.toLowerCase(),
      from: index,
      to: index + raw.length
    }))
  return [...text.matchAll(/[\p{L}\p{N}\p{Co}\p{Mn}]+/gu)].flatMap(({ 0: raw, index }) => {
    const [word] = splitWords(raw)
    return word === undefined ? [] : [{ word, from: index, to: index + raw.length }]
  })
}

/** The stretches of `text` in which one of `terms` stands: from and to. */
export function matchesIn(text: string, terms: readonly TextTerm[]): [from: number, to: number][] {
  const places = placesOf(text)
  const found: [number, number][] = []
  for (const { text: wanted, isPrefix } of terms) {
    const words = splitWords(wanted)
    if (words.length === 0) continue
    for (let start = 0; start + words.length <= places.length; start++) {
      const isHere = words.every((word, index) => {
        const here = places[start + index]!.word
        return isPrefix && index === words.length - 1 ? here.startsWith(word) : here === word
      })
      if (isHere) found.push([places[start]!.from, places[start + words.length - 1]!.to])
    }
  }
  return found.sort((a, b) => a[0] - b[0])
}

/** The whole text, cut into what matches and what does not. */
export function markedParts(text: string, terms: readonly TextTerm[]): Part[] {
  const parts: Part[] = []
  let done = 0
  for (const [from, to] of matchesIn(text, terms)) {
    if (to <= done) continue
    if (from > done) parts.push({ text: text.slice(done, from), isMatch: false })
    parts.push({ text: text.slice(Math.max(from, done), to), isMatch: true })
    done = to
  }
  if (done < text.length) parts.push({ text: text.slice(done), isMatch: false })
  return parts
}

const BEFORE = 40
const AROUND = 160

/** A piece of the text around its first match, in one line; null: it does not match. */
export function snippetOf(text: string, terms: readonly TextTerm[]): Part[] | null {
  const [first] = matchesIn(text, terms)
  if (!first) return null
  const from = first[0] <= BEFORE ? 0 : wordStart(text, first[0] - BEFORE)
  const to = Math.max(first[1], Math.min(text.length, from + AROUND))
  const cut = `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`.replace(/\s+/g, ' ')
  return markedParts(cut, terms)
}

/** Not within a word, nor between the halves of one letter. */
function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + BEFORE).search(/\s/)
  return space < 0 ? at + (/[\udc00-\udfff]/.test(text.charAt(at)) ? 1 : 0) : at + space + 1
}
