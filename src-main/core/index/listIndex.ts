import { endianness } from 'node:os'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { COLUMNS } from '../projectIncident.ts'
import type { Projector } from '../projector.ts'
import type { ProjectedDoc, ProjectionStore } from '../sqlite/projectionStore.ts'
import { ColumnIndex } from './columnIndex.ts'
import { SegmentStore, type StoredRow } from './segmentStore.ts'

/**
 * Keeps the columns in step with the projection. They are built a segment at a time, so that everything else goes on, and from then
 * on follow each change; until they are whole, `get` is null and SQL answers.
 */
export class ListIndex {
  readonly #projection: ProjectionStore
  readonly #segments: SegmentStore
  readonly #stop: () => void
  #index: ColumnIndex | null = null
  #building: { index: ColumnIndex; done: Promise<void> } | null = null
  #texts: readonly string[] = []
  #isClosed = false
  #timer: NodeJS.Timeout | undefined
  /** Changes since segments were last looked through. */
  #changes = 0
  /** Grows with each change of what it holds. */
  revision = 0
  /** Rows of the last changes, by revision. */
  readonly #recent = new Map<number, readonly number[]>()

  constructor(projector: Pick<Projector, 'onProjected'>, projection: ProjectionStore, segmentRows = SEGMENT) {
    this.#projection = projection
    this.#segments = new SegmentStore(projection.db, segmentRows)
    this.#stop = projector.onProjected((docs) => this.#follow(docs))
  }

  /** null: not built yet, or being built anew for other fields. */
  get(fields: SearchFields): ColumnIndex | null {
    const texts = textFields(fields)
    if (texts.join() !== this.#texts.join() || (!this.#index && !this.#building)) void this.#start(texts)
    return this.#index
  }

  /** Settles when it is built. */
  async ready(fields: SearchFields): Promise<void> {
    this.get(fields)
    await this.#building?.done
  }

  /** Rows that changed after that revision; null: too long ago to tell. */
  changedSince(revision: number): ReadonlySet<number> | null {
    const changed = new Set<number>()
    for (let each = revision + 1; each <= this.revision; each++) {
      const rows = this.#recent.get(each)
      if (!rows) return null
      for (const row of rows) changed.add(row)
    }
    return changed
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#stop()
  }

  #start(texts: readonly string[], isFromRows = false): Promise<void> {
    this.#texts = texts
    this.#index = null
    const index = new ColumnIndex(this.#segments.roundUp(this.#projection.lastRowid() + 1), new Set(texts))
    index.byUpdate.suspend()
    const done = this.#build(index, isFromRows)
    this.#building = { index, done }
    return done
  }

  async #build(index: ColumnIndex, isFromRows: boolean): Promise<void> {
    for (let first = 0; first <= this.#projection.lastRowid(); first += this.#segments.rows) {
      await nextTurn()
      if (this.#isClosed || this.#building?.index !== index) return
      this.#load(index, first, isFromRows)
    }
    // whatever happened to the segments, the list is not short of an incident
    if (!isFromRows && index.size !== this.#projection.countIncidents()) return this.#start(this.#texts, true)
    index.byUpdate.sort()
    this.#index = index
    this.#building = null
    this.revision += 1
  }

  /** The segment, then what changed since; without one every row. */
  #load(index: ColumnIndex, first: number, isFromRows: boolean): void {
    const segment = isFromRows ? null : this.#segments.load(first, this.#format())
    if (segment) index.put(first, segment)
    const rows = segment ? this.#segments.listStale(first) : this.#segments.listRows(first)
    setRows(index, rows)
    if (rows.length > this.#segments.few) this.#segments.save(first, this.#format(), index.take(first, this.#segments.rows))
  }

  /** The columns depend on what counts as text, the bytes on the machine. */
  #format(): string {
    return JSON.stringify([FORMAT, endianness(), ...this.#texts])
  }

  #follow(docs: readonly ProjectedDoc[]): void {
    this.revision += 1
    this.#recent.set(
      this.revision,
      docs.flatMap(({ rowid }) => rowid ?? [])
    )
    this.#recent.delete(this.revision - REMEMBERED)
    const index = this.#index ?? this.#building?.index
    if (!index) return
    for (const { incident, rowid } of docs) {
      if (rowid === undefined) continue
      if (incident) index.set(rowid, incident.columns)
      else index.remove(rowid)
    }
    this.#changes += docs.length
    if (this.#changes > this.#segments.rows) this.#tidyLater()
  }

  /** After an import, so that the next start is as quick as others. */
  #tidyLater(): void {
    clearTimeout(this.#timer)
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#tidy(), CALM_MS).unref()
  }

  async #tidy(): Promise<void> {
    const index = this.#index
    if (!index) return this.#tidyLater()
    this.#changes = 0
    for (const first of this.#segments.listCrowded()) {
      await nextTurn()
      if (this.#isClosed || this.#index !== index) return
      // read again, so that what is saved is what the rows say and not what was told of them
      setRows(index, this.#segments.listStale(first))
      this.#segments.save(first, this.#format(), index.take(first, this.#segments.rows))
    }
  }
}

/** Read in some 8 ms where there is no segment: a core that is busy for longer is felt. */
const SEGMENT = 2048
const CALM_MS = 2000
/** Changes that can be told of afterwards. */
const REMEMBERED = 100
/** Raised when segments are to be read otherwise. */
const FORMAT = 2

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const SEVERITY = COLUMNS.indexOf('severity')
function setRows(index: ColumnIndex, rows: readonly StoredRow[]): void {
  for (const row of rows) {
    const rowid = row[0] as number
    // every incident has a severity
    if (row[1 + SEVERITY] === null) index.remove(rowid)
    else index.set(rowid, row, 1)
  }
}

/** What is asked for by words is found in the texts. */
const textFields = (fields: SearchFields): string[] => [
  ...['summary', 'root_cause'],
  ...fields.all.flatMap(({ name, type, isCustom }) => (isCustom && type === 'text' ? [name] : []))
]
