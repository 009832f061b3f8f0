import Redo2 from '@lucide/svelte/icons/redo-2'
import Undo2 from '@lucide/svelte/icons/undo-2'
import type * as Y from 'yjs'
import { readEvents } from '#shared/doc/readIncident.ts'
import { undoLast } from '#shared/doc/undoCommands.ts'
import type { Author } from '#shared/doc/write.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { historyOf } from '#shared/domain/undo/steps.ts'
import { describeStep } from '#shared/domain/undo/words.ts'
import type { Action } from './actions/action.ts'
import type { Workspace } from './workspace.svelte.ts'

export interface UndoTarget {
  doc: Y.Doc
  /** null: nobody has said who they are. */
  author(): Author | null
  /** Its log; reading it must notice when the log grows. */
  events(): Iterable<IncidentEvent>
  /** For names and titles in what was done. */
  incident(): Incident
}

/** The settings of the workspace. */
export const settingsUndo = (workspace: Workspace): UndoTarget => ({
  doc: workspace.doc,
  author: () => workspace.author,
  events: () => (void workspace.settings, readEvents(workspace.doc).events),
  incident: () => foldIncident([])
})

/** Undo and redo of a person's own changes in one document, as keys, palette and a question when somebody changed the same since. */
export class Undo {
  readonly #target: UndoTarget
  asks = $state.raw<{ words: string; rivals: readonly string[]; isRedo: boolean } | null>(null)
  /** Why it was not done. */
  problem = $state<string | null>(null)
  /** What was just done, for those who hear the screen. */
  said = $state('')
  readonly #history = $derived.by(() => {
    const author = this.#target.author()
    return author ? historyOf([...this.#target.events()], author.id) : { done: [], undone: [] }
  })
  readonly actions: readonly Action[]

  constructor(target: UndoTarget) {
    this.#target = target
    const words = (isRedo: boolean) => {
      const step = (isRedo ? this.#history.undone : this.#history.done).at(-1)
      return step && describeStep(step, this.#target.incident())
    }
    const action = (isRedo: boolean): Action => ({
      id: isRedo ? 'redo' : 'undo',
      keys: isRedo ? 'Mod+Shift+z' : 'Mod+z',
      get label() {
        const done = words(isRedo)
        if (isRedo) return 'Do again what you undid'
        return done ? `Undo: ${done}` : 'Undo your last change'
      },
      get detail() {
        return isRedo ? words(true) : undefined
      },
      keywords: isRedo ? 'redo' : 'revert back',
      lead: { type: 'icon', icon: isRedo ? Redo2 : Undo2 },
      get disabled() {
        return words(isRedo) === undefined ? (isRedo ? 'You undid nothing here' : 'You changed nothing here') : null
      },
      run: () => this.run(isRedo)
    })
    this.actions = [action(false), action(true)]
  }

  /** `isForced`: over what others changed since. */
  run(isRedo: boolean, isForced = false): void {
    this.asks = null
    this.problem = null
    const author = this.#target.author()
    if (!author) return
    const undone = undoLast(this.#target.doc, author, { isRedo, isForced })
    if (!undone.ok) this.problem = undone.error.message
    else if (undone.value.type === 'asks') this.asks = { ...undone.value, isRedo }
    else this.said = `${isRedo ? 'Done again' : 'Undone'}: ${undone.value.words}`
  }
}
