import { stampMs } from './clock.ts'
import type { FieldValue, IncidentEvent } from './events.ts'
import { collectSettings, foldIncident, isPerson } from './fold.ts'
import type { ActorId, EntryId, EventId } from './ids.ts'
import type { Entry, Incident } from './incident.ts'
import { foldRegister, type Setting } from './register.ts'
import { isContribution, type Responder } from './responders.ts'
import { inTime } from './timelineChanges.ts'

/**
 * The fold of a log that grows. Most of what arrives in a war room is later than everything known and touches the timeline alone: that
 * is worked into the incident as it was, at a cost that does not grow with the log. Everything else folds the whole log again. Either
 * way the incident is that of `foldIncident`; what was given out before never changes.
 */
export class IncidentFold {
  #incident: Incident = foldIncident([])
  #last = ''
  /** Made when it is first needed after folding the whole. */
  #index: Index | 'unusable' | null = null

  get incident(): Incident {
    return this.#incident
  }

  /** Fold the whole log. */
  reset(all: Iterable<IncidentEvent>): Incident {
    const log = [...all]
    this.#index = null
    this.#last = ''
    for (const { id } of log) if (id > this.#last) this.#last = id
    return (this.#incident = foldIncident(log))
  }

  /** Take in new events. `all`: the log with them in it, to be read where they are not at its end. */
  add(fresh: readonly IncidentEvent[], all: () => Iterable<IncidentEvent>): Incident {
    if (fresh.length === 0) return this.#incident
    const sorted = fresh.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    return this.#append(sorted, all) ?? this.reset(all())
  }

  #append(sorted: readonly IncidentEvent[], all: () => Iterable<IncidentEvent>): Incident | undefined {
    const isLater = sorted.every((event, index) => event.id > (sorted[index - 1]?.id ?? this.#last))
    if (this.#last === '' || !isLater || !sorted.every((event) => TIMELINE_ALONE.has(event.kind) && event.source === undefined))
      return undefined
    this.#index ??= makeIndex(this.#incident, all(), this.#last)
    if (this.#index === 'unusable') return undefined
    const next = new Growth(this.#incident, this.#index)
    if (!sorted.every((event) => next.take(event))) return undefined
    this.#last = sorted.at(-1)!.id
    return (this.#incident = next.finish())
  }
}

const TIMELINE_ALONE = new Set<IncidentEvent['kind']>(['entryPosted', 'entryEdited', 'entryFlagged', 'entryRetimed', 'actorNamed'])

interface Index {
  entries: Map<EntryId, Entry>
  /** Entries that some event speaks of. */
  mentioned: Set<string>
  /** Settings of entries: `at:…` and `flag:…`. */
  settings: Map<string, Setting<FieldValue>[]>
}

/** Unusable: some imported fact is there twice, and what refers to a copy means the first. */
function makeIndex(incident: Incident, all: Iterable<IncidentEvent>, last: string): Index | 'unusable' {
  const mentioned = new Set<string>()
  const sources = new Set<string>()
  const ofEntries: IncidentEvent[] = []
  for (const event of all) {
    if (event.id > last) continue
    if (event.source !== undefined) {
      if (sources.has(event.source)) return 'unusable'
      sources.add(event.source)
    }
    if ('entry' in event) mentioned.add(event.entry)
    if (event.kind === 'restored') mentioned.add(event.removal)
    if (event.kind === 'entryFlagged' || event.kind === 'entryRetimed') ofEntries.push(event)
  }
  ofEntries.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { entries: new Map(incident.timeline.map((entry) => [entry.id, entry])), mentioned, settings: collectSettings(ofEntries) }
}

/** The incident with some events more. `take` gives false for what needs the whole log. */
class Growth {
  readonly #before: Incident
  readonly #index: Index
  /** Entries that are new or changed, and where each stood. */
  readonly #changed = new Map<EntryId, { was: Entry | undefined; is: Entry }>()
  readonly #heads = new Map<string, EventId>()
  readonly #names = new Map<ActorId, string>()
  readonly #responders = new Map<ActorId, Responder>()
  #lastUpdateAt: number
  #lastBroadcastAt: number

  constructor(before: Incident, index: Index) {
    this.#before = before
    this.#index = index
    this.#lastUpdateAt = before.lastUpdateAt
    this.#lastBroadcastAt = before.lastBroadcastAt
  }

  take(event: IncidentEvent): boolean {
    return this.#takeFact(event) && this.#takeAuthor(event)
  }

  #takeFact(event: IncidentEvent): boolean {
    switch (event.kind) {
      case 'entryPosted':
        return this.#post(event)
      case 'entryEdited':
        return this.#change(event.entry, ({ editors }) => (editors.includes(event.by) ? {} : { editors: [...editors, event.by] }))
      case 'entryFlagged':
        return this.#set(`flag:${event.entry}`, event) && this.#change(event.entry, () => ({ flagged: event.flagged }))
      case 'entryRetimed':
        return (
          this.#set(`at:${event.entry}`, event) &&
          this.#change(event.entry, (entry) => ({ at: event.to, moved: event.to !== entry.event.at }))
        )
      case 'actorNamed':
        this.#names.set(event.actor, event.name)
        return true
      default:
        return false
    }
  }

  #post(event: Extract<IncidentEvent, { kind: 'entryPosted' }>): boolean {
    const { id, at, by: author, category } = event
    // somebody spoke of it before it was there
    if (this.#index.mentioned.has(id)) return false
    const is: Entry = {
      id,
      at,
      writtenAt: stampMs(id),
      author,
      category,
      flagged: false,
      moved: false,
      editors: [],
      event,
      before: null
    }
    this.#changed.set(id, { was: undefined, is })
    if (category === 'update') this.#lastBroadcastAt = Math.max(this.#lastBroadcastAt, at)
    return true
  }

  #change(id: EntryId, change: (entry: Entry) => Partial<Entry>): boolean {
    this.#index.mentioned.add(id)
    const known = this.#changed.get(id)
    const entry = known?.is ?? this.#index.entries.get(id)
    // of an entry that is not there, or not any more: nothing to tell
    if (entry) this.#changed.set(id, { was: known ? known.was : entry, is: { ...entry, ...change(entry) } })
    return true
  }

  /** False where two did it without seeing each other: that is for the merge report. */
  #set(what: string, event: IncidentEvent): boolean {
    const [one] = collectSettings([event]).get(what) ?? []
    if (!one) return false
    const all = [...(this.#index.settings.get(what) ?? []), one]
    if (foldRegister(all).overruled.length > 0 || this.#before.overruled.some((lost) => lost.what === what)) return false
    this.#index.settings.set(what, all)
    this.#heads.set(what, event.id)
    return true
  }

  /** False for somebody who is not among the responders yet, or not any more. */
  #takeAuthor(event: IncidentEvent): boolean {
    if (!isContribution(event)) return true
    const writtenAt = stampMs(event.id)
    this.#lastUpdateAt = Math.max(this.#lastUpdateAt, writtenAt)
    if (!isPerson(event.by)) return true
    const known = this.#responders.get(event.by) ?? this.#before.responders.find(({ person }) => person === event.by)
    if (!known) return false
    this.#responders.set(event.by, { ...known, lastContributionAt: Math.max(known.lastContributionAt ?? 0, writtenAt) })
    return true
  }

  finish(): Incident {
    for (const [id, { is }] of this.#changed) this.#index.entries.set(id, is)
    return {
      ...this.#before,
      timeline: this.#growTimeline(),
      responders:
        this.#responders.size === 0
          ? this.#before.responders
          : this.#before.responders.map((responder) => this.#responders.get(responder.person) ?? responder),
      heads: this.#heads.size === 0 ? this.#before.heads : new Map([...this.#before.heads, ...this.#heads]),
      names: this.#names.size === 0 ? this.#before.names : new Map([...this.#before.names, ...this.#names]),
      lastUpdateAt: this.#lastUpdateAt,
      lastBroadcastAt: this.#lastBroadcastAt
    }
  }

  #growTimeline(): Entry[] {
    if (this.#changed.size === 0) return this.#before.timeline
    const timeline = this.#before.timeline.slice()
    const moved: Entry[] = []
    for (const { was, is } of this.#changed.values()) {
      const place = was && placeOf(timeline, was)
      if (place === undefined) moved.push(is)
      else if (is.at === was!.at) timeline[place] = is
      else {
        timeline.splice(place, 1)
        moved.push(is)
      }
    }
    for (const entry of moved.sort(inTime)) timeline.splice(placeOf(timeline, entry), 0, entry)
    return timeline
  }
}

/** Where an entry stands in a timeline, or would stand. */
function placeOf(timeline: readonly Entry[], entry: Entry): number {
  let [low, high] = [0, timeline.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (inTime(timeline[middle]!, entry) < 0) low = middle + 1
    else high = middle
  }
  return low
}
