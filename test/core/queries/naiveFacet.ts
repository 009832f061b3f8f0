import { isRange, rangeFacet, valueFacet } from '#main/core/queries/facetList.ts'
import type { Facet } from '#shared/bridge/contract/find.ts'
import type { Query } from '#shared/domain/search/ast.ts'
import { withoutField } from '#shared/domain/search/edit.ts'
import { findSearchField } from '#shared/domain/search/fields.ts'
import { matches } from '#shared/domain/search/matches.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'
import { numberIn, textsIn } from '#shared/domain/search/rowValues.ts'
import { foldCase } from '#shared/domain/search/words.ts'
import { FIELDS, NOW } from '../../domain/search/arbitraries.ts'

/** What a facet shows, counted incident by incident. */
export function naiveFacet(rows: readonly SearchRow[], query: Query | null, name: string): Facet {
  const field = findSearchField(name, FIELDS)!
  const others = withoutField(query, name)
  const found = rows.filter((row) => matches(others, row, NOW, FIELDS))
  if (isRange(field)) {
    const numbers = found.map((row) => numberIn(row, name, NOW)).filter((number) => number !== null)
    return rangeFacet(field, {
      count: numbers.length,
      min: least(numbers),
      max: least(
        numbers.map((n) => -n),
        -1
      )
    })
  }
  const counts = new Map<string, { value: string; count: number }>()
  for (const row of found) {
    for (const [folded, value] of new Map(namesIn(row, name).map((each) => [foldCase(each), each]))) {
      const known = counts.get(folded) ?? { value, count: 0 }
      counts.set(folded, { value: known.value > value ? known.value : value, count: known.count + 1 })
    }
  }
  return valueFacet(field, [...counts.values()], found.filter((row) => namesIn(row, name).length > 0).length)
}

const least = (numbers: readonly number[], sign = 1): number | null => (numbers.length === 0 ? null : sign * Math.min(...numbers) + 0)

/** Names that are shown; ids of people find them too, and are no value of the facet. */
function namesIn(row: SearchRow, name: string): readonly string[] {
  if (name === 'commander') return row.commander === null ? [] : [row.commanderName ?? row.commander]
  if (name === 'created_by') return row.createdBy ? [row.createdBy.name] : []
  if (name === 'responder') return row.responders.map((person) => person.name)
  return textsIn(row, name)
}
