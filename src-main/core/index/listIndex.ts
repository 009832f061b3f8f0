import type { SearchFields } from '#shared/domain/search/fields.ts'
import { COLUMNS } from '../projectIncident.ts'
import type { Projector } from '../projector.ts'
import type { ProjectedDoc, ProjectionStore } from '../sqlite/projectionStore.ts'
import { ColumnIndex } from './columnIndex.ts'

/**
 * Keeps the columns in step with the projection. They are built a piece at a time, so that everything else goes on, and from then on
 * follow each change; until they are whole, `get` is null and SQL answers.
 */
export class ListIndex {
  readonly #projection: ProjectionStore
  readonly #stop: () => void
  #index: ColumnIndex | null = null
  #building: { index: ColumnIndex; done: Promise<void> } | null = null
  #texts = ''
  #isClosed = false
  /** Grows with each change of what it holds. */
  revision = 0

  constructor(projector: Pick<Projector, 'onProjected'>, projection: ProjectionStore) {
    this.#projection = projection
    this.#stop = projector.onProjected((docs) => this.#follow(docs))
  }

  /** null: not built yet, or being built anew for other fields. */
  get(fields: SearchFields): ColumnIndex | null {
    const texts = textFields(fields)
    if (texts.join() !== this.#texts || (!this.#index && !this.#building)) this.#start(texts)
    return this.#index
  }

  /** Settles when it is built. */
  async ready(fields: SearchFields): Promise<void> {
    this.get(fields)
    await this.#building?.done
  }

  close(): void {
    this.#isClosed = true
    this.#stop()
  }

  #start(texts: string[]): void {
    this.#texts = texts.join()
    this.#index = null
    const index = new ColumnIndex(this.#projection.lastRowid() + 1, new Set(texts))
    index.byUpdate.suspend()
    this.#building = { index, done: this.#build(index) }
  }

  async #build(index: ColumnIndex): Promise<void> {
    const read = this.#projection.db.prepare(`SELECT rowid, ${READ} FROM incident WHERE rowid > ? ORDER BY rowid LIMIT ${CHUNK}`).raw()
    for (let after = 0; ;) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (this.#isClosed || this.#building?.index !== index) return
      const rows = read.all(after) as (string | number | null)[][]
      for (const row of rows) index.set(row[0] as number, row, 1)
      if (rows.length < CHUNK) break
      after = rows.at(-1)![0] as number
    }
    index.byUpdate.sort()
    this.#index = index
    this.#building = null
    this.revision += 1
  }

  #follow(docs: readonly ProjectedDoc[]): void {
    this.revision += 1
    const index = this.#index ?? this.#building?.index
    if (!index) return
    for (const { incident, rowid } of docs) {
      if (rowid === undefined) continue
      if (incident) index.set(rowid, incident.columns)
      else index.remove(rowid)
    }
  }
}

const CHUNK = 4000
/** All in their places, but what the columns do not hold is not read. */
const UNREAD: ReadonlySet<string> = new Set(['title', 'severity_rank'])
const READ = COLUMNS.map((column) => (UNREAD.has(column) ? 'NULL' : column)).join(', ')

/** What is asked for by words is found in the texts. */
const textFields = (fields: SearchFields): string[] => [
  ...['summary', 'root_cause'],
  ...fields.all.flatMap(({ name, type, isCustom }) => (isCustom && type === 'text' ? [name] : []))
]
