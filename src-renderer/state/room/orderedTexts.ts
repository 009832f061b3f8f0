import type { EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { startsWith } from '#shared/domain/timelineCounts.ts'

/** A text of each entry in the order of the timeline, for whoever goes over all of them. Of what stays, nothing is asked for again. */
export class OrderedTexts {
  readonly #textOf: (entry: Entry) => string
  #timeline: readonly Entry[] = []
  #texts: string[] = []
  readonly #outdated = new Set<EntryId>()

  constructor(textOf: (entry: Entry) => string) {
    this.#textOf = textOf
  }

  /** The text of this entry is another one. */
  forget(id: EntryId): void {
    this.#outdated.add(id)
  }

  forgetAll(): void {
    this.#timeline = []
    this.#texts = []
  }

  /** Until it is asked again. */
  of(timeline: readonly Entry[]): readonly string[] {
    if (!startsWith(timeline, this.#timeline)) this.forgetAll()
    if (this.#outdated.size > 0) this.#renew()
    for (let index = this.#texts.length; index < timeline.length; index++) this.#texts.push(this.#textOf(timeline[index]!))
    this.#timeline = timeline
    return this.#texts
  }

  #renew(): void {
    for (const [index, entry] of this.#timeline.entries()) if (this.#outdated.has(entry.id)) this.#texts[index] = this.#textOf(entry)
    this.#outdated.clear()
  }
}
