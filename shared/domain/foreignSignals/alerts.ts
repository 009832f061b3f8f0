import type { MonitorState, Signal } from '../signals.ts'
import { isFound, type Reading } from './reading.ts'
import { compact, firstText, isObject, labelsAsTags, listIn, objectIn, textIn, urlIn, type Json } from './values.ts'

/** What Alertmanager and Grafana send to a webhook, or answer when asked for alerts. undefined: it is none. */
export function readAlerts(value: Json): Reading | undefined {
  if (Array.isArray(value['alerts'])) {
    const signals = listIn(value['alerts'])
      .filter(isObject)
      .map((alert) => monitorOfAlert(alert, urlIn(value['externalURL'])))
    return { signals: signals.filter(isFound), notes: [] }
  }
  const monitor = isObject(value['labels']) && ('startsAt' in value || 'activeAt' in value) ? monitorOfAlert(value) : undefined
  return monitor && { signals: [monitor], notes: [] }
}

export function monitorOfAlert(alert: Json, home?: string): Signal | undefined {
  const labels = objectIn(alert['labels'])
  const annotations = objectIn(alert['annotations'])
  const title = firstText(300, annotations['summary'], annotations['title'], labels['alertname'], annotations['description'])
  if (title === undefined) return undefined
  return compact({
    type: 'monitor' as const,
    title,
    state: stateOf(alert, labels),
    value: valueOf(alert),
    message: firstText(5_000, annotations['description'], annotations['message']),
    tags: labelsAsTags(labels),
    url: urlIn(alert['generatorURL']) ?? urlIn(alert['panelURL']) ?? urlIn(alert['dashboardURL']) ?? home
  })
}

function stateOf(alert: Json, labels: Json): MonitorState {
  const state = firstText(20, objectIn(alert['status'])['state'], alert['status'], alert['state'])?.toLowerCase()
  if (state === 'resolved' || state === 'normal' || state === 'inactive') return 'ok'
  if (labels['alertname'] === 'DatasourceNoData' || state === 'nodata') return 'noData'
  const severity = textIn(labels['severity'], 20)?.toLowerCase()
  return state === 'pending' || severity === 'warning' || severity === 'warn' || severity === 'info' ? 'warning' : 'alert'
}

function valueOf(alert: Json): string | undefined {
  const values = Object.entries(objectIn(alert['values'])).map(([key, value]) => `${key} = ${textIn(value, 40) ?? '?'}`)
  return values.length > 0 ? values.join(', ').slice(0, 200) : firstText(200, alert['value'])
}
