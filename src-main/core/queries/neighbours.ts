import type { Neighbour } from '#shared/bridge/contract/record.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { prepare, type Reader } from './reader.ts'

/** The incidents of these ids that are here, in the order asked for. */
export function listNeighbours(reader: Reader, ids: readonly IncidentId[]): Neighbour[] {
  const find = prepare(reader, 'SELECT id, number, title, severity, status, incident_type AS incidentType FROM incident WHERE id = ?')
  return [...new Set(ids)].flatMap((id) => {
    const row = find.get(id) as Neighbour | undefined
    return row ? [row] : []
  })
}
