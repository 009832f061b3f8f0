import * as Y from 'yjs'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import { readBlocks } from '#shared/doc/fragment.ts'
import { readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { newDoc, pageOf } from '#shared/doc/roots.ts'
import { PAGES, type PageName } from '#shared/domain/prose/pages.ts'
import type { Entry, Incident } from '#shared/domain/incident.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import type { Room } from '../room/room.svelte.ts'
import { listSteps, nextStep, type Step } from './steps.ts'

/** The incident as it was. */
export interface Moment {
  /** Epoch ms. */
  at: number
  incident: Incident
  pages: Record<PageName, Block[]>
  textOf(entry: Entry): string
}

export type Comparison = Extract<Awaited<ReturnType<WarRoom['compareMoments']>>, { ok: true }>['value']

/** Seconds of the incident in one second of a replay. */
export const SPEEDS = [1, 10, 60, 600] as const
const FRAME_MS = 100
/** Where motion is not wanted a replay goes from step to step. */
const STEP_PAUSE_MS = 1500

type Asks = Pick<WarRoom, 'openHistory' | 'getMoment' | 'compareMoments'>

/** Looks at the incident as it was at another time. The room stays as it is: nothing here writes. */
export class TimeMachine {
  readonly room: Room
  readonly #warRoom: Asks
  /** The moment looked at, epoch ms; null: now, the live room. */
  at = $state<number | null>(null)
  moment = $state.raw<Moment | null>(null)
  /** While the log is read for the first time. */
  progress = $state.raw<{ done: number; total: number } | null>(null)
  problem = $state<string | null>(null)
  /** The two moments that are compared; null: one is looked at. */
  compared = $state.raw<{ from: number; to: number } | null>(null)
  comparison = $state.raw<Comparison | null>(null)
  /** What is shown beside the timeline. */
  side = $state<'facts' | PageName>('facts')
  speed = $state<number>(60)
  isPlaying = $state(false)
  readonly steps: readonly Step[] = $derived.by(() => listSteps(this.room.incident))
  #asked = 0
  #isAsking = false
  #stop: AbortController | undefined
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(room: Room, warRoom: Asks) {
    this.room = room
    this.#warRoom = warRoom
  }

  get isOn(): boolean {
    return this.at !== null
  }
  /** Begin of the incident as it was written, epoch ms. */
  get from(): number {
    return this.steps[0]?.at ?? this.room.incident.declaredAt
  }

  /** Goes to a moment, and shows it as soon as it is known. */
  seek(at: number): void {
    this.at = Math.max(this.from, at)
    this.compared = null
    void this.#ask()
  }

  /** To the next thing that happened, or the one before. */
  step(by: 1 | -1): void {
    if (this.at === null) return
    const next = nextStep(this.steps, this.at, by)
    if (next) this.seek(next.at)
    else this.pause()
  }

  play(isStepwise: boolean): void {
    this.pause()
    if (this.at === null || this.at >= (this.steps.at(-1)?.at ?? 0)) this.seek(this.from)
    this.isPlaying = true
    this.#timer = setInterval(() => this.#advance(isStepwise), isStepwise ? STEP_PAUSE_MS : FRAME_MS)
  }

  #advance(isStepwise: boolean): void {
    const last = this.steps.at(-1)?.at ?? 0
    if (this.at === null || this.at >= last) this.pause()
    else if (isStepwise) this.step(1)
    else this.seek(Math.min(last, this.at + this.speed * FRAME_MS))
  }

  pause(): void {
    clearInterval(this.#timer)
    this.isPlaying = false
  }

  compare(from: number, to: number): void {
    this.pause()
    const pair = { from: Math.min(from, to), to: Math.max(from, to) }
    this.compared = pair
    this.comparison = null
    void this.#compare(pair)
  }

  /** Back to the live room. */
  close(): void {
    this.pause()
    this.#stop?.abort()
    this.#stop = undefined
    this.#asked += 1
    this.at = null
    this.moment = null
    this.compared = null
    this.comparison = null
    this.progress = null
    this.problem = null
  }

  /** One question at a time: whoever drags asks for many moments, and only the last one matters. */
  async #ask(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    const ticket = this.#asked
    try {
      while (this.at !== null && ticket === this.#asked && this.moment?.at !== this.at) {
        const { at } = this
        if (!(await this.#open(ticket))) return
        const answer = await this.#warRoom.getMoment({ incident: this.room.id, at })
        if (ticket !== this.#asked) return
        this.problem = answer.ok ? null : answer.error.message
        if (!answer.ok) return
        this.moment = readMoment(this.room, at, answer.value.update)
      }
    } finally {
      this.#isAsking = false
    }
  }

  /** Reads the log once; false: it could not be read. */
  async #open(ticket: number): Promise<boolean> {
    if (this.#stop) return true
    const stop = new AbortController()
    this.#stop = stop
    const opened = await this.#warRoom.openHistory(
      { incident: this.room.id },
      { signal: stop.signal, onEmit: (progress) => ticket === this.#asked && (this.progress = progress) }
    )
    if (ticket !== this.#asked) return false
    this.progress = null
    if (opened.ok) return true
    this.#stop = undefined
    this.problem = opened.error.message
    return false
  }

  async #compare(pair: { from: number; to: number }): Promise<void> {
    if (!(await this.#open(this.#asked))) return
    const answer = await this.#warRoom.compareMoments({ incident: this.room.id, ...pair })
    if (this.compared !== pair) return
    this.problem = answer.ok ? null : answer.error.message
    if (answer.ok) this.comparison = answer.value
  }
}

function readMoment(room: Room, at: number, update: Uint8Array): Moment {
  const doc = newDoc(room.id)
  Y.applyUpdate(doc, update)
  const incident = readIncident(doc)
  return {
    at,
    incident,
    pages: Object.fromEntries(PAGES.map((page) => [page, readBlocks(pageOf(doc, page))])) as Moment['pages'],
    textOf: (entry) => textOfEntry(doc, { ...incident, type: room.type }, entry)
  }
}
