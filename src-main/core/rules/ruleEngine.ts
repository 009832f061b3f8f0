import { readEvents } from '#shared/doc/readIncident.ts'
import { createClock, type Clock } from '#shared/domain/clock.ts'
import { isIncidentId, newDeviceId, WORKSPACE_DOC, type DocId } from '#shared/domain/ids.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { StoredUpdate } from '../docStore.ts'
import type { Replica } from '../replica.ts'
import { awaitNumber } from '../awaitNumber.ts'
import type { Settings } from '../settings.ts'
import { evaluateStep, hasRules, type Firing } from './evaluate.ts'
import { newEventsOf, stepsOf } from './newEvents.ts'
import { sendOfRule } from './send.ts'

export interface RuleEngineOptions {
  replica: Replica
  settings: Pick<Settings, 'load'>
  /** A hub gives numbers at the moment: a message waits a little for that of its incident. */
  canBeNumbered?: () => boolean
  now?: () => number
  log?: (line: string) => void
}

const KEY = 'rules.through'
const PAUSE_MS = 20
const RETRY_MS = 1000
const SAVE_EVERY_MS = 2000
const PAGE_ROWS = 2000
const PAGE_BYTES = 8 * 1024 * 1024

/**
 * Sends what rules ask for. Each change is looked at by the seat in whose log it was made (a hub also looks at what plain clients
 * bring), in the order of the log, after it is on the disk. Which rows were looked at is kept, so that a restart goes on there;
 * a row looked at twice writes nothing twice, because a message names its occasion.
 */
export class RuleEngine {
  readonly #options: RuleEngineOptions
  readonly #clock: Clock
  readonly #stop: () => void
  #through: number
  #saved: number
  #timer: NodeJS.Timeout | undefined
  #saving: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #clientPeer: number | undefined
  #isClosed = false

  constructor(options: RuleEngineOptions) {
    this.#options = options
    this.#clock = createClock(newDeviceId(), options.now)
    const { store } = options.replica
    const kept = Number(store.getMeta(KEY) ?? Number.NaN)
    // what was there before rules were, and what another log had, is nothing to speak of now
    this.#through = Number.isInteger(kept) ? Math.min(kept, store.lastSeq()) : store.lastSeq()
    this.#saved = Number.isInteger(kept) ? kept : -1
    this.#stop = options.replica.onCommitted(() => this.#schedule(PAUSE_MS))
    this.#save()
    if (this.#through < store.lastSeq()) this.#schedule(PAUSE_MS)
  }

  /** Settles when everything on the disk by now was looked at. */
  async settle(): Promise<void> {
    await this.#options.replica.flushOrFault()
    while (this.#through < this.#options.replica.store.lastSeq() && !this.#isClosed) await this.#run()
  }

  async close(): Promise<void> {
    this.#stop()
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#running?.catch(() => undefined)
    this.#save()
  }

  #schedule(ms: number): void {
    if (this.#timer || this.#running || this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#run().catch((error: unknown) => {
        this.#options.log?.(`Rules wait: ${(error as Error).message}`)
        this.#schedule(RETRY_MS)
      })
    }, ms)
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running ??= this.#lookAtAll().finally(() => (this.#running = undefined))
    return this.#running
  }

  async #lookAtAll(): Promise<void> {
    const { replica, settings } = this.#options
    for (let last = replica.store.lastSeq(); this.#through < last && !this.#isClosed; last = replica.store.lastSeq()) {
      const current = await settings.load()
      if (hasRules(current)) await this.#lookAt(last, current)
      else this.#through = last
      this.#saveSoon()
    }
  }

  async #lookAt(last: number, current: WorkspaceSettings): Promise<void> {
    const later = await this.#settingsAfter(this.#through, last)
    while (this.#through < last && !this.#isClosed) {
      const page = await this.#options.replica.store.listSince(this.#through, PAGE_ROWS, PAGE_BYTES)
      for (const row of page.updates) {
        if (row.seq > last) return
        if (this.#isOwn(row) && isIncidentId(row.docId)) await this.#lookAtRow(row, await this.#settingsAt(row.seq, current, later))
        this.#through = row.seq
      }
      this.#through = Math.min(last, page.throughSeq)
    }
  }

  #isOwn({ peer }: StoredUpdate): boolean {
    if (peer === 0) return true
    this.#clientPeer ??= this.#options.replica.store.peerNumber('client')
    return peer === this.#clientPeer
  }

  /** A row that cannot be looked at is left out, so that those after it are not held up. While the disk refuses, all wait. */
  async #lookAtRow(row: StoredUpdate, settings: WorkspaceSettings): Promise<void> {
    const { replica, log } = this.#options
    try {
      for (const step of stepsOf(newEventsOf(row.body))) {
        const firings = await replica.use(row.docId, (doc) => evaluateStep(doc, step, settings, this.#clock.now()))
        for (const firing of firings) await this.#send(row.docId, firing, settings)
      }
    } catch (error) {
      if (replica.fault !== null) throw error
      log?.(`Rules leave out row ${row.seq} of ${row.docId}: ${(error as Error).message}`)
    }
  }

  async #send(docId: DocId, firing: Firing, { names }: WorkspaceSettings): Promise<void> {
    const { replica, log } = this.#options
    await this.#numbered(docId)
    const sent = await replica.use(docId, (doc) => sendOfRule(doc, firing, { clock: this.#clock, names }))
    if (!sent.ok) log?.(`Rule ${firing.rule.name} sent nothing for ${docId}: ${sent.error.message}`)
    await replica.flushOrFault()
    if (replica.fault !== null) throw new Error(replica.fault)
  }

  #numbered(docId: DocId): Promise<void> {
    return awaitNumber(this.#options.replica, docId, () => !this.#isClosed && (this.#options.canBeNumbered?.() ?? false))
  }

  /** Changes of settings among the rows that were not looked at: what is older than a rule must not set it off. */
  async #settingsAfter(seq: number, last: number): Promise<{ seq: number; id: string }[]> {
    const later: { seq: number; id: string }[] = []
    for (let at = seq; at < last;) {
      const page = await this.#options.replica.store.listSince(at, PAGE_ROWS, PAGE_BYTES)
      for (const row of page.updates)
        if (row.docId === WORKSPACE_DOC) later.push(...newEventsOf(row.body).map(({ id }) => ({ seq: row.seq, id })))
      if (page.throughSeq <= at) break
      at = page.throughSeq
    }
    return later
  }

  async #settingsAt(seq: number, current: WorkspaceSettings, later: readonly { seq: number; id: string }[]): Promise<WorkspaceSettings> {
    const unseen = new Set(later.filter((change) => change.seq > seq).map(({ id }) => id))
    if (unseen.size === 0) return current
    const { events } = await this.#options.replica.use(WORKSPACE_DOC, readEvents)
    return foldSettings(events.filter(({ id }) => !unseen.has(id)))
  }

  #saveSoon(): void {
    this.#saving ??= setTimeout(() => this.#save(), SAVE_EVERY_MS)
  }

  /** May lag behind: a crash only means that a little is looked at again. */
  #save(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    if (this.#saved === this.#through) return
    try {
      this.#options.replica.store.setMeta(KEY, String(this.#through))
      this.#saved = this.#through
    } catch {
      // the disk refuses: it is kept for the next time
    }
  }
}
