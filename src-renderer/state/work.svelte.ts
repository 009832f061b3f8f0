import type { Alert, InboxItem, OutboxItem, UpdateDue, WorkCounts, WorkItem } from '#shared/bridge/contract/notify.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'

type WorkRoom = Pick<WarRoom, 'watchWork' | 'watchAlerts' | 'listInbox' | 'listWork' | 'listOutbox' | 'markRead' | 'discardOutgoing'>

const NOTHING: WorkCounts = { unread: 0, tasks: 0, handovers: 0, updates: 0, outbox: 0 }

/** What asks for the attention of whoever sits here: counted all the time, listed while it is on the screen. */
export class WorkState {
  counts = $state.raw<WorkCounts>(NOTHING)
  /** What came last and was not looked at, and how much came before it. */
  alert = $state.raw<Alert | null>(null)
  inbox = $state.raw<readonly InboxItem[] | null>(null)
  items = $state.raw<readonly WorkItem[]>([])
  updates = $state.raw<readonly UpdateDue[]>([])
  outbox = $state.raw<readonly OutboxItem[]>([])
  problem = $state<string | null>(null)
  /** Everything that waits for this person. */
  readonly total: number = $derived(this.counts.unread + this.counts.tasks + this.counts.handovers + this.counts.updates)
  readonly #warRoom: WorkRoom
  #asked = 0

  constructor(warRoom: WorkRoom) {
    this.#warRoom = warRoom
  }

  start(signal: AbortSignal, open: (incident: IncidentId | null) => void): void {
    void this.#warRoom.watchWork(null, { signal, onEmit: (counts) => (this.counts = counts) })
    void this.#warRoom.watchAlerts(null, {
      signal,
      onEmit: (told) => (told.type === 'open' ? open(told.incident) : (this.alert = told))
    })
  }

  /** Ask for all lists. An answer that is overtaken by a later question is dropped. */
  async load(): Promise<void> {
    const asked = ++this.#asked
    const [inbox, work, outbox] = await Promise.all([
      this.#warRoom.listInbox({ limit: 200, offset: 0 }),
      this.#warRoom.listWork(null),
      this.#warRoom.listOutbox(null)
    ])
    if (asked !== this.#asked) return
    if (inbox.ok) this.inbox = inbox.value
    if (work.ok) this.items = work.value.items
    if (work.ok) this.updates = work.value.updates
    if (outbox.ok) this.outbox = outbox.value
    const failed = [inbox, work, outbox].find((answer) => !answer.ok)
    this.problem = failed && !failed.ok ? failed.error.message : null
  }

  /** Shown at once; the core follows. */
  async mark(ids: readonly string[] | null, isRead: boolean): Promise<void> {
    this.inbox = this.inbox?.map((item) => (ids === null || ids.includes(item.id) ? { ...item, isRead } : item)) ?? null
    const marked = await this.#warRoom.markRead({ ids: ids && [...ids], isRead })
    if (!marked.ok) this.problem = marked.error.message
  }

  async discard({ incident, message, recipient }: OutboxItem): Promise<void> {
    const discarded = await this.#warRoom.discardOutgoing({ incident: incident.id, message, recipient })
    await this.load()
    if (!discarded.ok) this.problem = discarded.error.message
  }
}
