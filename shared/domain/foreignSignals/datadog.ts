import type { MonitorState, Signal } from '../signals.ts'
import { isFound, nothing, type Reading } from './reading.ts'
import { makeGraph, type Point } from './series.ts'
import { compact, firstText, isObject, listIn, numberIn, objectIn, tagsIn, textIn, type Json } from './values.ts'

/** Monitors, metric queries (v1, v2) and security signals as Datadog's API answers them. undefined: it is none of them. */
export function readDatadog(value: Json): Reading | undefined {
  if ('overall_state' in value && 'query' in value) return one(monitor(value))
  if (Array.isArray(value['series']) && ('resp_version' in value || 'from_date' in value)) return metricsV1(value)
  const data = value['data']
  if (Array.isArray(data) && data.some(isSignal)) {
    return {
      signals: data
        .filter(isSignal)
        .map((each) => security(objectIn(each)))
        .filter(isFound),
      notes: []
    }
  }
  if (!isObject(data)) return isSignal(value) ? one(security(value)) : undefined
  if (isSignal(data)) return one(security(data))
  if (data['type'] === 'timeseries_response') return metricsV2(objectIn(data['attributes']))
  return data['type'] === 'scalar_response' ? nothing('This is the answer to a scalar query; a graph needs a timeseries query') : undefined
}

const one = (signal: Signal | undefined): Reading => (signal ? { signals: [signal], notes: [] } : nothing('It has no name'))

const STATES: Record<string, MonitorState> = {
  ok: 'ok',
  alert: 'alert',
  warn: 'warning',
  warning: 'warning',
  'no data': 'noData',
  unknown: 'noData',
  skipped: 'noData',
  ignored: 'noData'
}

function monitor(value: Json): Signal | undefined {
  const title = firstText(300, value['name'], value['query'])
  if (title === undefined) return undefined
  const thresholds = objectIn(objectIn(value['options'])['thresholds'])
  const limits = Object.entries(thresholds).map(([name, limit]) => `${name} ${textIn(limit, 40) ?? '?'}`)
  return compact({
    type: 'monitor' as const,
    title,
    state: STATES[textIn(value['overall_state'], 20)?.toLowerCase() ?? ''] ?? 'noData',
    value: limits.length > 0 ? `threshold: ${limits.join(', ')}`.slice(0, 200) : undefined,
    query: textIn(value['query'], 5_000),
    message: textIn(value['message'], 5_000),
    tags: tagsIn(value['tags'])
  })
}

/** `{ short_name: 'ms' }` or a pair of them for "a per b". */
function unitOf(value: unknown): string | undefined {
  const [of, per] = (Array.isArray(value) ? value : [value]).map((unit) =>
    firstText(20, objectIn(unit)['short_name'], objectIn(unit)['name'])
  )
  return of && per ? `${of}/${per}` : of
}

function metricsV1(value: Json): Reading {
  const list = listIn(value['series']).map(objectIn)
  const series = list.map((each) => ({
    name: firstText(300, each['scope'], each['display_name'], each['metric']) ?? 'series',
    points: listIn(each['pointlist']).map(pointOf).filter(isFound)
  }))
  const query = firstText(5_000, value['query'], list[0]?.['expression'], list[0]?.['metric']) ?? ''
  const title = firstText(300, list[0]?.['display_name'], list[0]?.['metric'], query) ?? 'Datadog query'
  const made = makeGraph({
    title,
    query,
    unit: unitOf(list[0]?.['unit']),
    from: numberIn(value['from_date']),
    to: numberIn(value['to_date']),
    series
  })
  return made ? { signals: [made.graph], notes: made.notes } : nothing('The answer has no points')
}

function pointOf(value: unknown): Point | undefined {
  const [ms, sample] = listIn(value)
  const at = numberIn(ms)
  return at === null ? undefined : [at, numberIn(sample)]
}

function metricsV2({ series: described, times, values }: Json): Reading {
  const moments = listIn(times).map(numberIn)
  const list = listIn(described).map(objectIn)
  const series = listIn(values).map((column, index) => ({
    name: tagsIn(list[index]?.['group_tags']).join(', ') || `query ${textIn(list[index]?.['query_index'], 10) ?? index}`,
    points: listIn(column).flatMap((sample, place): Point[] => (moments[place] == null ? [] : [[moments[place], numberIn(sample)]]))
  }))
  const made = makeGraph({ title: 'Datadog query', query: '', unit: unitOf(list[0]?.['unit']), series })
  return made ? { signals: [made.graph], notes: made.notes } : nothing('The answer has no points')
}

const isSignal = (value: unknown): boolean => isObject(value) && value['type'] === 'signal' && isObject(value['attributes'])
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const

function security({ attributes }: Json): Signal | undefined {
  const { custom, message, tags, ...rest } = objectIn(attributes)
  const details = { ...objectIn(rest['attributes']), ...objectIn(custom) }
  const rule = firstText(300, objectIn(objectIn(details['workflow'])['rule'])['name'])
  const title = firstText(300, details['title'], rule, textIn(message, 300)?.split('\n')[0])
  if (title === undefined) return undefined
  const status = firstText(20, rest['severity'], details['severity'], rest['status'], details['status'])?.toLowerCase()
  const tagged = tagsIn(tags)
  const fromTag = tagged.map((tag) => /^(?:severity|status):(\w+)$/.exec(tag)?.[1]).find(isFound)
  return compact({
    type: 'security' as const,
    title,
    rule,
    severity: SEVERITIES.find((each) => each === status) ?? SEVERITIES.find((each) => each === fromTag) ?? 'info',
    message: textIn(message, 5_000),
    tags: tagged
  })
}
