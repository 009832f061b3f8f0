import ListChecks from '@lucide/svelte/icons/list-checks'
import { setField } from '#shared/doc/commands.ts'
import type { Field } from '#shared/domain/fields.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { Action } from '../actions/action.ts'
import type { Room } from './room.svelte.ts'

/** Fields that have one of several values are set in two steps: which field, which value. */
export const fieldActions = (room: Room, { fields }: IncidentType): Action[] =>
  fields.filter(({ type }) => type === 'dropdown').map((field) => fieldAction(room, field))

function fieldAction(room: Room, field: Field): Action {
  const current = () => room.incident.fields[field.name] ?? null
  const set = (value: string | null) => void room.do(setField(room.doc, room.author, field, value))
  const choice = (value: string): Action => ({
    label: value,
    get disabled() {
      return current() === value ? 'It is set so already' : null
    },
    run: () => set(value)
  })
  return {
    id: `field ${field.name}`,
    group: 'Fields',
    label: `Set ${field.label}`,
    get detail() {
      return String(current() ?? field.hint)
    },
    keywords: 'field attribute change',
    lead: { type: 'icon', icon: ListChecks },
    get disabled() {
      return field.choices?.length ? null : 'Its values are missing in the settings'
    },
    choices: () => [...(field.choices ?? []).map(choice), ...(current() === null ? [] : [{ label: 'No value', run: () => set(null) }])],
    run: () => {}
  }
}
