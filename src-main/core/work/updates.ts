import type { ActorId } from '#shared/domain/ids.ts'
import type { UpdateDue } from '#shared/bridge/contract/notify.ts'
import { nextUpdateDue } from '#shared/domain/notify/updateDue.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { Db } from '../sqlite/openDatabase.ts'
import { listClocks } from './workQueries.ts'

/** When somebody owes stakeholders their next update, the earliest first. */
export function listUpdates(db: Db, person: ActorId, settings: WorkspaceSettings): UpdateDue[] {
  return listClocks(db, person, settings)
    .flatMap(({ incident, incidentType, lastBroadcastAt }) => {
      const dueAt = nextUpdateDue({ ...incident, lastBroadcastAt }, typeOf(settings, incidentType))
      return dueAt === null ? [] : [{ incident, dueAt }]
    })
    .sort((a, b) => a.dueAt - b.dueAt)
}
