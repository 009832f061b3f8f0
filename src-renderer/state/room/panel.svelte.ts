import type { Relation } from '#shared/domain/events.ts'
import type { Incident } from '#shared/domain/incident.ts'
import type { EventId } from '#shared/domain/ids.ts'
import { PAGE_LABELS, PAGES, type PageName } from '#shared/domain/prose/pages.ts'
import { countOpen } from './taskList.ts'

export const SIDE_TABS = ['overview', 'notes', 'rootCause', 'postmortem', 'tasks', 'links'] as const
export type SideTab = (typeof SIDE_TABS)[number]

export const SIDE_LABELS: Record<SideTab, string> = { overview: 'Overview', ...PAGE_LABELS, tasks: 'Tasks', links: 'Links' }

/** Of the tabs those that are a page to write on: they fill the panel, and scroll by themselves. */
export const isPageTab = (tab: SideTab | 'timeline'): tab is PageName => (PAGES as readonly string[]).includes(tab)

/** The tabs of the details with how much is behind each: open tasks, links and related incidents. */
export function sideTabs(incident: Pick<Incident, 'tasks' | 'links' | 'related'>): { value: SideTab; label: string; count?: string }[] {
  const counts: Partial<Record<SideTab, number>> = {
    tasks: countOpen(incident.tasks),
    links: incident.links.length + incident.related.length
  }
  return SIDE_TABS.map((value) => ({ value, label: SIDE_LABELS[value], count: counts[value] ? String(counts[value]) : undefined }))
}

/** What the details of a room show, and what is being added there. */
export class PanelState {
  tab = $state<SideTab>('overview')
  /** The impact being edited, `new`, or null. */
  impact = $state<EventId | 'new' | null>(null)
  isAddingTask = $state(false)
  isAddingLink = $state(false)
  /** How the incident being looked for is related; null: none is. */
  relating = $state<Relation | null>(null)
}
