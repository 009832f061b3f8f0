import FileText from '@lucide/svelte/icons/file-text'
import { isPageEmpty, startPostmortem } from '#shared/doc/postmortemCommands.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { Action } from '../actions/action.ts'
import type { RoomScreen } from './keys.ts'
import type { Room } from './room.svelte.ts'

const lead = { type: 'icon', icon: FileText } as const

/** The postmortem is started, and shown beside the timeline; or the page it is written on is opened. */
export function postmortemStartActions(
  room: Room,
  screen: Pick<RoomScreen, 'openTab' | 'openPostmortem'>,
  { postmortems }: Pick<IncidentType, 'postmortems'>
): Action[] {
  const start = postmortems.map((template): Action => ({
    id: `postmortem from ${template.id}`,
    label: template.name,
    detail: template.isDefault ? 'offered first' : undefined,
    lead,
    run: () => {
      void room.do(startPostmortem(room.doc, room.author, template))
      screen.openTab('postmortem')
    }
  }))
  return [
    {
      label: 'Start the postmortem',
      keywords: 'review template write retrospective',
      lead,
      get disabled() {
        return isPageEmpty(room.doc) ? null : 'It is started already'
      },
      choices: () => start.toSorted((a, b) => Number(b.detail !== undefined) - Number(a.detail !== undefined)),
      run: () => screen.openTab('postmortem')
    },
    { label: 'Open the postmortem as a page', keywords: 'write review', lead, run: () => screen.openPostmortem() }
  ]
}
