import CircleDot from '@lucide/svelte/icons/circle-dot'
import Flag from '@lucide/svelte/icons/flag'
import Pencil from '@lucide/svelte/icons/pencil'
import Signal from '@lucide/svelte/icons/signal'
import Users from '@lucide/svelte/icons/users'
import type { SlashCommand } from '#renderer/state/room/slash.ts'

/** What "/" offers in the composer. The composer itself does Note and Flag. */
export function slashCommands(open: { status: () => void; severity: () => void; impact: () => void }): SlashCommand[] {
  const stay = () => {}
  return [
    { name: 'note', label: 'Note', detail: 'what you saw or did', icon: Pencil, kbd: 'N', run: stay },
    { name: 'status', label: 'Status', detail: 'Active, Stable, Resolved, Completed', icon: CircleDot, kbd: 'S', run: open.status },
    { name: 'severity', label: 'Severity', detail: 'how bad it is', icon: Signal, kbd: 'V', run: open.severity },
    { name: 'impact', label: 'Impact', detail: 'who is affected, since when', icon: Users, run: open.impact },
    { name: 'flag', label: 'Flag', detail: 'mark the note for the review', icon: Flag, run: stay }
  ]
}
