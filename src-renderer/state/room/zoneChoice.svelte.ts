import * as v from 'valibot'
import { knownZone, TIME_ZONE_FIELD, UTC } from '#shared/domain/zone.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { localZone } from '#renderer/parts/format.ts'
import { loadStored, store } from '../stored.ts'

/** utc, local: of this machine. incident: the zone the incident happened in. */
export const ZONE_CHOICES = ['utc', 'local', 'incident'] as const
export type ZoneChoice = (typeof ZONE_CHOICES)[number]

const schema = v.picklist(ZONE_CHOICES)

/** In which zone this person reads timelines; the same for every incident, on this machine. */
class Zone {
  #choice = $state<ZoneChoice>(typeof localStorage === 'undefined' ? 'utc' : loadStored('timelineZone', schema, 'utc'))

  get choice(): ZoneChoice {
    return this.#choice
  }

  set(choice: ZoneChoice): void {
    this.#choice = choice
    store('timelineZone', choice)
  }
}

export const zoneChoice = new Zone()

/** The incident's own zone; null: nobody has set one, or this machine does not know it. */
export const incidentZone = (incident: Pick<Incident, 'fields'>): string | null => knownZone(incident.fields[TIME_ZONE_FIELD])

/** The zone times are shown in. An incident without one is shown in UTC. */
export function zoneOf(choice: ZoneChoice, incident: Pick<Incident, 'fields'>): string {
  if (choice === 'local') return localZone()
  return (choice === 'incident' && incidentZone(incident)) || UTC
}
