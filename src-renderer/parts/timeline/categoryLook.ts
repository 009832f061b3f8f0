import Activity from '@lucide/svelte/icons/activity'
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right'
import Bell from '@lucide/svelte/icons/bell'
import Clock from '@lucide/svelte/icons/clock'
import GitCommitHorizontal from '@lucide/svelte/icons/git-commit-horizontal'
import Link from '@lucide/svelte/icons/link'
import Lock from '@lucide/svelte/icons/lock'
import Megaphone from '@lucide/svelte/icons/megaphone'
import MegaphoneOff from '@lucide/svelte/icons/megaphone-off'
import Pencil from '@lucide/svelte/icons/pencil'
import Plug from '@lucide/svelte/icons/plug'
import Settings2 from '@lucide/svelte/icons/settings-2'
import Square from '@lucide/svelte/icons/square'
import SquareCheck from '@lucide/svelte/icons/square-check'
import Users from '@lucide/svelte/icons/users'
import type { EntryCategory, IncidentEvent } from '#shared/domain/events.ts'
import type { IconComponent } from '#renderer/ui/icon.ts'

export interface CategoryLook {
  label: string
  icon: IconComponent
}

export const CATEGORY_LOOK: Record<EntryCategory, CategoryLook> = {
  note: { label: 'Notes', icon: Pencil },
  update: { label: 'Updates', icon: GitCommitHorizontal },
  integration: { label: 'Integrations', icon: Plug },
  task: { label: 'Tasks', icon: SquareCheck },
  notification: { label: 'Sent', icon: Megaphone },
  signal: { label: 'Signals', icon: Activity },
  system: { label: 'Other', icon: Settings2 }
}

/** The icon of a line: that of its kind where it has one of its own. */
export function iconOf(event: IncidentEvent, category: EntryCategory): IconComponent {
  switch (event.kind) {
    case 'declared':
      return Bell
    case 'impactAdded':
    case 'impactChanged':
    case 'impactRemoved':
    case 'responderAdded':
    case 'responderRemoved':
    case 'roleAssigned':
    case 'roleGiven':
      return Users
    case 'handoverOffered':
    case 'handoverAnswered':
      return ArrowLeftRight
    case 'visibilityChanged':
      return Lock
    case 'timestampSet':
      return Clock
    case 'taskAdded':
    case 'taskRemoved':
      return Square
    case 'taskSet':
      return event.property === 'doneAt' && event.value !== null ? SquareCheck : Square
    case 'messageDelivered':
      return MegaphoneOff
    case 'linkAdded':
    case 'linkRemoved':
    case 'relatedAdded':
    case 'relatedRemoved':
      return Link
    default:
      return CATEGORY_LOOK[category].icon
  }
}
