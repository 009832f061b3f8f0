import type { Awareness } from 'y-protocols/awareness'
import { onceInAWhile } from '#renderer/state/room/onceAFrame.ts'
import { isCursor } from './remotePosition.ts'

type Changes = Record<'added' | 'updated' | 'removed', number[]>
type States = Map<number, Record<string, unknown>>

/**
 * Awareness as the notes editor may see it: states of others without a person or with a caret that is not one are left out,
 * since the editor's own plugin takes them apart unchecked and would fail for everybody in the room.
 */
export function guardAwareness(awareness: Awareness): unknown {
  const sane = (): States => {
    const states: States = new Map()
    for (const [id, state] of awareness.getStates()) if (id === awareness.clientID || isSane(state)) states.set(id, state)
    return states
  }
  // of this person’s own caret the editor draws nothing, and would do that for each key; those of others move in steps
  const ends = new Map<() => void, () => void>()
  const watch = (name: 'change' | 'update', listener: () => void) => {
    const tell = onceInAWhile(listener)
    const hear = ({ added, updated, removed }: Changes) => {
      if ([...added, ...updated, ...removed].some((id) => id !== awareness.clientID)) tell.schedule()
    }
    awareness.on(name, hear)
    ends.set(listener, () => (awareness.off(name, hear), tell.cancel()))
  }
  return {
    doc: awareness.doc,
    clientID: awareness.clientID,
    get states() {
      return sane()
    },
    getStates: sane,
    getLocalState: () => awareness.getLocalState(),
    setLocalStateField: (field: string, value: unknown) => awareness.setLocalStateField(field, value),
    on: watch,
    off: (_name: 'change' | 'update', listener: () => void) => ends.get(listener)?.()
  }
}

function isSane(state: Record<string, unknown>): boolean {
  const user = state['user'] as { id?: unknown; name?: unknown } | undefined
  return typeof user?.id === 'string' && typeof user.name === 'string' && (state['cursor'] == null || isCursor(state['cursor']))
}
