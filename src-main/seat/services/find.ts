import { summaryOfRow } from '#main/core/export/incidentJson.ts'
import { listSummaries } from '#main/core/queries/listQueries.ts'
import { BEST_MATCH, type FIND, type Sort } from '#shared/bridge/contract/find.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { withPrefix } from '#shared/domain/number.ts'
import { ok } from '#shared/domain/result.ts'
import { searchFieldsOf, type SearchFields } from '#shared/domain/search/fields.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { SeatParts } from '../warRoomService.ts'
import { watch } from '../watch.ts'

/** What the list asks, over the projection; a query may name the fields the workspace has now. */
export function findService({ projection, projector, connection, settings, finder, now }: SeatParts): Implementation<typeof FIND> {
  const reader = projection.db
  let known: { of: WorkspaceSettings; fields: SearchFields } | undefined
  const getFields = (): SearchFields => {
    const of = settings.get()
    if (known?.of !== of) known = { of, fields: searchFieldsOf(of) }
    return known.fields
  }
  const listAll = async ({ query, sort }: { query: string; sort?: Sort | undefined }) => {
    if (sort?.by !== BEST_MATCH) return listSummaries(reader, { query, ...(sort ? { sort } : {}) }, now(), getFields())
    await finder.ready(getFields())
    return finder.list({ query, sort, section: 'matches', offset: 0, limit: Number.MAX_SAFE_INTEGER }, now(), getFields())
  }
  return {
    countList({ query }) {
      const startedAt = performance.now()
      const counts = finder.count(query, now(), getFields())
      return ok({ ...counts, tookMs: performance.now() - startedAt })
    },
    async listIncidents(request) {
      // only the columns know it
      if (request.sort.by === BEST_MATCH) await finder.ready(getFields())
      const link = connection.getLink()
      const isUnshared = (id: DocId) => (link?.waitingOf(id) ?? 0) > 0
      const rows = finder.list(request, now(), getFields())
      return rows.ok ? ok(rows.value.map((row) => withPrefix({ ...row, isUnshared: isUnshared(row.id) }, settings.get()))) : rows
    },
    async countFacets({ query }) {
      // sooner than SQL has counted a long history
      await finder.ready(getFields())
      return finder.facets(query, now(), getFields())
    },
    suggestValues: async (request) => ok(await finder.suggest(request, now(), getFields())),
    findSnippets: ({ query, ids }) => ok(finder.snippets(query, ids, getFields())),
    async listSummaries(request) {
      await projector.settle()
      const rows = await listAll(request)
      return rows.ok ? ok(rows.value.map((row) => summaryOfRow(withPrefix({ ...row, isUnshared: false }, settings.get())))) : rows
    },
    async watchList(_nothing, { emit, signal }) {
      let revision = 0
      await watch(signal, 100, () => emit(++revision), [
        (changed) => projector.onProjected(changed),
        (changed) => connection.onSharing(changed),
        (changed) => settings.onChange(changed)
      ])
      return ok(null)
    }
  }
}
