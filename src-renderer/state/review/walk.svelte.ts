import * as v from 'valibot'
import type { EntryId, EventId, IncidentId } from '#shared/domain/ids.ts'
import { loadStored, store } from '../stored.ts'

/** What was written during a walk. It is in the incident; here is only that it was written now. */
export interface Made {
  type: 'note' | 'followUp'
  id: EntryId | EventId
  incident: IncidentId
  /** As it was said. */
  text: string
}

const id = v.pipe(v.string(), v.maxLength(200))
const stored = v.record(
  v.string(),
  v.object({
    seen: v.array(id),
    made: v.array(v.object({ type: v.picklist(['note', 'followUp']), id, incident: id, text: v.string() }))
  })
)
type Stored = v.InferOutput<typeof stored>

const KEY = 'review'
/** Weeks somebody may go back to and find as they left them. */
const KEPT_WEEKS = 12

/** One walk through a week: what was looked at and what was written. Kept on this machine, so that a reload goes on with it. */
export class Walk {
  readonly week: string
  seen = $state.raw<ReadonlySet<IncidentId>>(new Set())
  made = $state.raw<readonly Made[]>([])

  constructor(week: string) {
    this.week = week
    const kept = loadStored<Stored>(KEY, stored, {})[week]
    if (!kept) return
    this.seen = new Set(kept.seen as IncidentId[])
    this.made = kept.made as Made[]
  }

  see(incident: IncidentId): void {
    if (this.seen.has(incident)) return
    this.seen = new Set([...this.seen, incident])
    this.#keep()
  }

  add(made: Made): void {
    this.made = [...this.made, made]
    this.#keep()
  }

  /** From the beginning; what was written stays where it was written. */
  restart(): void {
    this.seen = new Set()
    this.made = []
    this.#keep()
  }

  #keep(): void {
    const others = Object.entries(loadStored<Stored>(KEY, stored, {})).filter(([week]) => week !== this.week)
    const latest = others.slice(1 - KEPT_WEEKS)
    store(KEY, { ...Object.fromEntries(latest), [this.week]: { seen: [...this.seen], made: this.made } })
  }
}
