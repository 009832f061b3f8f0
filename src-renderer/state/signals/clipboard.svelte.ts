import type { ClipboardItem } from '#shared/bridge/contract/clipboard.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import type { Signal } from '#shared/domain/signals.ts'

/** What this person has collected, live in every window, and what waits for the incident that is being declared. */
export class ClipboardState {
  readonly #warRoom: WarRoom
  /** Newest first. */
  items = $state.raw<readonly ClipboardItem[]>([])
  /** Attached to the next incident that is declared in this window. */
  pending = $state.raw<readonly Signal[]>([])
  /** One sentence about what just happened; null: nothing to tell. */
  notice = $state<string | null>(null)
  problem = $state<string | null>(null)

  constructor(warRoom: WarRoom) {
    this.#warRoom = warRoom
  }

  watch(signal: AbortSignal): void {
    void this.#warRoom.watchClipboard(null, { signal, onEmit: (items) => (this.items = items) })
  }

  async add(signals: readonly Signal[]): Promise<boolean> {
    const added = await this.#warRoom.addToClipboard({ signals: [...signals] })
    if (!this.#keep(added)) return false
    const { added: count, dropped } = added.ok ? added.value : { added: 0, dropped: [] }
    this.notice = [
      count === 0 ? 'In the clipboard already.' : `${count === 1 ? 'One signal' : `${count} signals`} collected.`,
      dropped.length > 0 ? `Dropped to make room: ${dropped.join(', ')}.` : ''
    ]
      .filter(Boolean)
      .join(' ')
    return true
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (this.#keep(await this.#warRoom.removeFromClipboard({ ids: [...ids] }))) this.notice = null
  }

  async clear(): Promise<void> {
    if (this.#keep(await this.#warRoom.clearClipboard(null))) this.notice = null
  }

  async attach(ref: string, signals: readonly Signal[]): Promise<Result<unknown>> {
    const attached = await this.#warRoom.attachSignals({ ref, signals: [...signals] })
    this.#keep(attached)
    return attached
  }

  /** The incident they waited for is there. Works with no connection: it is an event like any other. */
  async attachPending(incident: IncidentId): Promise<Result<unknown>> {
    const waiting = this.pending
    if (waiting.length === 0) return ok(null)
    this.pending = []
    return this.attach(incident, waiting)
  }

  #keep(result: Result<unknown>): boolean {
    this.problem = result.ok ? null : result.error.message
    return result.ok
  }
}
