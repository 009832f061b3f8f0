import type { Alert, AlertOrOpen, InboxItem, UpdateDue, WorkCounts, WorkItem } from '#shared/bridge/contract/notify.ts'
import type { ActorId, IncidentId } from '#shared/domain/ids.ts'
import type { People } from '../people.ts'
import type { Projector } from '../projector.ts'
import type { Replica } from '../replica.ts'
import type { Settings } from '../settings.ts'
import type { Db } from '../sqlite/openDatabase.ts'
import { alertOfMessage, alertOfUpdate, atMost } from './alerts.ts'
import type { Deliverer } from './deliverer.ts'
import { Outbox } from './outbox.ts'
import { ReadMarks } from './readMarks.ts'
import { listUpdates } from './updates.ts'
import { countOutbox, listInbox, listReceivedIds, listWorkItems } from './workQueries.ts'

export interface WorkParts {
  replica: Replica
  projector: Projector
  /** Of the projection. */
  db: Db
  people: Pick<People, 'getSeated'>
  settings: Pick<Settings, 'get' | 'onChange'>
  now: () => number
  deliverers?: readonly Deliverer[]
}

/** A timer may wait this long. */
const MAX_WAIT_MS = 2 ** 31 - 1
const NEWEST = 50

/** What the incidents ask of the people here: their inbox, their tasks, updates that are due, and who is told the moment it comes. */
export class Work {
  readonly outbox: Outbox
  readonly #parts: WorkParts
  readonly #marks: ReadMarks
  readonly #listeners = new Set<() => void>()
  readonly #alertListeners = new Set<(alert: AlertOrOpen) => void>()
  #stop: (() => void)[] = []
  /** Messages the person was told of, or had when Muster started. */
  #known: { person: ActorId; ids: Set<string> } | undefined
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(parts: WorkParts) {
    this.#parts = parts
    this.#marks = new ReadMarks(parts.replica.store)
    this.outbox = new Outbox(parts)
  }

  /** Tell of what comes from now on. What is there by now waits in the inbox. */
  start(): void {
    if (this.#isClosed) return
    const { projector, settings } = this.#parts
    this.#tellMessages()
    this.#tellUpdates()
    this.#stop = [
      projector.onProjected(() => {
        this.#tellMessages()
        this.#tellUpdates()
        this.#changed()
      }),
      settings.onChange(() => {
        this.#tellUpdates()
        this.#changed()
      })
    ]
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const stop of this.#stop) stop()
    this.#listeners.clear()
    this.#alertListeners.clear()
  }

  /** Told after each change of what is listed here. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onAlert(listener: (alert: AlertOrOpen) => void): () => void {
    this.#alertListeners.add(listener)
    return () => this.#alertListeners.delete(listener)
  }

  /** Windows go there: the person chose what they were told of. */
  open(incident: IncidentId | null): void {
    this.#alert({ type: 'open', incident })
  }

  listInbox(person: ActorId, limit: number, offset: number): InboxItem[] {
    return listInbox(this.#parts.db, person, this.#parts.settings.get(), limit, offset).map((item) => ({
      ...item,
      isRead: this.#marks.isRead(person, item.id)
    }))
  }

  markRead(person: ActorId, ids: readonly string[] | null, isRead: boolean): void {
    this.#marks.set(person, ids ?? listReceivedIds(this.#parts.db, person), isRead)
    this.#changed()
  }

  listItems(person: ActorId): WorkItem[] {
    return listWorkItems(this.#parts.db, person, this.#parts.settings.get())
  }

  listUpdates(person: ActorId): UpdateDue[] {
    return listUpdates(this.#parts.db, person, this.#parts.settings.get())
  }

  count(person: ActorId | null): WorkCounts {
    const outbox = countOutbox(this.#parts.db)
    if (person === null) return { unread: 0, tasks: 0, handovers: 0, updates: 0, outbox }
    const items = this.listItems(person)
    return {
      unread: listReceivedIds(this.#parts.db, person).filter((id) => !this.#marks.isRead(person, id)).length,
      tasks: items.filter(({ kind, dueAt }) => kind !== 'handover' && dueAt !== null).length,
      handovers: items.filter(({ kind }) => kind === 'handover').length,
      updates: this.listUpdates(person).filter(({ dueAt }) => dueAt <= this.#parts.now()).length,
      outbox
    }
  }

  #tellMessages(): void {
    const person = this.#parts.people.getSeated()
    if (!person) return
    const ids = listReceivedIds(this.#parts.db, person.id)
    const known = this.#known?.person === person.id ? this.#known.ids : undefined
    this.#known = { person: person.id, ids: new Set(ids) }
    // a list that is made anew holds nothing new
    if (!known || this.#parts.projector.rebuilding) return
    const fresh = new Set(ids.filter((id) => !known.has(id) && !this.#marks.isRead(person.id, id)))
    // what left the list for a moment, while it was made anew, was known
    for (const id of known) this.#known.ids.add(id)
    if (fresh.size === 0) return
    const items = listInbox(this.#parts.db, person.id, this.#parts.settings.get(), NEWEST, 0).filter(({ id }) => fresh.has(id))
    for (const alert of atMost(items.map(alertOfMessage), fresh.size)) this.#alert(alert)
  }

  /** Once for each time at which an update is due. */
  #tellUpdates(): void {
    clearTimeout(this.#timer)
    const { people, replica, now } = this.#parts
    const person = people.getSeated()
    if (!person) return
    const updates = this.listUpdates(person.id)
    const late = updates.filter(({ dueAt }) => dueAt <= now())
    const untold = late.filter(({ incident, dueAt }) => replica.store.getMeta(remindedKey(incident.id)) !== String(dueAt))
    try {
      for (const { incident, dueAt } of untold) replica.store.setMeta(remindedKey(incident.id), String(dueAt))
    } catch {
      // the disk refuses: told now, and perhaps once more after a restart
    }
    for (const alert of atMost(untold.map(alertOfUpdate), untold.length)) this.#alert(alert)
    if (untold.length > 0) this.#changed()
    const next = updates.find(({ dueAt }) => dueAt > now())
    if (next) this.#timer = setTimeout(() => this.#tellUpdates(), Math.min(MAX_WAIT_MS, next.dueAt - now()))
  }

  #alert(alert: Alert | AlertOrOpen): void {
    for (const listener of this.#alertListeners) listener(alert)
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}

const remindedKey = (incident: IncidentId): string => `reminded.${incident}`
