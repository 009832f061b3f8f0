import type * as Y from 'yjs'
import type { Awareness } from 'y-protocols/awareness'
import type { DocClient, OpenDoc, SaveStatus } from '#shared/bridge/docClient.ts'
import type { Opening } from '#shared/bridge/contract/timeline.ts'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import type { Author } from '#shared/doc/commands.ts'
import { EventLog } from '#shared/doc/eventLog.ts'
import { textOfEntry } from '#shared/doc/readIncident.ts'
import { keepIncident } from '#shared/doc/keptIncident.ts'
import { entriesOf, eventsOf, findEntryText } from '#shared/doc/roots.ts'
import { createClock, type Clock } from '#shared/domain/clock.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import type { NamingType } from '#shared/domain/describe.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import { newDeviceId, type EntryId, type IncidentId } from '#shared/domain/ids.ts'
import { nameOf, type Entry, type Incident } from '#shared/domain/incident.ts'
import type { Result } from '#shared/domain/result.ts'
import type { Images } from '../images/images.svelte.ts'
import { inIdle } from '../inIdle.ts'
import { OrderedTexts } from './orderedTexts.ts'
import { onceAFrame, onceInAWhile } from './onceAFrame.ts'
import { readOpening, type Early } from './opening.ts'
import { hasCode } from './timelineView.ts'
import { listPeers, type LocalUser, type Peer, type Place } from './presence.ts'

/** opening: not everything is here. missing: the core has no such incident. stopped: it cannot be opened, `status.message` says why. */
export type RoomPhase = 'opening' | 'open' | 'missing' | 'stopped'

export interface RoomOptions {
  docs: Pick<DocClient, 'open'>
  incidentId: IncidentId
  person: Person
  /** The person's colour, `#rrggbb`, for clients of other makes. */
  color: string
  images: Images
  /** What may be shown of a huge incident until the whole is here. */
  findOpening?: () => Promise<Result<Opening | null>>
}

/** A step of what others post in a burst. */
const STEP_MS = 1000
const MAX_ENTRIES_A_SECOND = 5
/** The texts of fewer entries are read when they are asked for. */
const READ_AHEAD_FROM = 5000

