import ListIcon from '@lucide/svelte/icons/list'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import type { App } from '../app.svelte.ts'
import { keyboard } from '../keyboard.svelte.ts'
import type { Action } from './action.ts'

/** What can be done with somebody: what the screen that is shown offers, and their incidents. */
export function personActions(app: App, person: Person): Action[] {
  const here = keyboard.layers.flatMap(({ ofPerson }) => ofPerson?.(person) ?? [])
  return [
    ...here,
    {
      label: 'Show the incidents they command',
      lead: { type: 'icon', icon: ListIcon },
      run: () => {
        app.list.ask(`commander:"${person.name.replace(/["\\]/g, '\\$&')}"`)
        app.go({ screen: 'list' })
      }
    }
  ]
}
