import Download from '@lucide/svelte/icons/download'
import LinkIcon from '@lucide/svelte/icons/link'
import type { Action, ActionLayer } from '../actions/action.ts'
import type { App } from '../app.svelte.ts'
import { download } from '../download.ts'
import { addressOf } from './entryLink.ts'
import type { Room } from './room.svelte.ts'

/** Taking an incident elsewhere: its link, and the whole of it as a file. */
export function shareActions(app: App, room: Room): ActionLayer {
  const copy: Action = {
    label: 'Copy a link to this incident',
    keywords: 'share address url',
    lead: { type: 'icon', icon: LinkIcon },
    run: () => void copyLink(room)
  }
  const save = (format: 'md' | 'json', label: string): Action => ({
    label,
    keywords: 'export download file save',
    lead: { type: 'icon', icon: Download },
    run: () => void exportRoom(app, room, format)
  })
  return {
    title: 'This incident',
    actions: [copy, save('md', 'Export this incident as Markdown'), save('json', 'Export this incident as JSON')]
  }
}

async function copyLink(room: Room): Promise<void> {
  const link = addressOf({ incident: room.id, entry: null })
  try {
    await navigator.clipboard.writeText(link)
  } catch {
    room.problem = `The link was not copied: the window may not write to the clipboard. It is ${link}`
  }
}

async function exportRoom(app: App, room: Room, format: 'md' | 'json'): Promise<void> {
  const exported = await app.warRoom.exportFile({ ref: room.id, format })
  if (!exported.ok) return void (room.problem = exported.error.message)
  download(exported.value.fileName, exported.value.mediaType, exported.value.bytes)
}
