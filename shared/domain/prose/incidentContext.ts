import type { Entry, Incident } from '../incident.ts'
import { nameOf } from '../incident.ts'
import type { ActorId } from '../ids.ts'
import { listVariables, type RenderContext } from '../notify/variables.ts'
import { wallAt } from '../zone.ts'
import type { MentionKind, TimelineShow } from './nodes.ts'
import type { EntryLine, ProseContext } from './resolveProse.ts'

export interface IncidentContextOptions extends RenderContext {
  /** The zone all times are in. */
  zone: string
  /** What an entry says. */
  textOf(entry: Entry): string
  /** What another incident is called now; undefined: it is not here. */
  incidentName?(id: string): string | undefined
}

const PREFIX = 'incident.'
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const clockOf = (at: number, zone: string): string => new Date(wallAt(at, zone)).toISOString().slice(11, 19)
const dayOf = (at: number, zone: string): string => DAY.format(wallAt(at, zone)).replace(',', '')

/** What a page says of its incident, as the incident is now. */
export function incidentContext(incident: Incident, options: IncidentContextOptions): ProseContext {
  const { zone, textOf } = options
  const variables = new Map(listVariables(options.type).map((variable) => [PREFIX + variable.name, variable]))
  let byId: ReadonlyMap<string, Entry> | undefined
  const find = (id: string): Entry | undefined => (byId ??= new Map(incident.timeline.map((entry) => [entry.id, entry]))).get(id)
  const lineOf = (entry: Entry): EntryLine => ({
    time: clockOf(entry.at, zone),
    day: dayOf(entry.at, zone),
    author: nameOf(incident, entry.author) ?? '',
    text: textOf(entry),
    isFlagged: entry.flagged
  })
  return {
    variable: (name) => variables.get(name)?.value(incident, options),
    mention(kind: MentionKind, id: string) {
      if (kind === 'person') return incident.names.get(id as ActorId)
      if (kind === 'incident') return options.incidentName?.(id)
      const entry = find(id)
      return entry && entryName(entry, textOf(entry), zone)
    },
    timeline: (show: TimelineShow) => incident.timeline.filter((entry) => show === 'all' || entry.flagged).map(lineOf),
    entry(id) {
      const entry = find(id)
      return entry && lineOf(entry)
    },
    zone
  }
}

/** An entry in one line: `03:15:22 Rollback to config 317 started`. */
export function entryName(entry: Entry, text: string, zone: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  return `${clockOf(entry.at, zone)} ${words.length > 60 ? `${words.slice(0, 59).toWellFormed()}…` : words}`
}
