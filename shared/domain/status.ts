export const STATUSES = ['active', 'stable', 'resolved', 'completed'] as const
export type Status = (typeof STATUSES)[number]

export const STATUS_TEXT: Record<Status, { label: string; description: string }> = {
  active: { label: 'Active', description: 'Incident affecting others.' },
  stable: { label: 'Stable', description: 'Incident no longer affecting others, but investigations incomplete.' },
  resolved: { label: 'Resolved', description: 'Incident no longer affecting others and investigations complete.' },
  completed: { label: 'Completed', description: 'All remediation complete.' }
}

export const isStatus = (text: string): text is Status => (STATUSES as readonly string[]).includes(text)

/** Open = somebody still has to do something about it now. */
export const isOpen = (status: Status): boolean => status === 'active' || status === 'stable'
