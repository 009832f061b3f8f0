import type { IncidentEvent } from './events.ts'

/** An event to be written: its id, author and time (now, unless given) are added by whoever writes it. */
export type NewEvent = {
  [Kind in IncidentEvent['kind']]: Omit<Extract<IncidentEvent, { kind: Kind }>, 'id' | 'by' | 'at'> & { at?: number }
}[IncidentEvent['kind']]
