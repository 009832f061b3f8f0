import ArrowDownWideNarrow from '@lucide/svelte/icons/arrow-down-wide-narrow'
import Bookmark from '@lucide/svelte/icons/bookmark'
import Download from '@lucide/svelte/icons/download'
import type { App } from '../app.svelte.ts'
import { VIEWS } from '../list/incidentList.svelte.ts'
import { saveList } from '../list/saveList.ts'
import type { Action } from './action.ts'

/** Views to show and what to do with what is found; keys of the list are in its screen. */
export function listActions(app: App): Action[] {
  const { list } = app
  const none = () => (list.answer?.matches ? null : 'The search finds nothing')
  const save = (format: 'csv' | 'json', label: string): Action => ({
    label,
    keywords: 'export download file table',
    lead: { type: 'icon', icon: Download },
    get disabled() {
      return none()
    },
    run: () => void saveList(app, format)
  })
  return [
    ...[...VIEWS, ...list.savedViews].map((view): Action => ({
      id: `view ${view.id}`,
      group: 'Views',
      label: `Show ${view.name}`,
      keywords: 'view saved search',
      lead: { type: 'icon', icon: Bookmark },
      run: () => list.openView(view)
    })),
    {
      label: list.isBestFirst ? 'Newest activity first' : 'Best match first',
      keywords: 'sort order relevance rank title',
      lead: { type: 'icon', icon: ArrowDownWideNarrow },
      get disabled() {
        return list.hasWords ? null : 'The search asks for no words'
      },
      run: () => list.showBestFirst(!list.isBestFirst)
    },
    save('csv', 'Export what is found as CSV'),
    save('json', 'Export what is found as JSON')
  ]
}
