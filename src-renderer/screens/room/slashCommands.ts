import Activity from '@lucide/svelte/icons/activity'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import Code from '@lucide/svelte/icons/code'
import Flag from '@lucide/svelte/icons/flag'
import ImagePlus from '@lucide/svelte/icons/image-plus'
import Megaphone from '@lucide/svelte/icons/megaphone'
import Pencil from '@lucide/svelte/icons/pencil'
import Signal from '@lucide/svelte/icons/signal'
import SquareCheck from '@lucide/svelte/icons/square-check'
import Users from '@lucide/svelte/icons/users'
import type { SlashCommand } from '#renderer/state/room/slash.ts'

export interface SlashTargets {
  status: () => void
  severity: () => void
  impact: () => void
  /** Absent: not offered. */
  task?: () => void
  signal?: () => void
}

/** What "/" offers in the composer. The composer itself does Note, Update, Image, Code and Flag. */
export function slashCommands(open: SlashTargets): SlashCommand[] {
  const stay = () => {}
  return [
    { name: 'note', label: 'Note', detail: 'what you saw or did', icon: Pencil, kbd: 'N', run: stay },
    { name: 'update', label: 'Update', detail: 'for stakeholders, resets the clock', icon: Megaphone, kbd: 'U', run: stay },
    ...(open.task
      ? [{ name: 'task', label: 'Task', detail: 'assign and set a due date', icon: SquareCheck, kbd: 'T', run: open.task }]
      : []),
    { name: 'impact', label: 'Impact', detail: 'who is affected, since when', icon: Users, run: open.impact },
    ...(open.signal
      ? [{ name: 'signal', label: 'Signal', detail: 'attach a graph, monitor or link', icon: Activity, run: open.signal }]
      : []),
    { name: 'image', label: 'Image', detail: 'a screenshot; pasting or dropping does too', icon: ImagePlus, run: stay },
    { name: 'code', label: 'Code', detail: 'paste a log or command', icon: Code, run: stay },
    { name: 'status', label: 'Status', detail: 'Active, Stable, Resolved, Completed', icon: CircleDot, kbd: 'S', run: open.status },
    { name: 'severity', label: 'Severity', detail: 'how bad it is', icon: Signal, kbd: 'V', run: open.severity },
    { name: 'flag', label: 'Flag', detail: 'mark the note for the review', icon: Flag, run: stay }
  ]
}
