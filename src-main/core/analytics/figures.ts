import {
  OUTCOMES,
  type AnalyticsDistribution,
  type AnalyticsHeatMap,
  type AnalyticsPeriod,
  type AnalyticsPoint,
  type AnalyticsProblem,
  type AnalyticsSeries
} from '#shared/bridge/contract/analytics.ts'
import { edgesOf } from '#shared/analytics/period.ts'
import { binEdges, binOf } from '#shared/analytics/bins.ts'
import type { Group, Period } from '#shared/analytics/figures.ts'
import { cellAt } from '#shared/analytics/figures.ts'
import { describeSpec, isBuiltIn, MEASURE_TEXT, type Unit } from '#shared/analytics/measures.ts'
import { planAnalytics, UNUSED, type Plan } from '#shared/analytics/plan.ts'
import { printAnalytics } from '#shared/analytics/query/print.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { QueryProblem } from '#shared/domain/search/ast.ts'
import { findSearchField, searchFieldsOf, type SearchFields } from '#shared/domain/search/fields.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { ListIndex } from '../index/listIndex.ts'
import { labelOf } from '../queries/facetList.ts'
import type { Finder } from '../queries/finder.ts'
import { queryBehind, rowsBehind } from './behind.ts'
import { heatCellOf } from './heatCell.ts'
import { MeasureColumns } from './measureColumns.ts'
import { Selections, type SelectedRows } from './rows.ts'
import { periodOf } from './seriesOf.ts'
import { countOutcomes, scatter, tally } from './tally.ts'

export interface Asking {
  settings: WorkspaceSettings
  nowMs: number
}

/** Answers questions about figures from the columns. */
export class Figures {
  readonly #finder: Finder
  readonly #columns: ListIndex
  readonly #measures: MeasureColumns
  readonly #selections = new Selections()

  constructor(finder: Finder, columns: ListIndex) {
    this.#finder = finder
    this.#columns = columns
    this.#measures = new MeasureColumns(columns)
  }

  /** Settles when the columns are built. */
  ready(settings: WorkspaceSettings): Promise<void> {
    return this.#finder.ready(fieldsOf(settings))
  }

  series(text: string, asking: Asking): Result<AnalyticsSeries | AnalyticsProblem> {
    return this.#answer(text, 'series', asking, (plan, selected, fields) => {
      const column = this.#measures.get(selected.index, plan.spec)
      const current = periodOf(plan, plan.range, selected, column, fields, null)
      if (!current.ok) return current
      const shown = current.period.series.map(({ group }) => group)
      const before = plan.previous && this.#select(plan, plan.previous, asking, fields)
      const previous = before && periodOf(plan, plan.previous!, before, column, fields, plan.query.by === null ? null : shown)
      if (previous && !previous.ok) return previous
      const { by, rollup } = plan.query
      const field = by === null ? null : findSearchField(by, fields)!
      const named = (period: Period): AnalyticsPeriod => ({
        ...period,
        series: period.series.map((each) => ({ ...each, group: { ...each.group, label: labelOfGroup(each.group, by, fields) } }))
      })
      return {
        ok: true,
        answer: {
          type: 'series',
          rollup,
          by: field && { name: field.name, label: field.label },
          current: named(current.period),
          previous: previous ? named(previous.period) : null
        }
      }
    })
  }

  distribution(text: string, asking: Asking): Result<AnalyticsDistribution | AnalyticsProblem> {
    return this.#answer(text, 'distribution', asking, (plan, { index, whole }) => {
      const column = this.#measures.get(index, plan.spec)
      const { values } = scatter(whole, column, countOutcomes(whole, column))
      const total = cellAt(tally(whole, column, plan.query.agg), 0)
      return { ok: true, answer: { type: 'distribution', valueUnit: plan.unit, bins: binsOf(values, plan.unit), total } }
    })
  }

  heatMap(text: string, asking: Asking): Result<AnalyticsHeatMap | AnalyticsProblem> {
    return this.#answer(text, 'heatMap', asking, (plan, { index, rows, whole, declared }) => {
      const column = this.#measures.get(index, plan.spec)
      const cells = rows.map((row) => heatCellOf(declared[row]!, plan.calendar.zone))
      const total = tally(whole, column, plan.query.agg)
      return {
        ok: true,
        answer: { type: 'heatMap', cells: tally({ rows, cells, cellCount: 168 }, column, plan.query.agg), total: cellAt(total, 0) }
      }
    })
  }

  /** The rows behind a point, and the same in the language of the list. */
  behind(text: string, point: AnalyticsPoint, asking: Asking): Result<Behind | AnalyticsProblem> {
    const fields = fieldsOf(asking.settings)
    const planned = planAnalytics(text, 'series', { settings: asking.settings.analytics, fields, nowMs: asking.nowMs })
    if (!planned.ok) return ok({ type: 'problem', ...planned.problem })
    const { plan } = planned
    const shownIn = this.#select(plan, plan.range, asking, fields)
    const range = point.isPrevious ? plan.previous : plan.range
    if (!range) return fail('badInput', 'This question does not compare: there is no other period.')
    const selected = point.isPrevious ? this.#select(plan, range, asking, fields) : shownIn
    if (!selected || !shownIn) return NOT_READY
    const column = this.#measures.get(selected.index, plan.spec)
    const edges = edgesOf(plan, range, selected.span)
    if (!edges.ok) return ok({ type: 'problem', ...edges.problem })
    const wanted = { bucket: null, group: null, heatCell: null, bin: null, outcome: null, ...point }
    if (wanted.bucket !== null && !edges.edges.slice(0, -1).includes(wanted.bucket))
      return fail('notFound', 'There is no such point any more. Choose another one.')
    const rows = rowsBehind(plan, selected, shownIn, column, fields, wanted, edges.edges)
    const query = queryBehind(plan, range, wanted, edges.edges, areTestsOut(asking.settings, selected.testsLeftOut))
    const outcomeOf = (row: number) => OUTCOMES[column.outcomes[row]!]!
    const valueOf = (row: number) => (outcomeOf(row) === 'value' ? column.values[row]! : null)
    return ok({ type: 'rows', rows, query, outcomeOf, valueOf })
  }

  #select(plan: Plan, range: Plan['range'], { settings }: Asking, fields: SearchFields): SelectedRows | null {
    return this.#selections.select({ finder: this.#finder, fields, settings }, plan, range, this.#columns.revision)
  }

  #answer<Answer>(
    text: string,
    shape: keyof typeof UNUSED,
    asking: Asking,
    work: Work<Answer>
  ): Result<(Answer & Said) | AnalyticsProblem> {
    const startedAt = performance.now()
    const fields = fieldsOf(asking.settings)
    const planned = planAnalytics(text, shape, { settings: asking.settings.analytics, fields, nowMs: asking.nowMs })
    if (!planned.ok) return ok({ type: 'problem', ...planned.problem })
    const selected = this.#select(planned.plan, planned.plan.range, asking, fields)
    if (!selected) return NOT_READY
    const worked = work(planned.plan, selected, fields)
    if (!worked.ok) return ok({ type: 'problem', ...worked.problem })
    const said = saidOf(planned.plan, selected.testsLeftOut, fields, performance.now() - startedAt)
    return ok({ ...said, ...worked.answer })
  }
}

