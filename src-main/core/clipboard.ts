import * as v from 'valibot'
import { CLIPBOARD_SIZE, clipboardItem, type ClipboardItem } from '#shared/bridge/contract/clipboard.ts'
import { randomText } from '#shared/domain/ids.ts'
import { FailureError } from '#shared/domain/result.ts'
import type { Signal } from '#shared/domain/signals.ts'
import type { DocStore } from './docStore.ts'

const kept = v.array(clipboardItem)

/**
 * What each person has collected, newest first. It lies beside the log in this data folder and in no document: nobody else gets it.
 * Written in one piece before anybody is told.
 */
export class Clipboard {
  readonly #store: Pick<DocStore, 'getMeta' | 'setMeta'>
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()

  constructor(store: Pick<DocStore, 'getMeta' | 'setMeta'>, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /** What cannot be read any more counts as nothing: the next change writes over it. */
  list(owner: string): ClipboardItem[] {
    const text = this.#store.getMeta(keyOf(owner))
    if (text === undefined) return []
    try {
      const parsed = v.safeParse(kept, JSON.parse(text))
      return parsed.success ? parsed.output : []
    } catch {
      return []
    }
  }

  add(owner: string, signals: readonly Signal[]): { added: number; dropped: string[] } {
    const before = this.list(owner)
    const known = new Map(before.map((item) => [JSON.stringify(item.signal), item]))
    const fresh = new Map(signals.map((signal) => [JSON.stringify(signal), signal]))
    const front = [...fresh].map(([text, signal]): ClipboardItem => known.get(text) ?? { id: randomText(12), at: this.#now(), signal })
    const all = [...front.toReversed(), ...before.filter((item) => !fresh.has(JSON.stringify(item.signal)))]
    this.#save(owner, all.slice(0, CLIPBOARD_SIZE))
    return {
      added: [...fresh.keys()].filter((text) => !known.has(text)).length,
      dropped: all.slice(CLIPBOARD_SIZE).map(({ signal }) => signal.title)
    }
  }

  remove(owner: string, ids: readonly string[]): void {
    this.#save(
      owner,
      this.list(owner).filter(({ id }) => !ids.includes(id))
    )
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #save(owner: string, items: readonly ClipboardItem[]): void {
    try {
      this.#store.setMeta(keyOf(owner), JSON.stringify(items))
    } catch (error) {
      throw new FailureError('storage', `The clipboard cannot be saved to this machine's disk: ${(error as Error).message}.`)
    }
    for (const listener of this.#listeners) listener()
  }
}

const keyOf = (owner: string): string => `clipboard.${owner}`
