import { expect } from 'vitest'
import { ListIndex } from '#main/core/index/listIndex.ts'
import { Finder } from '#main/core/queries/finder.ts'
import { countFacets, countList, listIncidents } from '#main/core/queries/listQueries.ts'
import type { ProjectedDoc, ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import type { Facet } from '#shared/bridge/contract/find.ts'
import { valueOf } from '#shared/domain/result.ts'
import { foldCase } from '#shared/domain/search/words.ts'
import { FIELDS, NOW } from '../../domain/search/arbitraries.ts'

/** A projection, its columns, and a way to tell both of changes. Small segments, so that a few incidents fill several. */
export function followed(store: ProjectionStore, segmentRows = 32) {
  let tell: (docs: readonly ProjectedDoc[]) => void = () => undefined
  const columns = new ListIndex({ onProjected: (listener) => ((tell = listener), () => undefined) }, store, segmentRows)
  const finder = new Finder(store.db, columns)
  const save = (docs: readonly ProjectedDoc[]) => {
    store.save(docs, null)
    tell(docs)
  }
  return { store, columns, finder, save, close: () => (columns.close(), store.close()) }
}

/** In the columns a name keeps its spelling; in SQL it is that of the rows found. */
export const folded = (facet: Facet): Facet => ({
  ...facet,
  values: facet.values.map(({ value, label, count }) => ({ value: foldCase(value), label: foldCase(label), count }))
})

/** Counts, the whole list both ways and all facets are those of SQL. */
export function expectSameAsSql({ finder, columns, store }: ReturnType<typeof followed>, query: string): void {
  expect(columns.get(FIELDS)).not.toBeNull()
  expect(finder.count(query, NOW, FIELDS)).toEqual(countList(store.db, query, NOW, FIELDS))
  for (const descending of [true, false]) {
    const page = { query, sort: { by: 'lastUpdate', descending }, section: 'matches' as const, offset: 0, limit: 1000 }
    expect(finder.list(page, NOW, FIELDS)).toEqual(listIncidents(store.db, page, NOW, FIELDS))
  }
  expect(valueOf(finder.facets(query, NOW, FIELDS)).map(folded)).toEqual(valueOf(countFacets(store.db, query, NOW, FIELDS)).map(folded))
}
