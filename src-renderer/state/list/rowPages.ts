import type { IncidentRow } from '#shared/bridge/warRoomApi.ts'

export type Section = 'matches' | 'openOutside'
export const PAGE_ROWS = 100

export interface PageKey {
  section: Section
  page: number
}

/** The rows of one answer, loaded by page as they come into view. */
export class RowPages {
  #pages = new Map<string, readonly IncidentRow[]>()
  #asked = new Set<string>()

  find(section: Section, index: number): IncidentRow | undefined {
    return this.#pages.get(keyOf({ section, page: Math.floor(index / PAGE_ROWS) }))?.[index % PAGE_ROWS]
  }

  /** Pages to load so that rows `from` to `to` are here; each is named once. */
  takeMissing(section: Section, from: number, to: number): PageKey[] {
    const missing: PageKey[] = []
    for (let page = Math.floor(from / PAGE_ROWS); page <= Math.floor(to / PAGE_ROWS); page++) {
      const key = { section, page }
      if (this.#asked.has(keyOf(key))) continue
      this.#asked.add(keyOf(key))
      missing.push(key)
    }
    return missing
  }

  put(key: PageKey, rows: readonly IncidentRow[]): void {
    this.#pages.set(keyOf(key), rows)
  }

  /** Loading failed: it may be asked for again. */
  giveBack(key: PageKey): void {
    this.#asked.delete(keyOf(key))
  }

  /** Where an incident stands, as far as it is loaded. */
  findPlace(id: string): { section: Section; index: number } | undefined {
    for (const [key, rows] of this.#pages) {
      const found = rows.findIndex((row) => row.id === id)
      const [section, page] = key.split(' ')
      if (found >= 0) return { section: section as Section, index: Number(page) * PAGE_ROWS + found }
    }
    return undefined
  }
}

const keyOf = ({ section, page }: PageKey): string => `${section} ${page}`
