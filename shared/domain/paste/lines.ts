import { findDate, findWholeStamp, isWhole, readStamp, type DateParts, type Stamp } from './stamp.ts'

/* What one line of a chat, a log or a list is. */

export type Line =
  | { type: 'blank' }
  /** A date by itself: it holds for what follows. */
  | { type: 'date'; date: DateParts }
  | { type: 'heading'; date?: DateParts }
  /** `isHead`: who and when; the text follows below. */
  | { type: 'stamped'; stamp: Stamp; text: string; author?: string; indent: number; isBullet: boolean; isHead: boolean; isInside: boolean }
  | { type: 'plain'; text: string; indent: number; isBullet: boolean }

const LEAD = /^([ \t]{0,200})((?:> ?){0,5})((?:[-*+•–—·‣◦] +|\d{1,3}[.)] +)?)((?:\[[ xX]\] +)?)([*_`~[(<]{0,4})/
const CLOSE = /^[*_`~\])>]{0,4}/
const SEPARATOR = /^(?:[ \t]{0,9}(?:[-–—]{1,3}|[:|,>]|=>|→)(?=[ \t*_`]|$)[*_`]{0,3}|[ \t]{1,9})?[ \t]{0,9}(?:[-–—:|][ \t]{1,9})?/
const RULE = /^(?:[-=_*]{1,40} ?){0,3}|(?: ?[-=_*]{1,40}){0,3}$/g
const LOG_LEVEL = /^(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|FATAL|CRIT(?:ICAL)?|ALERT|EMERG)$/i

export function readLine(line: string): Line {
  if (line.trim() === '') return { type: 'blank' }
  const heading = /^ {0,3}#{1,6} +(.*)$/.exec(line.slice(0, MAX_HEAD))
  const body = heading ? heading[1]! + line.slice(MAX_HEAD) : line
  const [lead, space, , bullet, , mark] = LEAD.exec(body)!
  const indent = widthOf(space!)
  const isBullet = bullet !== ''
  const stamp = readStamp(body, lead.length)
  if (stamp) {
    const found = startingWith(stamp, body, { indent, isBullet, mark: mark! })
    if (found) return found
  }
  if (!isBullet && isDateLine(body)) return { type: 'date', date: findDate(body)! }
  if (heading) {
    const date = findDate(body)
    return date ? { type: 'heading', date } : { type: 'heading' }
  }
  const within = findWholeStamp(body)
  if (within) return containing(within, body, lead.length, { indent, isBullet })
  return { type: 'plain', text: body.trim(), indent, isBullet }
}

const MAX_HEAD = 2_000

function startingWith(
  stamp: Stamp,
  body: string,
  { indent, isBullet, mark }: { indent: number; isBullet: boolean; mark: string }
): Line | undefined {
  const span = stamp.time === undefined ? null : SPAN.exec(body.slice(stamp.end, stamp.end + 40))
  const after = span ? `${span[2]} (until ${span[1]}) ${body.slice(stamp.end + span[0].length).trimStart()}` : body.slice(stamp.end)
  const closing = CLOSE.exec(after)![0]
  const rest = after.slice(closing.length)
  const gap = SEPARATOR.exec(rest)![0]
  const text = rest.slice(gap.length).trim()
  if (stamp.time === undefined && stamp.epoch === undefined) {
    if (text === '' || RULE_ONLY.test(text)) return stamp.date && !isBullet ? { type: 'date', date: stamp.date } : undefined
    // a word such as "Monday" or "May 5" begins many a sentence
    const isDay = stamp.date?.type === 'full' || stamp.date?.type === 'either' || stamp.date?.type === 'unreadable'
    if (!isDay || (!isBullet && !/[-–—:|\])]/.test(closing + gap))) return undefined
  }
  // "12:30pm-ish" is no time of an entry
  if (text !== '' && gap === '' && closing === '') return undefined
  const isBracketed = /[[(<]/.test(mark) && /[\])>]/.test(closing)
  const isMessenger = stamp.date !== undefined && /^ ?- $/.test(gap) && !isBullet
  const said = isBracketed || isMessenger ? readAuthor(text) : readAngled(text)
  return { type: 'stamped', stamp, ...said, indent, isBullet, isHead: text === '', isInside: false }
}

/** "10:05-10:20 rolled back": the end of the span stays with the text. */
const SPAN = /^ ?[-–—] ?(\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)(?=[\s\])*:,]|$)([\])*_]{0,3}:?)/i

const RULE_ONLY = /^[-=_*\s]{1,80}$/

