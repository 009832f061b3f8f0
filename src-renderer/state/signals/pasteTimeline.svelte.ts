import { countKnown, type DatedEntry } from '#shared/doc/pasteCommands.ts'
import type { EntryCategory } from '#shared/domain/events.ts'
import { parsePaste } from '#shared/domain/paste/parsePaste.ts'
import type { Paste, PastedEntry } from '#shared/domain/paste/types.ts'
import type * as Y from 'yjs'

export interface PasteRow {
  entry: PastedEntry
  /** Where it will stand, epoch ms: as read or as set by hand, and shifted. */
  at: number
  isTicked: boolean
  /** Nobody has looked at its time yet. */
  isDoubtful: boolean
}

export interface PasteContext {
  doc: Y.Doc
  /** The day of times without a date, epoch ms. */
  day: number
  now: () => number
  /** Names of this workspace: who is meant keeps the spelling known here. */
  names: () => readonly string[]
}

/** A pasted text on its way into a timeline: read again with every choice, with what the person changed by hand kept beside it. */
export class PasteTimeline {
  readonly #context: PasteContext
  #text = $state('')
  zone = $state('UTC')
  isDayFirst = $state(true)
  /** Moves all of them, ms. */
  shift = $state(0)
  category = $state<EntryCategory>('note')
  /** By line of the text. */
  #off = $state.raw<ReadonlySet<number>>(new Set())
  #times = $state.raw<ReadonlyMap<number, number>>(new Map())

  constructor(context: PasteContext) {
    this.#context = context
  }

  readonly paste: Paste = $derived.by(() => this.#read())
  readonly rows: readonly PasteRow[] = $derived(
    this.paste.entries.map((entry) => ({
      entry,
      at: (this.#times.get(entry.line) ?? entry.at) + this.shift,
      isTicked: !this.#off.has(entry.line),
      isDoubtful: entry.doubts.length > 0 && !this.#times.has(entry.line)
    }))
  )
  readonly doubtful = $derived(this.rows.filter(({ isDoubtful }) => isDoubtful).length)
  readonly ticked: readonly DatedEntry[] = $derived(
    this.rows
      .filter(({ isTicked }) => isTicked)
      .map(({ entry: { text, author }, at }) => ({ at, text, ...(author ? { author: this.#known(author) } : {}) }))
  )
  /** Of the ticked, how many are in the timeline already. */
  readonly known = $derived.by(() => this.#countKnown())

  get text(): string {
    return this.#text
  }

  /** Another text: what was changed by hand belonged to the lines of the one before. */
  set text(text: string) {
    if (text === this.#text) return
    this.#text = text
    this.#off = new Set()
    this.#times = new Map()
  }

  tick(line: number, isTicked: boolean): void {
    const off = new Set(this.#off)
    if (isTicked) off.delete(line)
    else off.add(line)
    this.#off = off
  }

  tickAll(isTicked: boolean): void {
    this.#off = isTicked ? new Set() : new Set(this.paste.entries.map(({ line }) => line))
  }

  /** `at` as it is shown, the shift included. */
  setTime(line: number, at: number): void {
    this.#times = new Map([...this.#times, [line, at - this.shift]])
  }

  #read(): Paste {
    const { day, now } = this.#context
    return parsePaste(this.#text, { zone: this.zone, isDayFirst: this.isDayFirst, day, now: now() })
  }

  #countKnown(): number {
    return this.ticked.length === 0 ? 0 : countKnown(this.#context.doc, this.ticked)
  }

  #known(author: string): string {
    return this.#context.names().find((name) => name.toLowerCase() === author.toLowerCase()) ?? author
  }
}

/** How many dated lines make it worth offering. */
export const OFFERED_FROM = 3

/** How many entries a pasted text would make; 0: too few to offer anything. */
export function countOffered(text: string, day: number, now: number): number {
  if (text.length > 200_000) return 0
  const { entries } = parsePaste(text, { zone: 'UTC', isDayFirst: true, day, now })
  const dated = entries.filter(({ doubts }) => !doubts.includes('inside'))
  return dated.length >= OFFERED_FROM ? dated.length : 0
}
