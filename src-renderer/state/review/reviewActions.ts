import CalendarDays from '@lucide/svelte/icons/calendar-days'
import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import ExternalLink from '@lucide/svelte/icons/external-link'
import ListChecks from '@lucide/svelte/icons/list-checks'
import ListPlus from '@lucide/svelte/icons/list-plus'
import MessageSquarePlus from '@lucide/svelte/icons/message-square-plus'
import type { IconComponent } from '../../ui/icon.ts'
import type { ActionLayer } from '../actions/action.ts'

export interface ReviewDoes {
  /** Why the walk goes no further; null: it does. */
  noNext: () => string | null
  noPrevious: () => string | null
  /** Why there is nothing to write in. */
  noIncident: () => string | null
  noLaterWeek: () => string | null
  step: (by: 1 | -1) => void
  toHead: () => void
  toEnd: () => void
  week: (by: 1 | -1) => void
  note: () => void
  followUp: () => void
  open: () => void
  leave: () => void
}

const icon = (of: IconComponent) => ({ type: 'icon', icon: of }) as const

/** What can be done while a week is walked through. */
export const reviewActions = (does: ReviewDoes): ActionLayer => ({
  title: 'Weekly review',
  actions: [
    {
      keys: ['j', 'ArrowRight'],
      label: 'Next incident',
      lead: icon(ChevronRight),
      get disabled() {
        return does.noNext()
      },
      run: () => does.step(1)
    },
    {
      keys: ['k', 'ArrowLeft'],
      label: 'Previous incident',
      lead: icon(ChevronLeft),
      get disabled() {
        return does.noPrevious()
      },
      run: () => does.step(-1)
    },
    ...writing(does),
    { keys: 'Home', label: 'Figures of the week', lead: icon(CalendarDays), run: does.toHead },
    { keys: 'End', label: 'End of the review', keywords: 'summary written', lead: icon(ListChecks), run: does.toEnd },
    { keys: 'Shift+ArrowLeft', label: 'The week before', lead: icon(CalendarDays), run: () => does.week(-1) },
    {
      keys: 'Shift+ArrowRight',
      label: 'The week after',
      lead: icon(CalendarDays),
      get disabled() {
        return does.noLaterWeek()
      },
      run: () => does.week(1)
    },
    { keys: 'Escape', label: 'Leave the review', run: does.leave }
  ]
})

const writing = ({ noIncident, note, followUp, open }: ReviewDoes) =>
  (
    [
      ['n', 'Write a note', MessageSquarePlus, note],
      ['t', 'Add a follow-up', ListPlus, followUp],
      ['o', 'Open the incident', ExternalLink, open]
    ] as const
  ).map(([keys, label, of, run]) => ({
    keys,
    label,
    lead: icon(of),
    get disabled() {
      return noIncident()
    },
    run
  }))
