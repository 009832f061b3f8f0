/** First letters of the first and last word, at most two: "Priya Raman" → PR, "ops" → O. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  return `${[...first][0] ?? '?'}${[...last][0] ?? ''}`.toUpperCase()
}

const PERSON_COLOURS = 8

/** The same person has the same colour on every machine: `--p1` to `--p8`, from the actor's id. */
export function personColour(id: string): string {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0
  // the last step of MurmurHash3: without it the low bits, which choose, hardly differ between short ids
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return `var(--p${(((hash ^ (hash >>> 16)) >>> 0) % PERSON_COLOURS) + 1})`
}

/** For a narrow column: "Priya Raman" → "Priya R.". The whole name is in a tip and read out. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/)
  const last = words.length > 1 ? [...(words.at(-1) ?? '')][0] : undefined
  return last ? `${words[0]} ${last.toUpperCase()}.` : name
}
