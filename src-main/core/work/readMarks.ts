import type { ActorId } from '#shared/domain/ids.ts'
import type { DocStore } from '../docStore.ts'

/** Which messages somebody has read, kept in this data folder and nowhere else. */
export class ReadMarks {
  readonly #store: Pick<DocStore, 'getMeta' | 'setMeta'>
  readonly #read = new Map<ActorId, Set<string>>()

  constructor(store: Pick<DocStore, 'getMeta' | 'setMeta'>) {
    this.#store = store
  }

  isRead(person: ActorId, message: string): boolean {
    return this.#of(person).has(message)
  }

  set(person: ActorId, messages: readonly string[], isRead: boolean): void {
    const read = new Set(this.#of(person))
    for (const message of messages)
      if (isRead) read.add(message)
      else read.delete(message)
    this.#store.setMeta(keyOf(person), JSON.stringify([...read]))
    this.#read.set(person, read)
  }

  #of(person: ActorId): Set<string> {
    let read = this.#read.get(person)
    if (!read) this.#read.set(person, (read = new Set(parse(this.#store.getMeta(keyOf(person))))))
    return read
  }
}

const keyOf = (person: ActorId): string => `inbox.read.${person}`

function parse(kept: string | undefined): string[] {
  const list: unknown = JSON.parse(kept ?? '[]')
  return Array.isArray(list) ? list.map(String) : []
}
