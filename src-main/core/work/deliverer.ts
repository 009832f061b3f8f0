import type { IncidentId } from '#shared/domain/ids.ts'
import type { RecipientKind } from '#shared/domain/notify/recipients.ts'

/** One message for one recipient outside Muster. */
export interface Outgoing {
  incident: IncidentId
  /** Names the message for good: who delivers it twice can tell. */
  message: string
  /** An address or a name, without its kind. */
  to: string
  subject: string
  /** Markdown. */
  body: string
}

export type DeliveryReport = { outcome: 'delivered' | 'failed'; detail: string }

/**
 * Takes messages to recipients of one kind: a mail server, a chat, a pager. It says what became of each; a failure waits in the outbox
 * and is tried again by whoever asks for it.
 */
export interface Deliverer {
  readonly kind: Extract<RecipientKind, 'email' | 'channel' | 'page'>
  deliver(outgoing: Outgoing): Promise<DeliveryReport>
}

const SERVICES: Record<Deliverer['kind'], string> = {
  email: 'No e-mail service is set up; it goes when one is.',
  channel: 'No chat is connected; it goes when one is.',
  page: 'No paging service is connected; it goes when one is.'
}

/** Why a message is still here. */
export function whyWaiting(recipient: string, kinds: ReadonlySet<string>, failure: { detail: string } | null): string {
  const kind = recipient.slice(0, recipient.indexOf(':')) as Deliverer['kind']
  if (failure) return `The last attempt failed: ${failure.detail}`
  return kinds.has(kind) ? 'It goes out now.' : (SERVICES[kind] ?? 'Nothing here can deliver it.')
}
