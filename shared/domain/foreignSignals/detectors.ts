import type { Signal } from '../signals.ts'
import type { Reading } from './reading.ts'
import { compact, firstText, isObject, labelsAsTags, objectIn, tagsIn, textIn, type Json } from './values.ts'

type SecuritySeverity = Extract<Signal, { type: 'security' }>['severity']

const FALCO: Record<string, SecuritySeverity> = {
  emergency: 'critical',
  alert: 'critical',
  critical: 'critical',
  error: 'high',
  warning: 'medium',
  notice: 'low',
  informational: 'info',
  debug: 'info'
}

const SURICATA: readonly SecuritySeverity[] = ['high', 'medium', 'low']

/** Alerts of Falco and Suricata (EVE). undefined: it is none. */
export function readDetector(value: Json): Reading | undefined {
  const signal = falco(value) ?? suricata(value)
  return signal && { signals: [signal], notes: [] }
}

function falco(value: Json): Signal | undefined {
  const rule = textIn(value['rule'], 300)
  const severity = FALCO[textIn(value['priority'], 20)?.toLowerCase() ?? '']
  const message = textIn(value['output'], 5_000)
  if (!rule || !severity || !message) return undefined
  const tags = [
    ...tagsIn(value['tags']),
    ...labelsAsTags(compact({ host: textIn(value['hostname'], 180), source: textIn(value['source'], 180) }))
  ]
  return compact({ type: 'security' as const, title: rule, rule, severity, message, tags })
}

function suricata(value: Json): Signal | undefined {
  if (value['event_type'] !== 'alert' || !isObject(value['alert'])) return undefined
  const alert = objectIn(value['alert'])
  const title = firstText(300, alert['signature'], alert['category'])
  if (!title) return undefined
  const ends = [value['src_ip'], value['src_port'], value['dest_ip'], value['dest_port']].map((end) => textIn(end, 60) ?? '?')
  return compact({
    type: 'security' as const,
    title,
    rule: textIn(alert['signature_id'], 40),
    severity: SURICATA[Number(alert['severity']) - 1] ?? 'info',
    message: `${textIn(value['proto'], 20) ?? ''} ${ends[0]}:${ends[1]} → ${ends[2]}:${ends[3]}`.trim(),
    tags: labelsAsTags(compact({ category: textIn(alert['category'], 180), action: textIn(alert['action'], 40) }))
  })
}
