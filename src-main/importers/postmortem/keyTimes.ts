import type { PastedEntry } from '#shared/domain/paste/types.ts'

/* Moments that have a name in every postmortem. */

export interface KeyTimes {
  /** The fault began. */
  began?: number
  detected?: number
  declared?: number
  /** It hurts nobody any more. */
  repaired?: number
  resolved?: number
}

const NAMES: readonly [keyof KeyTimes, RegExp][] = [
  [
    'began',
    /^(?:fault (?:occurs|occurred|began|started)|(?:impact|outage|incident) (?:start(?:s|ed)?|began|begins)|start(?:ed| time)?|began)$/
  ],
  ['detected', /^(?:(?:first |fault |issue )?(?:detected|detection)|(?:team )?aware|(?:time|date) (?:of detection|detected)|detected at)$/],
  ['declared', /^(?:incident )?(?:declared|opened|created)(?: at)?$|^(?:time|date) declared$/],
  [
    'repaired',
    /^(?:repaired|mitigated|recovered|restored|fixed)(?: declared| at)?$|^(?:impact|outage|incident) end(?:s|ed)?$|^time (?:repaired|mitigated)$/
  ],
  ['resolved', /^(?:incident )?(?:resolved|closed)(?: at)?$|^status resolved(?: at)?$|^(?:end(?:ed| time)?|time resolved)$/]
]

const nameOf = (text: string): keyof KeyTimes | undefined => {
  const words = text
    .toLowerCase()
    .replace(/[*_`:()·.-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return NAMES.find(([, pattern]) => pattern.test(words))?.[0]
}

/** The first line of each name counts; of several times of resolving the last. */
export function keyTimesIn(entries: readonly PastedEntry[]): KeyTimes {
  const times: KeyTimes = {}
  for (const { text, at } of entries) {
    const name = nameOf(text)
    if (name === undefined) continue
    if (name === 'resolved') times.resolved = Math.max(times.resolved ?? at, at)
    else times[name] ??= at
  }
  return times
}

/** Where nothing is named so: what the lines themselves say. */
export const saysDeclared = (text: string): boolean =>
  /^incident (?:is |was |has been )?(?:declared|created|opened)(?! (?:as )?resolved)\b/i.test(text)
export const saysResolved = (text: string): boolean =>
  /\b(?:incident (?:is |was |declared |declared as |has been )?(?:closed|resolved)|issue (?:is |was )?resolved|fully (?:resolved|recovered))\b/i.test(
    text
  ) && !/\b(?:but|not|until)\b/i.test(text)