/** Panels ask one after the other, and settings change seldom. */
function fieldsOf(settings: WorkspaceSettings): SearchFields {
  const known = fieldsBySettings.get(settings) ?? searchFieldsOf(settings)
  fieldsBySettings.set(settings, known)
  return known
}
const fieldsBySettings = new WeakMap<WorkspaceSettings, SearchFields>()

const NOT_READY = fail('busy', 'The incidents are still being read. Try again in a moment.')

interface Behind {
  type: 'rows'
  rows: number[]
  query: string | null
  outcomeOf: (row: number) => (typeof OUTCOMES)[number]
  valueOf: (row: number) => number | null
}

/** null: of some types tests are counted, and there are tests. */
function areTestsOut({ types }: WorkspaceSettings, testsLeftOut: number): boolean | null {
  if (testsLeftOut === 0) return false
  return types.some(({ doTestsCount }) => doTestsCount) ? null : true
}

type Work<Answer> = (
  plan: Plan,
  selected: SelectedRows,
  fields: SearchFields
) => { ok: true; answer: Answer } | { ok: false; problem: QueryProblem }
type Said = ReturnType<typeof saidOf>

function saidOf({ query, definition, calendar, spec, unit }: Plan, testsLeftOut: number, fields: SearchFields, tookMs: number) {
  return {
    text: printAnalytics(query),
    definition,
    measure: query.measure,
    measureLabel: labelOfMeasure(query.measure, fields),
    arithmetic: describeSpec(spec),
    agg: query.agg,
    unit: query.agg === 'count' ? ('count' as const) : unit,
    ...calendar,
    testsLeftOut,
    tookMs
  }
}

export const labelOfMeasure = (measure: string, fields: SearchFields): string =>
  isBuiltIn(measure) ? MEASURE_TEXT[measure] : (findSearchField(measure, fields)?.label ?? measure)

function labelOfGroup({ type, value }: Group, by: string | null, fields: SearchFields): string {
  switch (type) {
    case 'all':
      return 'All'
    case 'none':
      return 'None'
    case 'other':
      return 'Other'
    case 'value':
      return labelOf(findSearchField(by!, fields)!, value)
  }
}

function binsOf(values: Float64Array, unit: Unit): AnalyticsDistribution['bins'] {
  if (values.length === 0) return []
  const edges = binEdges(
    unit,
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b))
  )
  const bins = edges.slice(1).map((to, at) => ({ from: edges[at]!, to, n: 0 }))
  for (const value of values) bins[binOf(edges, value)]!.n += 1
  return bins
}
