import type * as Y from 'yjs'
import { writeBundle } from '#main/core/bundle/writeBundle.ts'
import type { DocParts } from '#main/core/export/buildDoc.ts'
import { dashboardDoc } from '#main/core/export/dashboardDoc.ts'
import { exportClock } from '#main/core/export/exportClock.ts'
import type { ExportImage } from '#main/core/export/exportDoc.ts'
import { exportFile } from '#main/core/export/exportFile.ts'
import { dashboardName, exportName } from '#main/core/export/exportName.ts'
import { detailOfIncident } from '#main/core/export/incidentJson.ts'
import { incidentJsonFile } from '#main/core/export/jsonFile.ts'
import { startPace, type Pace } from '#main/core/export/pace.ts'
import { pdfFile } from '#main/core/export/pdf/pdfFile.ts'
import { mentionsIn, readPage } from '#main/core/export/pages.ts'
import { readFile } from '#main/core/files.ts'
import { workspaceOf } from '#main/core/identity.ts'
import type { People } from '#main/core/people.ts'
import { listNeighbours } from '#main/core/queries/neighbours.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Settings } from '#main/core/settings.ts'
import type { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import type { ExportedFile, EXPORTS, ExportProgress, ExportRequest } from '#shared/bridge/contract/exports.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { checkImage } from '#shared/domain/images/checkImage.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { incidentLabel, numberOf } from '#shared/domain/number.ts'
import { PAGES } from '#shared/domain/prose/pages.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import { findZone } from '#shared/domain/zone.ts'

interface Parts {
  replica: Replica
  projection: ProjectionStore
  people: People
  settings: Settings
  now: () => number
  find(ref: string): Promise<Result<{ id: IncidentId }>>
}

interface Told {
  emit(progress: ExportProgress): void
  signal: AbortSignal
}

/** Taking incidents elsewhere, as files. */
export function exportService(parts: Parts): Implementation<typeof EXPORTS> {
  const { replica, find } = parts
  return {
    async exportFile(request, told) {
      const zone = zoneOf(request.zone)
      if (!zone.ok) return zone
      const found = await find(request.ref)
      if (!found.ok) return found
      const { id } = found.value
      await replica.flushOrFault()
      const { what = 'incident', format } = request
      if (format === 'bundle' && what !== 'incident') return fail('badInput', 'A bundle holds the whole incident, not a page of it.')
      return replica.use(id, async (doc) => {
        const docParts = await partsOf(id, doc, { ...request, zone: zone.value }, told, parts)
        return format === 'bundle' ? bundleOf(docParts, replica) : exportFile(what, format, docParts)
      })
    },

    async exportDashboard(request, told) {
      const zone = zoneOf(request.zone)
      if (!zone.ok) return zone
      const nowMs = parts.now()
      const workspace = workspaceOf(replica.store).name
      const doc = dashboardDoc(request, { clock: exportClock(zone.value), nowMs, workspace, incidents: parts.projection.countIncidents() })
      const bytes = await pdfFile(doc, paceOf(told), nowMs)
      return ok({ fileName: dashboardName(request.title, nowMs, 'pdf'), mediaType: 'application/pdf', bytes })
    }
  }
}

function zoneOf(asked = 'UTC'): Result<string> {
  const zone = asked === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : findZone(asked)
  return zone === undefined ? fail('badInput', `There is no zone "${asked}". Write utc, local or a name such as Europe/Berlin.`) : ok(zone)
}

type Asked = Pick<ExportRequest, 'order' | 'comments'> & { zone: string }

async function partsOf(
  id: IncidentId,
  doc: Y.Doc,
  { zone, order = 'oldest', comments }: Asked,
  told: Told,
  parts: Parts
): Promise<DocParts> {
  const settings = await parts.settings.load()
  const incident = readIncident(doc)
  const type = typeOf(settings, incident.incidentType)
  const known = new Map<string, string>((await parts.people.list()).map((person) => [person.id, person.name]))
  const mentioned = PAGES.flatMap((page) => mentionsIn(readPage(doc, page)))
  const incidents = mentioned.filter(({ kind }) => kind === 'incident').map((mention) => mention.id as IncidentId)
  const labels = new Map<string, string>(
    listNeighbours(parts.projection.db, incidents).map((each) => [each.id, `${numberOf(each, settings)} ${each.title}`])
  )
  return {
    id,
    doc,
    incident,
    type,
    order,
    withComments: comments,
    detail: detailOfIncident(id, doc, incident, type),
    clock: exportClock(zone),
    nowMs: parts.now(),
    image: (hash) => loadPicture(parts.replica, hash, incident),
    incidentLabel: (other) => labels.get(other),
    personName: (person) => known.get(person),
    pace: paceOf(told)
  }
}

const paceOf = ({ signal, emit }: Told): Pace => startPace(signal, (done, total) => emit({ done, total }))

/** Its bytes alone say whether it is a picture, and of which type. */
async function loadPicture(replica: Replica, hash: string, { files }: Incident): Promise<ExportImage | undefined> {
  const stored = await readFile(replica, hash, files.find((file) => file.hash === hash)?.bytes ?? 0)
  if (stored.type !== 'whole') return undefined
  const checked = checkImage(hash, stored.bytes)
  return checked.ok ? { bytes: stored.bytes, mediaType: checked.value.mediaType } : undefined
}

async function bundleOf(parts: DocParts, replica: Replica): Promise<Result<ExportedFile>> {
  const { id, doc, incident, detail, type, nowMs, pace, image } = parts
  const pictures = new Map<string, Uint8Array>()
  for (const { hash } of incident.files) {
    const picture = await image(hash)
    if (picture) pictures.set(hash, picture.bytes)
  }
  const bytes = await writeBundle({
    id,
    doc,
    replica,
    workspace: workspaceOf(replica.store),
    label: `${incidentLabel(detail)} ${detail.title}`,
    nowMs,
    pictures,
    readable: {
      'incident.json': await incidentJsonFile(parts),
      'people.json': `${JSON.stringify(Object.fromEntries(incident.names), null, 2)}\n`,
      'settings.json': `${JSON.stringify(type, null, 2)}\n`
    },
    pace
  })
  return ok({ fileName: exportName(detail, 'muster'), mediaType: 'application/zip', bytes })
}
