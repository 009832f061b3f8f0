import Download from '@lucide/svelte/icons/download'
import LinkIcon from '@lucide/svelte/icons/link'
import MessageSquareText from '@lucide/svelte/icons/message-square-text'
import { EXPORT_WHATS, type ExportWhat } from '#shared/bridge/contract/exports.ts'
import type { Action, ActionLayer } from '../actions/action.ts'
import { addressOf } from './entryLink.ts'
import { exportChoices, exportWords, type Exporting } from './exporting.svelte.ts'
import type { Room } from './room.svelte.ts'

/** Taking an incident elsewhere: its link, the whole of it and each of its pages as a file. */
export function shareActions(room: Room, exporting: Exporting): ActionLayer {
  const copy: Action = {
    label: 'Copy a link to this incident',
    keywords: 'share address url',
    lead: { type: 'icon', icon: LinkIcon },
    run: () => void copyLink(room)
  }
  return {
    title: 'This incident',
    actions: [copy, commentsAction(exporting), ...EXPORT_WHATS.map((what) => exportAction(exporting, what))]
  }
}

const commentsAction = (exporting: Exporting): Action => ({
  label: exporting.withComments ? 'Export without comments' : 'Export with comments',
  keywords: 'footnotes download file',
  lead: { type: 'icon', icon: MessageSquareText },
  run: () => void (exporting.withComments = !exporting.withComments)
})

const exportAction = (exporting: Exporting, what: ExportWhat): Action => ({
  label: `Export ${exportWords(what)}`,
  keywords: `download file save ${exportChoices(what)
    .map(({ label }) => label)
    .join(' ')}`,
  lead: { type: 'icon', icon: Download },
  choices: () =>
    exportChoices(what).map(({ format, label, detail, icon }) => ({
      id: `export ${what} ${format}`,
      label,
      detail,
      lead: { type: 'icon', icon },
      run: () => void exporting.start(format, what)
    })),
  run: () => undefined
})

async function copyLink(room: Room): Promise<void> {
  const link = addressOf({ incident: room.id, entry: null })
  try {
    await navigator.clipboard.writeText(link)
  } catch {
    room.problem = `The link was not copied: the window may not write to the clipboard. It is ${link}`
  }
}
