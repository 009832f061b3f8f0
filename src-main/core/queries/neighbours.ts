import type { Neighbour } from '#shared/bridge/contract/record.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { prepare, type Reader } from './reader.ts'

/** Its prefix is that of its type in the settings. */
type FoundNeighbour = Omit<Neighbour, 'prefix'>

/** The incidents of these ids that are here, in the order asked for. */
export function listNeighbours(reader: Reader, ids: readonly IncidentId[]): FoundNeighbour[] {
  const find = prepare(reader, 'SELECT id, number, title, severity, status, incident_type AS incidentType FROM incident WHERE id = ?')
  return [...new Set(ids)].flatMap((id) => {
    const row = find.get(id) as FoundNeighbour | undefined
    return row ? [row] : []
  })
}