/** One incident, live: its fold, who is here, and how far its changes have come. Commands run on `doc` as `author`. */
export class Room {
  readonly id: IncidentId
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly author: Author
  /** Those of the window: an entry shows the ones that belong to this incident. */
  readonly images: Images
  incident = $state.raw<Incident>(foldIncident([]))
  /** Set while `incident` holds only the newest lines: nothing can be done yet, and what counts lines counts them from here. */
  early = $state.raw<Early | null>(null)
  peers = $state.raw<readonly Peer[]>([])
  status = $state.raw<SaveStatus>({ state: 'loading', waiting: 0, hub: 'none', message: null })
  /** Why the last command was not done; null: it was. */
  problem = $state<string | null>(null)
  /** Rises whenever the text of some entry changes. */
  textVersion = $state(0)
  /** Rises whenever an entry gets its first code or loses its last. */
  codeVersion = $state(0)
  /** The texts of all entries were looked at: of very many, that takes a moment after they are here. */
  isRead = $state(true)
  #isLoaded = $state(false)
  #type = $state.raw<NamingType>(DEFAULT_SETTINGS.types[0]!)
  readonly phase: RoomPhase = $derived.by(() => {
    if (this.incident.isDeclared) return 'open'
    if (this.#isLoaded) return 'missing'
    return this.status.state === 'failed' ? 'stopped' : 'opening'
  })
  readonly #clock: Clock
  readonly #open: OpenDoc
  readonly #log: EventLog
  readonly #texts = new Map<EntryId, string>()
  readonly #searchable = new Map<EntryId, string>()
  readonly #ordered = new OrderedTexts((entry) => this.searchableOf(entry))
  readonly #code = new Map<EntryId, boolean>()
  /** Of entries that Muster wrote. */
  readonly #sentences = new Map<EntryId, string>()
  readonly #stop: (() => void)[] = []
  #burst: ReturnType<typeof setTimeout> | undefined
  readonly #arrivals: number[] = []

  constructor({ docs, incidentId, person, color, images, findOpening }: RoomOptions) {
    this.id = incidentId
    this.images = images
    // asked first: the core answers in the order of asking
    void findOpening?.().then((found) => found.ok && found.value && this.#showEarly(found.value))
    this.#open = docs.open(incidentId)
    this.doc = this.#open.doc
    this.awareness = this.#open.awareness
    this.#clock = createClock(newDeviceId())
    this.author = { id: person.id, name: person.name, clock: this.#clock }
    this.#log = new EventLog(this.doc, (id) => this.#clock.observe(id))
    this.#stop.push(keepIncident(this.doc, { incident: () => this.#log.fold(), clock: this.#clock }))
    this.#watchEvents()
    this.#watchTexts()
    this.#watchPeers({ id: person.id, name: person.name, color })
    this.status = this.#open.getStatus()
    this.#stop.push(this.#open.onStatus((status) => (this.status = status)))
    void this.#open.loaded.then(() => {
      // fold first: loaded and not declared would be called missing
      this.#show()
      this.#isLoaded = true
      this.early = null
      this.#readAhead()
    })
  }

  /** The whole log; it grows when `incident` changes. */
  get events(): Iterable<IncidentEvent> {
    return this.#log.events
  }

  /** Keep what a command answers: its reason is shown until the next one succeeds. */
  do<T>(result: Result<T>): T | undefined {
    this.problem = result.ok ? null : result.error.message
    return result.ok ? result.value : undefined
  }

  /** Tell the others where this person writes; null: nowhere. */
  setPlace(place: Place | null): void {
    this.awareness.setLocalStateField('at', place)
  }

  findText(entry: EntryId): Y.Text | undefined {
    return findEntryText(this.doc, entry)
  }

  /** Its type: sentences call fields and roles as it does. */
  get type(): NamingType {
    return this.#type
  }

  set type(type: NamingType) {
    if (this.#type === type) return
    this.#type = type
    this.#forgetSentences()
    this.textVersion += 1
  }

  /** What somebody posted, as it is now. */
  bodyOf(entry: EntryId): string | undefined {
    return this.findText(entry)?.toString() ?? this.early?.texts.get(entry)
  }

  /** What an entry says, kept until it changes: a search asks for all of them. */
  textOf(entry: Entry): string {
    const isPosted = entry.event.kind === 'entryPosted'
    const texts = isPosted ? this.#texts : this.#sentences
    let text = texts.get(entry.id)
    if (text === undefined) {
      const own = isPosted ? this.bodyOf(entry.id) : undefined
      text = own ?? textOfEntry(this.doc, { ...this.incident, type: this.#type }, entry)
      texts.set(entry.id, text)
    }
    return text
  }

  /** What a search looks in: who wrote it and what it says, in lower case. */
  searchableOf(entry: Entry): string {
    let text = this.#searchable.get(entry.id)
    if (text === undefined) {
      text = `${nameOf(this.incident, entry.author) ?? ''} ${this.textOf(entry)}`.toLowerCase()
      this.#searchable.set(entry.id, text)
    }
    return text
  }

  /** As `searchableOf`, of every entry in the order of the timeline. */
  searchTexts(): readonly string[] {
    return this.#ordered.of(this.incident.timeline)
  }

  /** What somebody posted has code in it. */
  hasCode(entry: Entry): boolean {
    if (entry.event.kind !== 'entryPosted') return false
    let has = this.#code.get(entry.id)
    if (has === undefined) this.#code.set(entry.id, (has = hasCode(this.textOf(entry))))
    return has
  }

  close(): void {
    this.#stop.forEach((stop) => stop())
    this.#open.close()
  }

  #watchEvents(): void {
    const show = onceAFrame(() => this.#show())
    const events = eventsOf(this.doc)
    const onChange = (change: Y.YMapEvent<unknown>) => {
      this.#log.update(change.keysChanged)
      if (this.#isBurst()) this.#burst ??= setTimeout(show.schedule, STEP_MS)
      else show.schedule()
    }
    events.observe(onChange)
    this.#stop.push(
      () => events.unobserve(onChange),
      show.cancel,
      () => clearTimeout(this.#burst)
    )
  }

  /** Others post faster than anybody reads: that comes in steps. What this person does, and what is no entry, comes at once. */
  #isBurst(): boolean {
    const { fresh } = this.#log
    return (
      this.#isLoaded &&
      fresh.length > 0 &&
      fresh.every((event) => event.by !== this.author.id && event.kind === 'entryPosted') &&
      this.#isBusy()
    )
  }

  /** More than five entries in the last second. */
  #isBusy(): boolean {
    const now = performance.now()
    this.#arrivals.push(now)
    while (this.#arrivals.length > 0 && this.#arrivals[0]! < now - STEP_MS) this.#arrivals.shift()
    return this.#arrivals.length > MAX_ENTRIES_A_SECOND
  }

  #showEarly(opening: Opening): void {
    const early = this.#isLoaded ? null : readOpening(opening)
    if (!early || this.incident.isDeclared) return
    this.early = early
    this.incident = early.incident
  }

  #show(): void {
    clearTimeout(this.#burst)
    this.#burst = undefined
    const before = this.incident
    const next = this.#log.fold()
    if (next === before) return
    // sentences name people, tasks and fields; who wrote is part of what a search looks in
    if (next.names !== before.names || next.tasks !== before.tasks) {
      this.#forgetSentences()
    }
    this.incident = next
  }

  #watchTexts(): void {
    const changed = new Set<EntryId>()
    const tell = onceAFrame(() => {
      this.textVersion += 1
      this.#readCode(changed)
      changed.clear()
    })
    const entries = entriesOf(this.doc)
    const onChange = (changes: Y.YEvent<Y.AbstractType<unknown>>[]) => {
      for (const change of changes) {
        const ids = change.path.length > 0 ? [change.path[0]] : (change as Y.YMapEvent<unknown>).keysChanged
        for (const id of ids) changed.add(this.#forgetText(id as EntryId))
      }
      tell.schedule()
    }
    entries.observeDeep(onChange)
    this.#stop.push(() => entries.unobserveDeep(onChange), tell.cancel)
  }

  #forgetSentences(): void {
    this.#sentences.clear()
    this.#searchable.clear()
    this.#ordered.forgetAll()
  }

  /** So that the first search finds all texts read. */
  #readAhead(): void {
    const { timeline } = this.incident
    if (timeline.length < READ_AHEAD_FROM) return
    this.isRead = false
    this.#stop.push(inIdle(this.#readAll(timeline)))
  }

  *#readAll(timeline: readonly Entry[]): Iterator<void> {
    for (const entry of timeline) {
      this.searchableOf(entry)
      this.hasCode(entry)
      yield
    }
    this.isRead = true
  }

  #forgetText(id: EntryId): EntryId {
    this.#ordered.forget(id)
    this.#texts.delete(id)
    this.#searchable.delete(id)
    return id
  }

  #readCode(changed: Iterable<EntryId>): void {
    let isChanged = false
    for (const id of changed) {
      const before = this.#code.get(id)
      // never asked for: it is read when it is
      if (before === undefined) continue
      const has = hasCode(this.findText(id)?.toString() ?? '')
      this.#code.set(id, has)
      if (has !== before) isChanged = true
    }
    if (isChanged) this.codeVersion += 1
  }

  #watchPeers(user: LocalUser): void {
    this.awareness.setLocalStateField('user', user)
    const read = onceInAWhile(() => (this.peers = listPeers(this.awareness.getStates(), this.awareness.clientID)))
    this.awareness.on('change', read.schedule)
    read.schedule()
    this.#stop.push(() => this.awareness.off('change', read.schedule), read.cancel)
  }
}
