import type { Signal } from '../signals.ts'
import { monitorOfAlert } from './alerts.ts'
import { isFound, nothing, type Reading } from './reading.ts'
import { makeGraph, type Point } from './series.ts'
import { listIn, numberIn, objectIn, textIn, type Json } from './values.ts'

/** An answer of Prometheus' HTTP API: a range query becomes a graph, alerts become monitors. undefined: it is none. */
export function readPrometheus(value: Json): Reading | undefined {
  if (value['status'] === 'error' && 'errorType' in value) {
    return nothing(`Prometheus answered with an error: ${textIn(value['error'], 300) ?? 'without a reason'}`)
  }
  const data = objectIn(value['data'])
  if (value['status'] !== 'success') return undefined
  if (Array.isArray(data['alerts'])) {
    return { signals: data['alerts'].map((alert) => monitorOfAlert(objectIn(alert))).filter(isFound), notes: [] }
  }
  const kind = data['resultType']
  if (typeof kind !== 'string') return undefined
  if (kind !== 'matrix') return nothing(`This is the answer to an instant query (${kind.slice(0, 20)}); a graph needs a range query`)
  const results = listIn(data['result']).map(objectIn)
  const names = namesOf(results.map(({ metric }) => objectIn(metric)))
  const series = results.map(({ values }, index) => ({ name: names.series[index]!, points: listIn(values).map(pointOf).filter(isFound) }))
  const made = makeGraph({ title: names.title, query: names.title, series })
  return made ? { signals: [made.graph satisfies Signal], notes: made.notes } : nothing('The result has no points')
}

function pointOf(value: unknown): Point | undefined {
  const [seconds, sample] = listIn(value)
  const at = numberIn(seconds)
  return at === null ? undefined : [at * 1000, numberIn(sample)]
}

/** What the series have in common names the graph, what tells them apart names the series. */
function namesOf(metrics: readonly Json[]): { title: string; series: string[] } {
  const [first = {}] = metrics
  const common = Object.entries(first).filter(([key, value]) => metrics.every((metric) => metric[key] === value))
  const title = metrics.length > 0 && common.length > 0 ? selector(Object.fromEntries(common)) : 'Prometheus query'
  const isCommon = new Set(metrics.length > 1 ? common.map(([key]) => key) : [])
  return {
    title,
    series: metrics.map((metric) => {
      const own = Object.fromEntries(Object.entries(metric).filter(([key]) => !isCommon.has(key)))
      return selector(own) || title
    })
  }
}

/** `up{job="node"}`; for labels alone `mode=idle, cpu=0`. */
function selector({ __name__: name, ...labels }: Json): string {
  const pairs = Object.entries(labels).map(([key, value]) => [key, textIn(value, 200) ?? ''] as const)
  if (typeof name !== 'string') return pairs.map(([key, value]) => `${key}=${value}`).join(', ')
  return pairs.length === 0 ? name : `${name}{${pairs.map(([key, value]) => `${key}="${value}"`).join(',')}}`
}
