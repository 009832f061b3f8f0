import type * as Y from 'yjs'
import { userInfo } from 'node:os'
import { isZip } from '#main/core/bundle/readBundle.ts'
import { detailOfIncident } from '#main/core/export/incidentJson.ts'
import type { Histories } from '#main/core/history/histories.ts'
import type { Partitions } from '#main/core/merge/partitions.ts'
import { workspaceOf } from '#main/core/identity.ts'
import type { Clipboard } from '#main/core/clipboard.ts'
import type { People } from '#main/core/people.ts'
import type { Openings } from '#main/core/openings.ts'
import type { Figures } from '#main/core/analytics/figures.ts'
import type { Projector } from '#main/core/projector.ts'
import type { Finder } from '#main/core/queries/finder.ts'
import { findIncident, listCommanders } from '#main/core/queries/listQueries.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Settings } from '#main/core/settings.ts'
import type { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import type { Work } from '#main/core/work/work.ts'
import { verify } from '#main/core/verify.ts'
import { openImport } from '#main/importers/formats.ts'
import { importIncidents, type ImportTarget } from '#main/importers/importIncidents.ts'
import { importSamples } from '#main/importers/samples/importSamples.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import type { CoreStatus, IncidentDetail, Person, Seat, WAR_ROOM } from '#shared/bridge/warRoomApi.ts'
import { changeStatus, type Author } from '#shared/doc/commands.ts'
import { postWithImages } from '#shared/doc/fileCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { fail, FailureError, ok, type Result } from '#shared/domain/result.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { findZone } from '#shared/domain/zone.ts'
import type { Connection } from './connection.ts'
import type { AttachOptions } from './openCore.ts'
import { importBundle } from './importBundle.ts'
import { analyticsService } from './services/analytics.ts'
import { findService } from './services/find.ts'
import { syncNow } from './syncNow.ts'
import { declare } from './services/declare.ts'
import { clipboardService } from './services/clipboard.ts'
import { exportService } from './services/exports.ts'
import { imageService, keepImages } from './services/images.ts'
import { notifyService } from './services/notify.ts'
import { paletteService } from './services/palette.ts'
import { settingsService } from './services/settings.ts'
import { mergeService } from './services/merge.ts'
import { historyService, showMoment } from './services/history.ts'
import { timelineService } from './services/timeline.ts'
import { recordService } from './services/record.ts'
import { VERSION } from './version.ts'
import { watch } from './watch.ts'

export interface SeatParts {
  dataDir: string
  replica: Replica
  projector: Projector
  openings: Openings
  projection: ProjectionStore
  people: People
  clipboard: Clipboard
  settings: Settings
  finder: Finder
  figures: Figures
  connection: Connection
  work: Work
  histories: Histories
  partitions: Partitions
  now: () => number
}

/** The contract of shared/bridge/warRoomApi.ts over one data folder, for one window or command. */
export function warRoomService(parts: SeatParts, { as }: AttachOptions): Implementation<typeof WAR_ROOM> {
  const { dataDir, replica, projector, projection, people, connection, now } = parts
  const reader = projection.db

  async function getAuthor(): Promise<Author> {
    if (as !== undefined) return people.authorOf(await people.byName(as))
    return people.authorOf(people.getSeated() ?? (await people.byName(userInfo().username)))
  }

  /** Of who sits here, also before they have said their name. Asking must not make a person of whoever is logged in. */
  async function getClipboardOwner(): Promise<string> {
    if (as === undefined) return 'seat'
    const person = await people.byName(as)
    return person.id === people.getSeated()?.id ? 'seat' : person.id
  }

  const getSeat = (): Seat => ({ person: people.getSeated(), workspace: workspaceOf(replica.store), dataDir, version: VERSION })

  async function listPeople(): Promise<Person[]> {
    const known = await people.list()
    const ids = new Set(known.map((person) => person.id))
    return [...known, ...listCommanders(reader).filter((person) => !ids.has(person.id))]
  }

  /** Settles when everything is on the disk; whoever waits for an answer hears it when the disk refuses. */
  async function saved(): Promise<void> {
    await replica.flushOrFault()
    if (replica.fault !== null) throw new FailureError('storage', replica.fault)
  }

  /** Settled first, so that what was just written is found. */
  async function find(ref: string): Promise<Result<{ id: IncidentId }>> {
    await projector.settle()
    return findIncident(reader, ref, await parts.settings.load())
  }

  /** As scripts and exports see it, with the type that names its fields. */
  async function read(id: IncidentId): Promise<{ detail: IncidentDetail; type: IncidentType }> {
    const settings = await parts.settings.load()
    return replica.use(id, (doc) => {
      const incident = readIncident(doc)
      const type = typeOf(settings, incident.incidentType)
      return { detail: detailOfIncident(id, doc, incident, type), type }
    })
  }

  /** Find it, do something to it, and answer when that is on the disk. */
  async function change<T>(ref: string, work: (doc: Y.Doc, author: Author) => Result<T>): Promise<Result<{ id: IncidentId; value: T }>> {
    const found = await find(ref)
    if (!found.ok) return found
    const { id } = found.value
    const author = await getAuthor()
    const done = await replica.use(id, (doc) => work(doc, author))
    await saved()
    return done.ok ? ok({ id, value: done.value }) : done
  }

  const importTarget: ImportTarget = {
    change: (docId, change) => replica.use(docId, (doc) => void change(doc)),
    async flush() {
      await saved()
      await projector.settle()
    }
  }

  function getStatus(): CoreStatus {
    return { fault: replica.fault, hub: connection.getStatus(), rebuilding: projector.rebuilding, incidents: projection.countIncidents() }
  }

  return {
    getSeat: () => ok(getSeat()),
    async nameSeat({ name }) {
      await people.seat(name)
      await saved()
      return ok(getSeat())
    },
    listPeople: async () => ok(await listPeople()),

    ...findService(parts),
    ...analyticsService({ ...parts, find }),
    findIncident: ({ ref }) => find(ref),

    declareIncident: (input) =>
      declare(
        { replica, people, settings: parts.settings, getAuthor, listPeople, saved, canBeNumbered: () => connection.canBeNumbered() },
        input
      ),
    async changeStatus({ ref, status }) {
      const changed = await change(ref, (doc, author) => changeStatus(doc, author, status))
      return changed.ok ? ok({ id: changed.value.id }) : changed
    },
    async postNote({ ref, text, at, images = [] }) {
      const kept = await keepImages(replica, images)
      if (!kept.ok) return kept
      const posted = await change(ref, (doc, author) => postWithImages(doc, author, { text, at }, kept.value))
      return posted.ok ? ok({ id: posted.value.id, entry: posted.value.value }) : posted
    },

    async showIncident({ ref, at }, { signal }) {
      const found = await find(ref)
      if (!found.ok) return found
      const { id } = found.value
      return at === undefined ? ok((await read(id)).detail) : showMoment(parts, id, at, signal)
    },
    async importFile({ name, bytes, format, zone: asked = 'UTC' }, { emit, signal }) {
      const zone = findZone(asked)
      if (zone === undefined) return fail('badInput', `There is no zone "${asked}". Write UTC or a name such as Europe/Berlin.`)
      const isBundle = format === 'bundle' || (format === 'auto' && isZip(bytes))
      if (isBundle) return ok(await importBundle(bytes, { replica, projector, db: reader }, { emit, signal }))
      return ok(await importIncidents(openImport(bytes, format, { name, zone, now: now() }), importTarget, { signal, onProgress: emit }))
    },
    importSamples: async (_nothing, { emit, signal }) => ok(await importSamples(importTarget, { signal, onProgress: emit, now: now() })),

    async watchStatus(_nothing, { emit, signal }) {
      await watch(signal, 50, () => emit(getStatus()), [
        (changed) => connection.onChange(changed),
        (changed) => replica.onFault(changed),
        (changed) => projector.onProjected(changed)
      ])
      return ok(null)
    },
    async hostWarRoom(options) {
      const { url, invite, token } = await connection.host(options)
      return ok({ url, invite, token })
    },
    async stopHosting() {
      await connection.stopHosting()
      return ok(null)
    },
    async joinWarRoom({ invite }) {
      const link = await connection.join(invite)
      return ok({ url: link.url })
    },
    async leaveWarRoom() {
      await connection.leave()
      return ok(null)
    },
    ...exportService({ ...parts, find }),
    ...notifyService({ ...parts, getAuthor, saved, change }),
    ...clipboardService({ clipboard: parts.clipboard, getOwner: getClipboardOwner, change }),
    ...imageService(replica),
    ...paletteService({ reader, projector, settings: parts.settings, now }),
    ...settingsService(parts),
    ...timelineService(replica, parts.openings),
    ...recordService({ reader, people, replica, settings: parts.settings, change, getAuthor, saved }),
    ...historyService(parts.histories, parts.settings),
    ...mergeService(replica, parts.partitions),
    syncNow: (_nothing, { signal }) => syncNow(parts, signal),
    async verify(_nothing, { emit, signal }) {
      const report = await verify({ replica, projector, db: reader }, (done, total) => emit({ done, total }), signal)
      return signal.aborted ? fail('cancelled', 'Verifying was cancelled.') : ok(report)
    }
  }
}
