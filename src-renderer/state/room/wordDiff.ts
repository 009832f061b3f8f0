/** What two texts have in common and what not, word by word: first what went, then what came in its place. */
export interface DiffPart {
  type: 'same' | 'removed' | 'added'
  text: string
}

/** Words of the middle that are compared one by one; more than that is one change. */
const MAX_WORDS = 1200

export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return joined([
    { type: 'same', text: a.slice(0, start).join('') },
    ...middle(middleA, middleB),
    { type: 'same', text: a.slice(a.length - end).join('') }
  ])
}

/** Words with the space behind them, so that a changed word is one piece. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? []

function middle(a: readonly string[], b: readonly string[]): DiffPart[] {
  if (a.length === 0 || b.length === 0 || a.length > MAX_WORDS || b.length > MAX_WORDS) return replaced(a, b)
  const width = b.length + 1
  // length of the longest common run of words from here on (Wagner and Fischer)
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ type: 'same', text: a[i]! })
      i += 1
      j += 1
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      parts.push({ type: 'removed', text: a[i]! })
      i += 1
    } else {
      parts.push({ type: 'added', text: b[j]! })
      j += 1
    }
  }
  return parts
}

const replaced = (a: readonly string[], b: readonly string[]): DiffPart[] => [
  { type: 'removed', text: a.join('') },
  { type: 'added', text: b.join('') }
]

/** Neighbours of one kind as one part; within a change, what went before what came. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const out: DiffPart[] = []
  let removed = ''
  let added = ''
  const settle = () => {
    if (removed) out.push({ type: 'removed', text: removed })
    if (added) out.push({ type: 'added', text: added })
    removed = added = ''
  }
  parts.forEach((part, index) => {
    if (part.text === '') return
    if (part.type === 'removed') removed += part.text
    else if (part.type === 'added') added += part.text
    else if (isSpace(part.text) && (removed || added) && isChange(parts[index + 1])) {
      // a space between two changed words belongs to the change: "went down" → "is back" reads as one
      removed += part.text
      added += part.text
    } else {
      settle()
      const last = out.at(-1)
      if (last?.type === 'same') last.text += part.text
      else out.push({ type: 'same', text: part.text })
    }
  })
  settle()
  return out
}

const isSpace = (text: string): boolean => /^[^\S\n]+$/.test(text)
const isChange = (part: DiffPart | undefined): boolean => part !== undefined && part.type !== 'same'
