import CalendarClock from '@lucide/svelte/icons/calendar-clock'
import HistoryIcon from '@lucide/svelte/icons/history'
import Link from '@lucide/svelte/icons/link'
import ListPlus from '@lucide/svelte/icons/list-plus'
import SquareCheck from '@lucide/svelte/icons/square-check'
import type { EntryId } from '#shared/domain/ids.ts'
import type { Action } from '../actions/action.ts'
import type { TimelineState } from './timeline.svelte.ts'

const isInTimeline = (): boolean => document.activeElement?.closest('[role=log]') != null

/** What can be done with the entry the keys stand on, and with several. */
export function timelineActions(timeline: TimelineState, focusEntry: (id: EntryId | null) => void): Action[] {
  const group = 'This entry'
  const none = (): string | null => (timeline.find(timeline.current) ? null : 'Choose an entry of the timeline first')
  const several = (): string | null => (timeline.selection.size > 0 ? null : 'Select entries first: X on each')
  const extend = (step: 1 | -1) => () => {
    const from = timeline.current
    if (from !== null && timeline.selection.size === 0) timeline.selection.toggle(from)
    const to = timeline.step(step)
    if (to !== null) timeline.selection.extendTo(to, timeline.shown)
    focusEntry(to)
  }
  return [
    {
      group,
      keys: 'x',
      keysWhen: isInTimeline,
      label: 'Select the entry',
      keywords: 'several group choose',
      lead: { type: 'icon', icon: SquareCheck },
      get disabled() {
        return none()
      },
      run: () => timeline.selection.toggle(timeline.current!)
    },
    { group, keys: 'Shift+ArrowDown', keysWhen: isInTimeline, label: 'Select down to the next entry', run: extend(1) },
    { group, keys: 'Shift+ArrowUp', keysWhen: isInTimeline, label: 'Select up to the entry before', run: extend(-1) },
    {
      group,
      keys: 'i',
      keysWhen: isInTimeline,
      label: 'Insert after the entry',
      keywords: 'between add note time',
      lead: { type: 'icon', icon: ListPlus },
      get disabled() {
        return none()
      },
      run: () => timeline.insertAfter(timeline.current!)
    },
    {
      group,
      keys: 'h',
      keysWhen: isInTimeline,
      label: 'Show the history of the entry',
      keywords: 'versions edits who when diff',
      lead: { type: 'icon', icon: HistoryIcon },
      get disabled() {
        return none()
      },
      run: () => timeline.toggleHistory(timeline.current!)
    },
    {
      group,
      keys: 'c',
      keysWhen: isInTimeline,
      label: 'Copy a link to the entry',
      keywords: 'url address share',
      lead: { type: 'icon', icon: Link },
      get disabled() {
        return none()
      },
      run: () => void timeline.copyLink(timeline.current!)
    },
    {
      group: 'Selected entries',
      keys: 'w',
      keysWhen: () => timeline.selection.size > 0,
      label: 'Move the selected entries in time',
      keywords: 'shift retime group',
      lead: { type: 'icon', icon: CalendarClock },
      get disabled() {
        return several()
      },
      run: () => (timeline.selection.isShifting = true)
    }
  ]
}
