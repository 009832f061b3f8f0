import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { serveDocs } from '#main/core/docServer.ts'
import { Clipboard } from '#main/core/clipboard.ts'
import { Figures } from '#main/core/analytics/figures.ts'
import { Histories } from '#main/core/history/histories.ts'
import { HistoryStore } from '#main/core/history/historyStore.ts'
import { Partitions } from '#main/core/merge/partitions.ts'
import { logIdOf } from '#main/core/identity.ts'
import { ListIndex } from '#main/core/index/listIndex.ts'
import { People } from '#main/core/people.ts'
import { Openings } from '#main/core/openings.ts'
import { Projector } from '#main/core/projector.ts'
import { Finder } from '#main/core/queries/finder.ts'
import { Replica } from '#main/core/replica.ts'
import { Rooms } from '#main/core/rooms.ts'
import { RuleEngine } from '#main/core/rules/ruleEngine.ts'
import { Settings } from '#main/core/settings.ts'
import { Work } from '#main/core/work/work.ts'
import { openLog, openProjections, type Db } from '#main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import type { Alert } from '#shared/bridge/contract/notify.ts'
import type { Port } from '#shared/bridge/port.ts'
import { serve } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { FailureError, failureOf } from '#shared/domain/result.ts'
import { Connection } from './connection.ts'
import { describeOwner, Ownership } from './ownership.ts'
import { warRoomService } from './warRoomService.ts'

/** The log: everything that was ever written. The projection beside it is made from it and may be deleted. */
export const LOG_FILE = 'muster.sqlite'
export const PROJECTION_FILE = 'projection.sqlite'

export interface CoreOptions {
  dataDir: string
  now?: () => number
  log?: (line: string) => void
  /** Go on hosting, or connect to the hub, as the last run did. A command that only reads has no need to. */
  isOnline?: boolean
  /** Let other processes work through this one. A command that is over in a moment does not: they wait for it. */
  isShared?: boolean
}

export interface AttachOptions {
  /** Write as the person of this name instead of who sits here. */
  as?: string
}

export interface Core {
  readonly dataDir: string
  /** Serve one window or command until its port closes. */
  attach(port: Port, options?: AttachOptions): void
  /** Told what the person who sits here should hear of at once. Returns what ends it. */
  onAlert(listener: (alert: Alert) => void): () => void
  /** The windows go to this incident, or to the work of the person. */
  open(incident: IncidentId | null): void
  /** Everything shown as saved is on the disk already; this lets go of the folder. */
  close(): Promise<void>
}

/**
 * Open a data folder: log, projection, rooms, and the connection to others. One process at a time.
 * Throws FailureError: heldByOther (says who), damaged, badInput (a newer format), storage.
 */
export async function openCore({ dataDir, now = Date.now, log = () => {}, isOnline = true, isShared = true }: CoreOptions): Promise<Core> {
  makeFolder(dataDir)
  const db = openOwnLog(dataDir)
  const store = new SqliteDocStore(db, now)
  const projection = openProjection(dataDir, logIdOf(store))
  const replica = new Replica({ store, cacheSize: 1500, now })
  const projector = new Projector(replica, projection)
  const rooms = new Rooms(replica)
  const people = new People(replica)
  const settings = new Settings(replica)
  const clipboard = new Clipboard(store, now)
  const connection = new Connection({ replica, rooms, projector, db: projection.db })
  const rules = new RuleEngine({ replica, settings, canBeNumbered: () => connection.canBeNumbered(), now, log })
  const columns = new ListIndex(projector, projection)
  const finder = new Finder(projection.db, columns)
  const figures = new Figures(finder, columns)
  const work = new Work({ replica, projector, db: projection.db, people, settings, now })
  const histories = new Histories(replica, new HistoryStore(projection.db))
  const openings = new Openings({ replica, folds: projector.folds, db: projection.db })
  const partitions = new Partitions({ store, line: connection, now })
  const parts = {
    dataDir,
    replica,
    projector,
    openings,
    projection,
    people,
    clipboard,
    settings,
    finder,
    figures,
    connection,
    work,
    histories,
    partitions,
    now
  }

  const attached = new Set<Port>()
  const attach: Core['attach'] = (port, options = {}) => {
    attached.add(port)
    port.onClose(() => attached.delete(port))
    const channels = splitPort(port, CORE_CHANNELS)
    serve(channels.rpc, WAR_ROOM, warRoomService(parts, options))
    serveDocs(channels.doc, rooms, connection)
  }
  const ownership = await announce(dataDir, isShared ? attach : null).catch(async (error: unknown) => {
    projection.close()
    await replica.close()
    throw new FailureError('storage', `The data folder ${dataDir} cannot be used: ${(error as Error).message}.`)
  })
  await projector.start()
  await settings.load().catch((error: unknown) => log(`The settings are the defaults: ${failureOf(error).message}`))
  // what is there by now waits in the inbox; what comes later is told
  void projector.settle().then(
    () => work.start(),
    () => work.start()
  )
  if (isOnline) await connection.resume().catch((error: unknown) => log(`Not connected: ${failureOf(error).message}`))

  return {
    dataDir,
    attach,
    onAlert: (listener) => work.onAlert((alert) => alert.type === 'alert' && listener(alert)),
    open: (incident) => work.open(incident),
    async close() {
      // a command that is over in a moment has set off its rules, too
      await rules.settle().catch((error: unknown) => log(`Rules wait for the next start: ${failureOf(error).message}`))
      await rules.close()
      // before the line is taken down: that is when the time apart begins
      partitions.close()
      await connection.close()
      work.close()
      columns.close()
      histories.close()
      settings.close()
      await replica.flushOrFault()
      // what could not be listed is found in the log at the next start
      await projector.settle().catch((error: unknown) => log(`The list is behind: ${failureOf(error).message}`))
      await projector.close()
      await ownership.end()
      // who watches must not look into what is closed
      for (const port of [...attached]) port.close()
      projection.close()
      await replica.close()
    }
  }
}

async function announce(dataDir: string, attach: Core['attach'] | null): Promise<Ownership> {
  return attach ? Ownership.announce(dataDir, attach) : Ownership.announceBriefly(dataDir)
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    chmodSync(dataDir, 0o700)
  } catch (error) {
    throw new FailureError('storage', `The data folder ${dataDir} cannot be used: ${(error as Error).message}.`)
  }
}

function openOwnLog(dataDir: string): Db {
  try {
    return openLog(join(dataDir, LOG_FILE))
  } catch (error) {
    const { reason, message } = failureOf(error)
    throw reason === 'heldByOther'
      ? new FailureError(reason, describeOwner(dataDir))
      : error instanceof FailureError
        ? error
        : new FailureError('storage', message)
  }
}

/** A projection that cannot be read is made again. */
function openProjection(dataDir: string, logId: string): ProjectionStore {
  const path = join(dataDir, PROJECTION_FILE)
  try {
    return new ProjectionStore(openProjections(path), logId)
  } catch {
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
    return new ProjectionStore(openProjections(path), logId)
  }
}
