import Bell from '@lucide/svelte/icons/bell'
import GitCommitHorizontal from '@lucide/svelte/icons/git-commit-horizontal'
import Activity from '@lucide/svelte/icons/activity'
import Megaphone from '@lucide/svelte/icons/megaphone'
import Pencil from '@lucide/svelte/icons/pencil'
import Plug from '@lucide/svelte/icons/plug'
import Settings2 from '@lucide/svelte/icons/settings-2'
import SquareCheck from '@lucide/svelte/icons/square-check'
import type { EntryCategory } from '#shared/domain/events.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import type { IconComponent } from '#renderer/ui/icon.ts'
import Users from '@lucide/svelte/icons/users'
import Link from '@lucide/svelte/icons/link'

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
    case 'responderAdded':
    case 'roleAssigned':
      return Users
    case 'linkAdded':
      return Link
    default:
      return CATEGORY_LOOK[category].icon
  }
}
