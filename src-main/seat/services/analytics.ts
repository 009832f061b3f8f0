import { labelOfMeasure } from '#main/core/analytics/figures.ts'
import { facetFields } from '#main/core/queries/facetList.ts'
import { listRows } from '#main/core/queries/listQueries.ts'
import type { ANALYTICS } from '#shared/bridge/contract/analytics.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import { explain } from '#shared/analytics/explain/explain.ts'
import { describeSpec, isBuiltIn, MEASURES, specOf, unitOf } from '#shared/analytics/measures.ts'
import { isGroup, isNumberField } from '#shared/analytics/query/parse.ts'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { withPrefix } from '#shared/domain/number.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { searchFieldsOf } from '#shared/domain/search/fields.ts'
import type { SeatParts } from '../warRoomService.ts'
import { watch } from '../watch.ts'

type Parts = Pick<SeatParts, 'figures' | 'projection' | 'projector' | 'replica' | 'settings' | 'now'> & {
  find(ref: string): Promise<Result<{ id: IncidentId }>>
}

/** Figures, over the columns; each answer by the settings of now. */
export function analyticsService(parts: Parts): Implementation<typeof ANALYTICS> {
  const { figures, projection, projector, replica, settings, now, find } = parts
  /** Settled first, so that what was just written is counted. */
  async function asking() {
    await projector.settle()
    const known = await settings.load()
    await figures.ready(known)
    return { settings: known, nowMs: now() }
  }
  return {
    async describeAnalytics() {
      const { settings: known } = await asking()
      const fields = searchFieldsOf(known)
      const { definition, zone, weekStart } = known.analytics
      const names = [...MEASURES, ...fields.all.filter(isNumberField).map(({ name }) => name)]
      const measures = names.map((name) => ({
        name,
        label: labelOfMeasure(name, fields),
        unit: unitOf(name),
        arithmetic: describeSpec(specOf(name, definition))
      }))
      const groups = facetFields(fields)
        .filter(isGroup)
        .map(({ name, label }) => ({ name, label }))
      return ok({ definition, zone, weekStart, measures, groups })
    },
    measureSeries: async ({ text }) => figures.series(text, await asking()),
    measureDistribution: async ({ text }) => figures.distribution(text, await asking()),
    measureHeatMap: async ({ text }) => figures.heatMap(text, await asking()),
    async listBehind({ text, point, offset, limit }) {
      const asked = await asking()
      const found = figures.behind(text, point, asked)
      if (!found.ok || found.value.type === 'problem') return found as Result<never>
      const { rows, query, outcomeOf, valueOf } = found.value
      const page = rows.slice(offset, offset + limit)
      const listed = listRows(projection.db, page, [], asked.nowMs)
      const incidents = listed.map((row, index) => {
        const { id, number, prefix, title, severity, status, declaredAt } = withPrefix(row, asked.settings)
        return { id, number, prefix, title, severity, status, declaredAt, outcome: outcomeOf(page[index]!), value: valueOf(page[index]!) }
      })
      return ok({ type: 'incidents' as const, total: rows.length, incidents, query })
    },
    async explainMeasure({ ref, measure, definition }) {
      const found = await find(ref)
      if (!found.ok) return found
      const known = await settings.load()
      const fields = searchFieldsOf(known)
      const field = fields.byName.get(measure)
      if (!isBuiltIn(measure) && !(field && isNumberField(field))) return fail('badInput', `"${measure}" cannot be measured.`)
      const by = definition ?? known.analytics.definition
      const why = await replica.use(found.value.id, (doc) => explain(measure, by, readIncident(doc), readEvents(doc).events))
      const { outcome, ...rest } = why
      return ok({
        definition: by,
        measure,
        measureLabel: labelOfMeasure(measure, fields),
        unit: unitOf(measure),
        outcome: outcome.type,
        value: outcome.type === 'value' ? outcome.value : null,
        ...rest
      })
    },
    async watchAnalytics(_nothing, { emit, signal }) {
      let revision = 0
      await watch(signal, 200, () => emit(++revision), [
        (changed) => projector.onProjected(changed),
        (changed) => settings.onChange(changed)
      ])
      return ok(null)
    }
  }
}
