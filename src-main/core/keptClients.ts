import * as v from 'valibot'
import type { OwnClients } from '#shared/doc/rescue/rescuer.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { DocStore } from './docStore.ts'

/** One window open for a day is one. */
const MAX_KEPT = 500

/** The Yjs clients that wrote in a document on this machine: in the log's own facts, so that they are known after a start too. */
export class KeptClients implements OwnClients {
  readonly #store: Pick<DocStore, 'getMeta' | 'setMeta'>
  readonly #key: string
  #clients: Set<number> | undefined

  constructor(store: Pick<DocStore, 'getMeta' | 'setMeta'>, docId: DocId) {
    this.#store = store
    this.#key = `written.${docId}`
  }

  has(client: number): boolean {
    return this.#known.has(client)
  }

  add(client: number): void {
    if (this.#known.has(client)) return
    this.#known.add(client)
    this.#store.setMeta(this.#key, JSON.stringify([...this.#known].slice(-MAX_KEPT)))
  }

  /** Read when first asked for: most documents are only read. */
  get #known(): Set<number> {
    return (this.#clients ??= new Set(read(this.#store.getMeta(this.#key))))
  }
}

function read(kept: string | undefined): number[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.number())), kept)
  return parsed.success ? parsed.output : []
}
