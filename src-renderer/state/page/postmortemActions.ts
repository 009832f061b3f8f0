import ArrowLeft from '@lucide/svelte/icons/arrow-left'
import Check from '@lucide/svelte/icons/check'
import History from '@lucide/svelte/icons/history'
import MessageSquare from '@lucide/svelte/icons/message-square'
import PanelRight from '@lucide/svelte/icons/panel-right'
import Snowflake from '@lucide/svelte/icons/snowflake'
import { setPostmortemState, signOff } from '#shared/doc/postmortemCommands.ts'
import { POSTMORTEM_STATE_TEXT, POSTMORTEM_STATES } from '#shared/domain/postmortem.ts'
import type { IconComponent } from '#renderer/ui/icon.ts'
import type { Action, ActionLayer } from '../actions/action.ts'
import type { Room } from '../room/room.svelte.ts'
import { freezePage } from './freeze.ts'
import type { OpenPage } from './openPage.svelte.ts'

export interface PostmortemView {
  back(): void
  showVersions(): void
  toggleSide(): void
  show(tab: 'timeline' | 'comments'): void
}

/** What can be done on the page of the postmortem beside writing. */
export function postmortemActions(room: Room, open: OpenPage, view: PostmortemView): ActionLayer {
  const icon = (of: IconComponent) => ({ type: 'icon', icon: of }) as const
  const states = POSTMORTEM_STATES.map((state): Action => ({
    id: `postmortem ${state}`,
    label: `Set the postmortem to ${POSTMORTEM_STATE_TEXT[state].toLowerCase()}`,
    keywords: 'review final draft reopen',
    lead: icon(Check),
    get disabled() {
      return (room.incident.postmortem.state ?? 'draft') === state ? 'It is so already' : null
    },
    run: () => void room.do(setPostmortemState(room.doc, room.author, state))
  }))
  return {
    title: 'Postmortem',
    actions: [
      { label: 'Back to the incident', keywords: 'war room', lead: icon(ArrowLeft), run: () => view.back() },
      {
        label: 'Versions of the postmortem',
        keywords: 'time machine history past restore',
        lead: icon(History),
        run: () => view.showVersions()
      },
      ...states,
      {
        label: 'Sign off the postmortem',
        keywords: 'review approve',
        lead: icon(Check),
        run: () => void room.do(signOff(room.doc, room.author))
      },
      {
        label: 'Freeze the page',
        keywords: 'variables timeline',
        lead: icon(Snowflake),
        get disabled() {
          return open.overview.live > 0 ? null : 'Nothing live is in it'
        },
        run: () => open.editor && freezePage(open.editor, open.live.written)
      },
      { keys: '1', label: 'Timeline beside the page', lead: icon(PanelRight), run: () => view.show('timeline') },
      { keys: '2', label: 'Comments beside the page', lead: icon(MessageSquare), run: () => view.show('comments') },
      { keys: ']', label: 'Hide or show what is beside the page', lead: icon(PanelRight), run: () => view.toggleSide() }
    ]
  }
}
