import { collect } from './collect.ts'
import { resolver, type ResolveOptions } from './resolve.ts'
import { readSlackJson } from './slackJson.ts'
import type { Paste } from './types.ts'

/** Nobody pastes more at once; beyond it, nothing is read. */
export const MAX_PASTE = 2_000_000

/**
 * A chat export, a log, a table or a list as dated entries. Every line ends up in an entry or among those not taken. Never throws; takes
 * time in proportion to the text.
 */
export function parsePaste(text: string, options: ResolveOptions): Paste {
  const empty: Paste = { entries: [], notTaken: [], statedZone: null, isOrderOpen: false }
  if (text.length > MAX_PASTE) {
    const reason = `it has ${text.length} characters; ${MAX_PASTE} are read at once. Paste it in parts`
    return { ...empty, notTaken: [{ line: 1, text: text.slice(0, 200), reason }] }
  }
  const json = readSlackJson(text)
  if (json) return { ...empty, ...json }
  const lines = text.split(/\r\n|\n|\r/)
  const { drafts, notTaken, stated } = collect(lines)
  const order = orderIn(lines)
  const times = resolver({ ...options, isDayFirst: order ?? options.isDayFirst })
  const entries = drafts.flatMap((draft) => {
    if (draft.type === 'date') {
      times.enter(draft.date)
      return []
    }
    const { at, doubts } = times.resolve(draft.stamp, draft.stated)
    const known = order === undefined ? doubts : doubts.filter((doubt) => doubt !== 'dayMonth')
    const body = draft.lines.join('\n').trim()
    if (body === '') {
      notTaken.push({ line: draft.line, text: lines[draft.line - 1]!.trim(), reason: 'a time with nothing beside it' })
      return []
    }
    return [
      {
        at,
        text: body,
        ...(draft.author ? { author: draft.author } : {}),
        doubts: draft.isInside ? [...known, 'inside' as const] : known,
        line: draft.line
      }
    ]
  })
  const isOrderOpen = entries.some(({ doubts }) => doubts.includes('dayMonth'))
  return { entries, notTaken: notTaken.sort((a, b) => a.line - b.line), statedZone: stated, isOrderOpen }
}

const NUMERIC_DATE = /(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/g

/** Whether days come first, where some date of the text can be read one way only; undefined: it cannot be told. */
function orderIn(lines: readonly string[]): boolean | undefined {
  let dayFirst = 0
  let monthFirst = 0
  for (const line of lines) {
    for (const [, a, , b] of line.slice(0, 600).matchAll(NUMERIC_DATE)) {
      if (Number(a) > 12 && Number(b) <= 12) dayFirst += 1
      if (Number(b) > 12 && Number(a) <= 12) monthFirst += 1
    }
  }
  return dayFirst > 0 === monthFirst > 0 ? undefined : dayFirst > 0
}
