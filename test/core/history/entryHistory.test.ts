import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readEntryHistory, type EntryHistory } from '#main/core/history/entryHistory.ts'
import { MemoryDocStore } from '#main/core/memoryDocStore.ts'
import { declareIncident, markEdited, postEntry, retimeEntry, type Author } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { findEntryText, newDoc } from '#shared/doc/roots.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

const DOC = 'incident1'
const SECOND = 1000
let now: number
let store: MemoryDocStore
let ana: Author
let ben: Author
beforeEach(() => {
  now = T0
  windows.length = 0
  store = new MemoryDocStore()
  ana = newAuthor('Ana', () => now)
  ben = newAuthor('Ben', () => now)
})

/** One person's window on the document: what they do becomes rows, written now; `apart` keeps them back until `meet`. */
class Window {
  readonly doc = newDoc(DOC)
  #held: { body: Uint8Array; at: number }[] | undefined

  constructor() {
    for (const other of windows) Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc), 'peer')
    this.doc.on('update', (body: Uint8Array, origin: unknown) => {
      if (origin === 'peer') return
      if (this.#held) this.#held.push({ body, at: now })
      else this.#send({ body, at: now })
    })
    windows.push(this)
  }

  apart(): void {
    this.#held = []
  }

  meet(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const row of held) this.#send(row)
  }

  #send({ body, at }: { body: Uint8Array; at: number }): void {
    void store.append([{ docId: DOC, peer: 0, at, body }])
    for (const other of windows) if (other !== this) Y.applyUpdate(other.doc, body, 'peer')
  }

  /** Types letter by letter, a second each. */
  type(entry: EntryId, at: number, text: string, by?: Author): void {
    for (const [index, letter] of [...text].entries()) {
      now += SECOND
      findEntryText(this.doc, entry)!.insert(at + index, letter)
      if (by && index === 0) valueOf(markEdited(this.doc, by, entry))
    }
  }
}

const windows: Window[] = []
const read = async (entry: EntryId): Promise<EntryHistory> =>
  (await readEntryHistory(store, windows[0]!.doc, entry, new AbortController().signal))!
const told = ({ versions }: EntryHistory) => versions.map(({ by, text, at }) => [by, text, (at - T0) / SECOND])

function begin(): { window: Window; entry: EntryId } {
  const window = new Window()
  valueOf(declareIncident(window.doc, ana, aDeclaration))
  return { window, entry: valueOf(postEntry(window.doc, ana, { text: 'Pool full' })) }
}

describe('the history of an entry', () => {
  it('S33 has what was posted and each burst of typing, with who and when, and nothing of other entries', async () => {
    const { window, entry } = begin()
    const other = new Window()
    const elsewhere = valueOf(postEntry(window.doc, ana, { text: 'Elsewhere' }))
    now = T0 + 60 * SECOND
    window.type(entry, 9, ' again', ana)
    other.type(elsewhere, 0, 'Not ', ben)
    now = T0 + 90 * SECOND
    other.type(entry, 0, 'DB ', ben)
    now = T0 + 95 * SECOND
    other.type(entry, 0, '!', ben)
    now = T0 + 600 * SECOND
    window.type(entry, 16, '.', ana)
    expect(told(await read(entry))).toEqual([
      [ana.id, 'Pool full', 0],
      [ana.id, 'Pool full again', 66],
      [ben.id, '!DB Pool full again', 96],
      [ana.id, '!DB Pool full ag.ain', 601]
    ])
    expect((await read(entry)).versions[2]!.from).toBe(T0 + 91 * SECOND)
    expect(told(await read(elsewhere)).map(([, text]) => text)).toEqual(['Elsewhere', 'Not Elsewhere'])
  })

  it('begins with what came in the very first row', async () => {
    const window = new Window()
    valueOf(declareIncident(window.doc, ana, { ...aDeclaration, notes: 'Pool full' }))
    const entry = readIncident(window.doc).timeline.at(-1)!.id
    expect(told(await read(entry))).toEqual([[ana.id, 'Pool full', 0]])
  })

  it('S34 is in the order of writing, also of what arrived late from a machine that was offline', async () => {
    const { window, entry } = begin()
    const other = new Window()
    other.apart()
    now = T0 + 100 * SECOND
    other.type(entry, 0, 'a', ben)
    now = T0 + 400 * SECOND
    window.type(entry, 9, 'z', ana)
    other.meet()
    expect(told(await read(entry))).toEqual([
      [ana.id, 'Pool full', 0],
      [ben.id, 'aPool full', 101],
      [ana.id, 'aPool fullz', 401]
    ])
  })

  it('S35 names whoever alone was editing where the log does not say who deleted; of two it names neither', async () => {
    const { window, entry } = begin()
    const deleting = new Window()
    now = T0 + 2 * 3600 * SECOND
    findEntryText(deleting.doc, entry)!.delete(0, 5)
    expect(told(await read(entry)).at(-1)).toEqual([null, 'full', 7200])
    now += SECOND
    valueOf(markEdited(window.doc, ben, entry))
    expect(told(await read(entry)).at(-1)).toEqual([ben.id, 'full', 7200])
    valueOf(markEdited(window.doc, ana, entry))
    expect(told(await read(entry)).at(-1)).toEqual([null, 'full', 7200])
  })

  it('S36 has every move in time, each from where it stood', async () => {
    const { window, entry } = begin()
    now = T0 + MINUTE
    valueOf(retimeEntry(window.doc, ana, entry, T0 - 10 * MINUTE))
    valueOf(retimeEntry(window.doc, ben, entry, T0 - 5 * MINUTE))
    expect((await read(entry)).moves).toEqual([
      { at: T0 + MINUTE, by: ana.id, from: T0, to: T0 - 10 * MINUTE },
      { at: T0 + MINUTE, by: ben.id, from: T0 - 10 * MINUTE, to: T0 - 5 * MINUTE }
    ])
  })

  it('S37 lets others work while it reads a long log, and stops when nobody wants it any more', async () => {
    const { window, entry } = begin()
    for (let n = 0; n < 3000; n += 1) findEntryText(window.doc, entry)!.insert(0, 'x'.repeat(40))
    let turns = 0
    const turn = () => {
      turns += 1
      timer = setImmediate(turn)
    }
    let timer = setImmediate(turn)
    const history = await read(entry)
    clearImmediate(timer)
    expect(turns).toBeGreaterThan(1)
    expect(history.versions.at(-1)!.text).toHaveLength(3000 * 40 + 9)
    const stop = new AbortController()
    stop.abort()
    expect(await readEntryHistory(store, window.doc, entry, stop.signal)).toBeUndefined()
  })
})
