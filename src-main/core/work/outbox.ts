import { reportDelivery } from '#shared/doc/messageCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { Author } from '#shared/doc/write.ts'
import type { EventId, IncidentId } from '#shared/domain/ids.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import type { OutboxItem } from '#shared/bridge/contract/notify.ts'
import type { Replica } from '../replica.ts'
import type { Settings } from '../settings.ts'
import type { Db } from '../sqlite/openDatabase.ts'
import { whyWaiting, type Deliverer } from './deliverer.ts'
import { listOutbox } from './workQueries.ts'

interface Parts {
  replica: Replica
  /** Of the projection. */
  db: Db
  settings: Pick<Settings, 'get'>
  deliverers?: readonly Deliverer[]
}

type Place = { incident: IncidentId; message: string; recipient: string }

/** What waits to leave Muster. It is durable because it follows from the incidents: sent, and nobody reported what became of it. */
export class Outbox {
  readonly #parts: Parts
  readonly #deliverers: ReadonlyMap<string, Deliverer>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#deliverers = new Map((parts.deliverers ?? []).map((deliverer) => [deliverer.kind, deliverer]))
  }

  list(): OutboxItem[] {
    const kinds = new Set(this.#deliverers.keys())
    return listOutbox(this.#parts.db, this.#parts.settings.get()).map((item) => ({
      ...item,
      why: whyWaiting(item.recipient, kinds, item.failure)
    }))
  }

  discard(author: Author, { incident, message, recipient }: Place): Promise<Result<EventId>> {
    return this.#parts.replica.use(incident, (doc) =>
      reportDelivery(doc, author, message as EventId, recipient, { outcome: 'discarded', detail: `by ${author.name}` })
    )
  }

  /** Give everything that waits to whoever can take it there. What has failed is tried again. The number that was delivered. */
  async deliverAll(author: Author): Promise<number> {
    let delivered = 0
    for (const item of this.list()) {
      const place = { incident: item.incident.id, message: item.message, recipient: item.recipient }
      const report = await this.#deliver(place)
      if (!report) continue
      const { replica } = this.#parts
      const kept = await replica.use(place.incident, (doc) =>
        reportDelivery(doc, author, place.message as EventId, place.recipient, report)
      )
      if (kept.ok && report.outcome === 'delivered') delivered += 1
    }
    await this.#parts.replica.flushOrFault()
    return delivered
  }

  async #deliver({ incident, message, recipient }: Place) {
    const deliverer = this.#deliverers.get(recipient.slice(0, recipient.indexOf(':')))
    if (!deliverer) return undefined
    const sent = await this.#parts.replica.use(incident, (doc) => ok(readIncident(doc).messages.find(({ id }) => id === message)))
    const { value } = sent as Extract<typeof sent, { ok: true }>
    if (!value) return undefined
    const outgoing = { incident, message, to: recipient.slice(recipient.indexOf(':') + 1), subject: value.subject, body: value.body }
    return deliverer.deliver(outgoing).catch((error: unknown) => ({ outcome: 'failed' as const, detail: (error as Error).message }))
  }
}
