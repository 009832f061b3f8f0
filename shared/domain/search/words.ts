/** Nothing but ASCII. */
export const isPlain = (text: string): boolean => !/[^\0-\x7f]/.test(text)

/**
 * The words of a text as full-text search cuts it: runs of letters and digits, lower case, Latin letters without their accents.
 * The same as SQLite's `unicode61 remove_diacritics 2` for the letters it knows.
 */
export function splitWords(text: string): string[] {
  // most texts: the rest costs ten times as much
  if (isPlain(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const plain = text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{Mn}+/gu, '$1')
    .normalize('NFC')
  // letter by letter: whole words would turn a last Σ into ς, which SQLite does not do
  return plain.replace(/\p{Lu}/gu, (letter) => letter.toLowerCase()).match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []
}

/** Whether the words of `phrase` stand in `text` one after the other; with `isPrefix` the last one may go on. */
export function hasPhrase(text: string, phrase: string, isPrefix: boolean): boolean {
  const [words, wanted] = [splitWords(text), splitWords(phrase)]
  if (wanted.length === 0) return false
  return words.some((_, start) =>
    wanted.every((word, index) => {
      const found = words[start + index]
      if (found === undefined) return false
      return isPrefix && index === wanted.length - 1 ? found.startsWith(word) : found === word
    })
  )
}

/** Case is ignored in A to Z only: this is how SQLite compares, and both must find the same. */
export const foldCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
