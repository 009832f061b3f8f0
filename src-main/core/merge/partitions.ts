import * as v from 'valibot'
import type { DocStore } from '../docStore.ts'

/** A time this machine was apart from its hub, and the rows of its log between. */
const partition = v.object({
  /** When the line was lost and when both sides had everything again, epoch ms; null: it is still apart. */
  leftAt: v.number(),
  backAt: v.nullable(v.number()),
  /** Rows after `fromSeq` up to `toSeq` were written or arrived meanwhile. */
  fromSeq: v.number(),
  toSeq: v.nullable(v.number())
})
export type Partition = v.InferOutput<typeof partition>

const KEY = 'merge.partitions'
/** Older ones nobody asks for. */
const KEPT = 20

export interface PartitionLine {
  getStatus(): { state: string }
  getLink(): { readonly isCaughtUp: boolean } | undefined
  onChange(listener: () => void): () => void
  /** Whether this machine is a guest of a hub, connected or not. */
  remembered(): { role: string } | null
}

interface Parts {
  store: Pick<DocStore, 'getMeta' | 'setMeta' | 'lastSeq'>
  line: PartitionLine
  now: () => number
}

/**
 * Remembers when this machine was apart from its hub. Begins when the line is lost or the program ends, also by a crash; ends when both
 * sides have everything that was there when they met again.
 */
export class Partitions {
  readonly #parts: Parts
  readonly #listeners = new Set<() => void>()
  #list: Partition[]
  #wasTogether = false
  readonly #stop: () => void

  constructor(parts: Parts) {
    this.#parts = parts
    this.#list = this.#read()
    // the last run ended without saying so: what was on the disk then is what both might have
    if (parts.line.remembered()?.role === 'guest' && !this.#open) this.#begin()
    this.#stop = parts.line.onChange(() => this.look())
  }

  /** Oldest first; the last one may be going on. */
  get list(): readonly Partition[] {
    return this.#list
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks at the line now. */
  look(): void {
    const { line } = this.#parts
    if (line.getLink()?.isCaughtUp) this.#end()
    else if (this.#wasTogether && line.getStatus().state !== 'online') this.#begin()
  }

  close(): void {
    this.#stop()
    if (this.#wasTogether) this.#begin()
  }

  get #open(): Partition | undefined {
    const last = this.#list.at(-1)
    return last?.backAt === null ? last : undefined
  }

  #begin(): void {
    this.#wasTogether = false
    if (this.#open) return
    this.#keep([...this.#list, { leftAt: this.#parts.now(), backAt: null, fromSeq: this.#parts.store.lastSeq(), toSeq: null }])
  }

  #end(): void {
    this.#wasTogether = true
    const open = this.#open
    if (!open) return
    const toSeq = this.#parts.store.lastSeq()
    const before = this.#list.slice(0, -1)
    // nothing was written on either side: nothing to tell
    this.#keep(toSeq === open.fromSeq ? before : [...before, { ...open, backAt: this.#parts.now(), toSeq }])
  }

  #keep(list: Partition[]): void {
    this.#list = list.slice(-KEPT)
    this.#parts.store.setMeta(KEY, JSON.stringify(this.#list))
    for (const listener of this.#listeners) listener()
  }

  #read(): Partition[] {
    const kept = this.#parts.store.getMeta(KEY)
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(partition)), kept)
    return parsed.success ? parsed.output : []
  }
}
