import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DocStore } from '#main/core/docStore.ts'
import { logIdOf } from '#main/core/identity.ts'
import { Projector } from '#main/core/projector.ts'
import { Replica } from '#main/core/replica.ts'
import { Rooms } from '#main/core/rooms.ts'
import { openLog, openProjections, type Db } from '#main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { heldStore, type HeldStore } from './heldStore.ts'
import { tempDir } from './tempDir.ts'

/** One machine's log, documents and list, without a window or a hub. Closed when the test is over. */
export interface TestReplica {
  dir: string
  store: HeldStore
  replica: Replica
  rooms: Rooms
  projector: Projector
  projection: ProjectionStore
  /** Of the projection. */
  db: Db
  close(): Promise<void>
  /** Let go of the files as a crash would: nothing is finished. */
  kill(): void
}

export function openTestReplica(dir = tempDir(), { cacheSize = 200, retryMs = 5, now = Date.now } = {}): TestReplica {
  const store = heldStore(new SqliteDocStore(openLog(join(dir, 'muster.sqlite'))))
  const projection = new ProjectionStore(openProjections(join(dir, 'projection.sqlite')), logIdOf(store))
  const replica = new Replica({ store, cacheSize, retryMs, now })
  const projector = new Projector(replica, projection, { from: 0 })
  const rooms = new Rooms(replica)
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    store.letGo()
    store.mend()
    await projector.close()
    projection.close()
    await replica.close()
  }
  const kill = () => {
    isClosed = true
    store.breakDown('killed')
    store.letGo()
    void projector.close()
    projection.close()
    store.close()
    void replica.close()
  }
  onTestFinished(close)
  return { dir, store, replica, rooms, projector, projection, db: projection.db, close, kill }
}

export const incidentOf = (replica: Replica, docId: DocId) => replica.use(docId, readIncident)

/** All of a log, damaged rows left out. */
export async function rowsOf(store: DocStore) {
  return (await store.listSince(0, 1_000_000)).updates
}
