import type * as Y from 'yjs'
import { EventLog } from '#shared/doc/eventLog.ts'
import { keepIncident } from '#shared/doc/keptIncident.ts'
import { readEntries, readPages, sourceOf } from '#shared/doc/readProse.ts'
import { entriesOf, eventsOf, notesOf, postmortemOf, rootCauseOf } from '#shared/doc/roots.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { newDeviceId } from '#shared/domain/ids.ts'
import type { Entry, Incident } from '#shared/domain/incident.ts'
import { searchRowOf, type Piece, type Prose } from '#shared/domain/search/row.ts'
import { timelineChanges } from '#shared/domain/timelineChanges.ts'
import { projectRow, type ProjectedIncident } from './projectIncident.ts'
import { workOf } from './work/projectWork.ts'

/** What the projection holds. */
interface Projected {
  timeline: readonly Entry[]
  /** All pieces but those of entries, by source. */
  rest: ReadonlyMap<string, Piece>
}

/**
 * An open document with its fold, which follows the document. It knows what the projection holds, so that of a huge incident only what
 * changed since is read and written again.
 */
export class FoldedDoc {
  readonly doc: Y.Doc
  readonly #log: EventLog
  readonly #stop: (() => void)[] = []
  /** Entries whose text changed since the last projection. */
  readonly #touched = new Set<string>()
  #pages: (Prose & { at: number }) | null = null
  #projected: Projected | null = null

  constructor(doc: Y.Doc) {
    this.doc = doc
    const clock = createClock(newDeviceId())
    this.#log = new EventLog(doc, (id) => clock.observe(id))
    this.#stop.push(keepIncident(doc, { incident: () => this.incident, clock }))
    this.#follow(eventsOf(doc), ({ keysChanged }) => this.#log.update(keysChanged))
    this.#followDeep(entriesOf(doc), this.#noteTexts)
    for (const page of [notesOf(doc), rootCauseOf(doc), postmortemOf(doc)]) this.#followDeep(page, () => (this.#pages = null))
  }

  get incident(): Incident {
    return this.#log.fold()
  }

  get log(): Iterable<IncidentEvent> {
    return this.#log.events
  }

  get size(): number {
    return this.#log.size
  }

  close(): void {
    this.#stop.forEach((stop) => stop())
  }

  /** What changed since this was asked last, the first time everything. Whoever cannot write it must begin anew with another. */
  project(id: string): ProjectedIncident | null {
    const { incident } = this
    const before = this.#projected
    this.#projected = null
    if (!incident.isDeclared) return null
    const whole = projectRow(id, searchRowOf(incident, this.#readPages(incident.declaredAt)))
    const rest = new Map(whole.pieces.map((piece) => [piece.source, piece]))
    const changed = before ? this.#changesSince(before, incident.timeline, rest) : this.#all(incident.timeline, whole.pieces)
    this.#projected = { timeline: incident.timeline, rest }
    this.#touched.clear()
    return { ...whole, ...changed, work: workOf(incident) }
  }

  #all(timeline: readonly Entry[], [title, ...rest]: readonly Piece[]): Pick<ProjectedIncident, 'pieces'> {
    return { pieces: [title!, ...readEntries(this.doc, timeline), ...rest] }
  }

  #changesSince(before: Projected, timeline: readonly Entry[], rest: ReadonlyMap<string, Piece>) {
    const { left, came } = timelineChanges(before.timeline, timeline)
    const arrived = new Set(came.map(({ id }) => id as string))
    const touched = new Set([...this.#touched].filter((id) => !arrived.has(id)))
    const edited = touched.size === 0 ? [] : timeline.filter(({ id }) => touched.has(id))
    const others = [...rest.values()].filter((piece) => !isSame(before.rest.get(piece.source), piece))
    const outdated = [...before.rest.values()].filter((piece) => !isSame(rest.get(piece.source), piece))
    return {
      pieces: [...others, ...readEntries(this.doc, [...edited, ...came])],
      replaced: new Set([...outdated.map(({ source }) => source), ...[...left, ...edited].map(sourceOf)])
    }
  }

  #readPages(at: number): Prose {
    if (this.#pages?.at !== at) this.#pages = { ...readPages(this.doc, at), at }
    return this.#pages
  }

  #noteTexts = (changes: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const change of changes)
      for (const id of change.path.length > 0 ? [String(change.path[0])] : (change as Y.YMapEvent<unknown>).keysChanged)
        this.#touched.add(id)
  }

  #follow(root: Y.Map<unknown>, listener: (event: Y.YMapEvent<unknown>) => void): void {
    root.observe(listener)
    this.#stop.push(() => root.unobserve(listener))
  }

  #followDeep(root: Y.Map<unknown> | Y.XmlFragment, listener: (events: Y.YEvent<Y.AbstractType<unknown>>[]) => void): void {
    root.observeDeep(listener)
    this.#stop.push(() => root.unobserveDeep(listener))
  }
}

const isSame = (a: Piece | undefined, b: Piece): boolean => a?.text === b.text && a.at === b.at
