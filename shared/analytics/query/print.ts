import { CLAUSES, type AnalyticsQuery, type Clause } from './ast.ts'

/** As a person would write it; reading it again gives the same. */
export function printAnalytics(query: AnalyticsQuery): string {
  const parts = CLAUSES.flatMap((clause) => {
    const value = valueOf(query, clause)
    return value === null ? [] : [`${clause} ${value}`]
  })
  return [query.agg, printName(query.measure), ...parts].join(' ')
}

function valueOf(query: AnalyticsQuery, clause: Clause): string | null {
  switch (clause) {
    case 'by':
      return query.by === null ? null : printName(query.by)
    case 'rollup':
      return query.rollup
    case 'zone':
      return query.zone
    case 'weekstart':
      return query.weekStart
    case 'from':
      return query.from
    case 'to':
      return query.to
    case 'top':
      return query.top === null ? null : String(query.top)
    case 'compare':
      return query.compare === true ? 'previous' : query.compare ? String(query.compare) : null
    case 'definition':
      return query.definition
    case 'where':
      return query.where === '' ? null : query.where
  }
}

/** A field may be called as a part of the text is. */
const printName = (name: string): string => ((CLAUSES as readonly string[]).includes(name) ? `"${name}"` : name)
