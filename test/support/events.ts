import { makeEventId } from '#shared/domain/clock.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import type { ActorId, DeviceId, EventId } from '#shared/domain/ids.ts'

/** The moment the tests of the domain happen at. */
export const T0 = Date.UTC(2026, 2, 10, 12)
export const MINUTE = 60_000

type Fields<Kind extends IncidentEvent['kind']> = Omit<Extract<IncidentEvent, { kind: Kind }>, 'id' | 'at' | 'by' | 'kind'>
type Envelope = { at?: number; by?: string; source?: string; id?: EventId }

/** Makes events of one device, a second apart. */
export function writer(device = 'dev1', by = 'pana') {
  let count = 0
  return <Kind extends IncidentEvent['kind']>(kind: Kind, fields: Fields<Kind>, { at, by: other, source, id }: Envelope = {}) => {
    count += 1
    const stamp = T0 + count * 1000
    return {
      kind,
      ...fields,
      id: id ?? makeEventId(stamp, 0, device as DeviceId),
      at: at ?? stamp,
      by: (other ?? by) as ActorId,
      ...(source === undefined ? {} : { source })
    } as unknown as Extract<IncidentEvent, { kind: Kind }>
  }
}

export const declaredFields = {
  title: 'Checkout fails',
  severity: 'SEV-3',
  status: 'active',
  visibility: 'public',
  isTest: false,
  customerImpact: 'unknown',
  commander: 'pana' as ActorId
} as const
