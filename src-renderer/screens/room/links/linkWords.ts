import FileText from '@lucide/svelte/icons/file-text'
import Link from '@lucide/svelte/icons/link'
import MessageSquare from '@lucide/svelte/icons/message-square'
import NotebookText from '@lucide/svelte/icons/notebook-text'
import SquareKanban from '@lucide/svelte/icons/square-kanban'
import Video from '@lucide/svelte/icons/video'
import type { LinkRole } from '#shared/domain/events.ts'
import type { IconComponent } from '../../../ui/icon.ts'

/** What a link is, in the list and, where it has a place there, in the header. */
export const LINK_WORDS: Record<LinkRole, { label: string; choice: string; icon: IconComponent }> = {
  link: { label: 'Link', choice: 'A link', icon: Link },
  document: { label: 'Document', choice: 'A document', icon: FileText },
  chat: { label: 'Chat', choice: 'The chat of this incident', icon: MessageSquare },
  video: { label: 'Call', choice: 'The call of this incident', icon: Video },
  postmortem: { label: 'Postmortem', choice: 'The postmortem', icon: NotebookText },
  tracker: { label: 'Ticket', choice: 'A ticket', icon: SquareKanban }
}

/** These stand in the header as soon as there is one. */
export const HEADER_LINKS = ['chat', 'video', 'postmortem'] as const satisfies readonly LinkRole[]
