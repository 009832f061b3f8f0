import Activity from '@lucide/svelte/icons/activity'
import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDashed from '@lucide/svelte/icons/circle-dashed'
import Link from '@lucide/svelte/icons/link'
import OctagonAlert from '@lucide/svelte/icons/octagon-alert'
import ShieldAlert from '@lucide/svelte/icons/shield-alert'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import type { MonitorState, Signal } from '#shared/domain/signals.ts'
import type { IconComponent } from '#renderer/ui/icon.ts'

/** A state is known by its shape and its word; colours mean severity and status here. */
export const STATE_LOOK: Record<MonitorState, { label: string; icon: IconComponent }> = {
  ok: { label: 'OK', icon: CircleCheck },
  warning: { label: 'Warning', icon: TriangleAlert },
  alert: { label: 'Alert', icon: OctagonAlert },
  noData: { label: 'No data', icon: CircleDashed }
}

export const KIND_WORDS: Record<Signal['type'], string> = { graph: 'Graph', monitor: 'Monitor', link: 'Link', security: 'Security signal' }

export function signalIcon(signal: Signal): IconComponent {
  if (signal.type === 'graph') return Activity
  if (signal.type === 'link') return Link
  return signal.type === 'monitor' ? STATE_LOOK[signal.state].icon : ShieldAlert
}

/** What stands beside its title: "Alert, 4.2 s", "high", "3 series". */
export function signalWords(signal: Signal): string {
  switch (signal.type) {
    case 'graph':
      return `${signal.series.length} series${signal.unit ? ` in ${signal.unit}` : ''}`
    case 'monitor':
      return [STATE_LOOK[signal.state].label, signal.value].filter(Boolean).join(', ')
    case 'security':
      return `${signal.severity} severity`
    case 'link':
      return signal.url.replace(/^https?:\/\//, '')
  }
}

/** Addresses come from other machines: only these are opened. */
export const openableUrl = (signal: Signal): string | null =>
  signal.url && /^(?:https:\/\/|mailto:)/i.test(signal.url) ? signal.url : null
