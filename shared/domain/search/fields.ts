import { CUSTOMER_IMPACTS, VISIBILITIES } from '../events.ts'
import { parseSeverity, UNKNOWN_SEVERITY } from '../severity.ts'
import { STATUSES } from '../status.ts'

export type SearchType = 'keyword' | 'list' | 'text' | 'time' | 'durationMs' | 'boolean' | 'number'

export interface SearchField {
  /** As printed in a query; a wire name of Datadog's search where it has one. */
  name: string
  aliases: readonly string[]
  type: SearchType
  /** A closed set of values; absent: any. */
  choices?: readonly string[]
  /** What a person may write for a value → the value; undefined: none. Only beside `choices`. */
  readChoice?: (text: string) => string | undefined
  /** A term to show as an example. */
  example: string
}

const SEVERITY_CHOICES = [...Array.from({ length: 11 }, (_, level) => `SEV-${level}`), UNKNOWN_SEVERITY]
const YES_NO = new Map([
  ['yes', 'yes'],
  ['true', 'yes'],
  ['no', 'no'],
  ['false', 'no'],
  ['unknown', 'unknown']
])
const readYesNo = (text: string): string | undefined => YES_NO.get(text.toLowerCase())
const BOOLEANS = new Map([
  ['true', 'true'],
  ['yes', 'true'],
  ['false', 'false'],
  ['no', 'false']
])
const readBoolean = (text: string): string | undefined => BOOLEANS.get(text.toLowerCase())

/*
 * What can be asked for. One row makes a field known to the parser, its checks and its messages;
 * `compile.ts` and `matches.ts` say where its value is.
 */
export const SEARCH_FIELDS = [
  { name: 'severity', aliases: [], type: 'keyword', choices: SEVERITY_CHOICES, readChoice: parseSeverity, example: 'severity:SEV-1' },
  { name: 'state', aliases: ['status'], type: 'keyword', choices: STATUSES, example: 'state:active' },
  { name: 'visibility', aliases: [], type: 'keyword', choices: VISIBILITIES, example: 'visibility:private' },
  { name: 'service', aliases: ['services'], type: 'list', example: 'service:checkout' },
  { name: 'team', aliases: ['teams'], type: 'list', example: 'team:payments' },
  { name: 'commander', aliases: [], type: 'keyword', example: 'commander:"Ana Kim"' },
  {
    name: 'customer_impacted',
    aliases: ['customer_impact'],
    type: 'keyword',
    choices: CUSTOMER_IMPACTS,
    readChoice: readYesNo,
    example: 'customer_impacted:yes'
  },
  { name: 'test', aliases: ['is_test'], type: 'boolean', choices: ['true', 'false'], readChoice: readBoolean, example: 'test:true' },
  { name: 'title', aliases: [], type: 'text', example: 'title:checkout' },
  { name: 'number', aliases: ['id'], type: 'number', example: 'number:IR-12' },
  { name: 'created', aliases: ['declared'], type: 'time', example: 'created:>2026-01-31' },
  { name: 'resolved', aliases: [], type: 'time', example: 'resolved:>7d' },
  { name: 'updated', aliases: ['modified'], type: 'time', example: 'updated:>now-2h' },
  { name: 'time_to_resolve', aliases: [], type: 'durationMs', example: 'time_to_resolve:>2h' },
  { name: 'duration', aliases: [], type: 'durationMs', example: 'duration:>2h' }
] as const satisfies readonly SearchField[]

export type FieldName = (typeof SEARCH_FIELDS)[number]['name']
type KnownField = SearchField & { name: FieldName }

/** By its name or an alias, in any case. */
export function findSearchField(name: string): KnownField | undefined {
  const wanted = name.toLowerCase()
  return listFields().find((field) => field.name === wanted || field.aliases.includes(wanted))
}

export const listFields = (): readonly KnownField[] => SEARCH_FIELDS

/** The value of a closed field that `text` means; undefined: none of them. */
export function readChoice(field: SearchField, text: string): string | undefined {
  if (field.readChoice) return field.readChoice(text)
  return field.choices?.find((choice) => choice.toLowerCase() === text.toLowerCase())
}

const LONGEST_NAME = 40

/** The known name most like `name`; undefined when none is close. */
export function closestField(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined
  const wanted = name.toLowerCase()
  const names = listFields().flatMap((field) => [field.name, ...field.aliases])
  const ranked = names.map((known) => ({ known, distance: editDistance(wanted, known) })).sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  if (best && best.distance <= Math.max(1, Math.floor(best.known.length / 3))) return best.known
  return wanted.length >= 3 ? names.find((known) => known.startsWith(wanted)) : undefined
}

/** Characters to add, drop or change to get from one to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
