import type { Person } from '#shared/bridge/warRoomApi.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import type { Status } from '#shared/domain/status.ts'
import type { IconComponent } from '../../ui/icon.ts'

/** What stands before an action or an incident in a list. */
export type Lead =
  | { type: 'icon'; icon: IconComponent }
  | { type: 'status'; status: Status }
  | { type: 'severity'; severity: string }
  | { type: 'person'; id: ActorId; name: string }

/**
 * Something a person can do. The palette offers it, the keyboard runs it, the list of keys shows it: all three read the same registry.
 * What changes with the state of the screen (`label`, `detail`, `disabled`) may be a getter.
 */
export interface Action {
  /** Tells it from others for "used lately", also after a restart; absent: its label. */
  readonly id?: string
  /** Verb first: "Write a note". Actions of one layer with one label are one line in the list of keys. */
  readonly label: string
  /** Quiet, after the label. */
  readonly detail?: string
  /** It is also found by these words. */
  readonly keywords?: string
  readonly lead?: Lead
  /** Each of them does it; see keySequence.ts for how keys are written. */
  readonly keys?: string | readonly string[]
  /** Its keys mean it only then, for what depends on the focus. */
  readonly keysWhen?: () => boolean
  /** Heading in the palette; absent: that of its layer. */
  readonly group?: string
  /** Why it cannot be done now, in a sentence; null or absent: it can. */
  readonly disabled?: string | null
  /** A second step: one of these. Then `run` is for its keys. */
  readonly choices?: () => readonly Action[] | Promise<readonly Action[]>
  /** `digits`: what was typed for a key that takes a number. */
  readonly run: (digits: string) => void
}

/** The actions of one screen or dialog, while it is shown. */
export interface ActionLayer {
  /** Heading in the list of keys and in the palette: "Incident list". */
  title: string
  /** They belong to a dialog: its keys work while the focus is in one, no others do, and the palette does not know them. */
  isDialog?: boolean
  /** It lies under all others: their keys win, their actions come first. */
  isBase?: boolean
  actions: readonly Action[]
  /** What can be done here with somebody chosen in the palette. */
  ofPerson?: (person: Person) => readonly Action[]
}

export const keysOf = ({ keys = [] }: Action): readonly string[] => (typeof keys === 'string' ? [keys] : keys)
export const idOf = (action: Action): string => action.id ?? action.label