/** "Ada: it is back", "<ada> it is back". */
function readAuthor(text: string): { text: string; author?: string } {
  const said =
    /^([^\s:<>[\]{}="'/\\][^:<>[\]{}="/\\]{0,59}): +(\S[^]*)$/.exec(text) ?? /^([^\s:<>[\]{}="'/\\][^:<>[\]{}="/\\]{0,59}):$/.exec(text)
  if (!said || LOG_LEVEL.test(said[1]!.trim()) || said[1]!.trim().split(/\s+/).length > MAX_NAME_WORDS) return readAngled(text)
  return { text: said[2] ?? '', author: said[1]!.trim() }
}

function readAngled(text: string): { text: string; author?: string } {
  const said = /^<[@+%~&]?([^\s<>][^<>]{0,59})> +(\S[^]*)$/.exec(text)
  return said ? { text: said[2]!, author: said[1]!.trim() } : { text }
}

/** A whole time later in the line: who and when of a chat, an event with its time behind it, or a line of a log. */
function containing(
  { stamp, start }: { stamp: Stamp; start: number },
  body: string,
  textFrom: number,
  { indent, isBullet }: { indent: number; isBullet: boolean }
): Line {
  const before = body.slice(textFrom, start)
  const after = body.slice(stamp.end)
  const isAtEnd = /^[)\]*_`. ]{0,6}$/.test(after)
  const base = { type: 'stamped' as const, stamp, indent, isBullet }
  if (isAtEnd) {
    const text = before.replace(/[\s:([*_`—–|,-]{1,20}$/, '').trim()
    if (text !== '') return { ...base, text, isHead: false, isInside: false }
  }
  // what a program writes has its time in brackets or after its name
  const isLog = /[[(] ?$/.test(before) || /^(?:[A-Z]{2,10}|\S{0,40}[.:\d/]\S{0,40}) {1,3}$/.test(before)
  return { ...base, text: body.slice(isBullet ? textFrom : 0).trim(), isHead: false, isInside: !isLog }
}

function isDateLine(body: string): boolean {
  if (body.length > 80) return false
  const bare = body
    .trim()
    .replace(RULE, '')
    .replace(/^[[(<*_]{0,3}|[\])>*_:]{0,3}$/g, '')
    .trim()
  const stamp = readStamp(bare, 0)
  return stamp?.date !== undefined && stamp.date.type !== 'unreadable' && stamp.time === undefined && stamp.end === bare.length
}

const widthOf = (space: string): number => space.replaceAll('\t', '    ').length

const MAX_NAME_WORDS = 5

/** "Ada Lovelace", "ada.l", "PagerDuty APP": short, and no sentence. */
export function findName(text: string): string | undefined {
  const name = text
    .replace(/[*_`]{1,3}/g, '')
    .trim()
    .replace(/\s{1,4}(?:APP|BOT)$/, '')
    .replace(/[\s—–-]{1,6}$/, '')
    .trim()
  const isName =
    name.length > 0 &&
    name.length <= 60 &&
    name.split(/\s+/).length <= MAX_NAME_WORDS &&
    /^[\p{L}@][\p{L}\p{N}\p{M} .,'’()_@-]*$/u.test(name)
  return isName && !/[.,]$/.test(name) && !/[.,] \p{Ll}/u.test(name) ? name.replace(/^@/, '') : undefined
}

/** "Ada Lovelace  10:32 AM", "Ada — Today at 10:32": who and when, over what they said. */
export function readChatHead(line: string): { author: string; stamp: Stamp } | undefined {
  const body = line.trim()
  if (body.length > 140) return undefined
  const words = [...body.matchAll(/(?:^|\s)[[(]?(?=[\dA-Za-z])/g)].slice(0, 12)
  for (const { index, 0: gap } of words) {
    const start = index + gap.length
    const stamp = start > 0 ? readStamp(body, start) : undefined
    if (!stamp || (stamp.time === undefined && stamp.epoch === undefined)) continue
    if (!/^[\])]?\s*(?:\(edited\))?$/.test(body.slice(stamp.end))) continue
    const author = findName(body.slice(0, start).replace(/[[(]$/, ''))
    return author ? { author, stamp } : undefined
  }
  return undefined
}

/** Begins every word as names do. */
export const isCapitalised = (name: string): boolean =>
  name.split(/\s+/).every((word) => /^[\p{Lu}(]/u.test(word) || /^(?:de|van|von|der|den|la|di|da|bin|al)$/.test(word))

export const isOnlyTime = (line: Line): line is Extract<Line, { type: 'stamped' }> =>
  line.type === 'stamped' && line.isHead && !line.isBullet && (line.stamp.time !== undefined || isWhole(line.stamp))
