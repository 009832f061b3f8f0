import type * as Y from 'yjs'
import type { DocClient, OpenDoc } from '#shared/bridge/docClient.ts'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { setSettings, type NewSetting } from '#shared/doc/settingsCommands.ts'
import type { Author } from '#shared/doc/write.ts'
import { createClock, type Clock } from '#shared/domain/clock.ts'
import { newDeviceId, WORKSPACE_DOC } from '#shared/domain/ids.ts'
import { fail, type Result } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS, foldSettings, typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType, WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import { onceAFrame } from './room/onceAFrame.ts'

/** The settings of the workspace, live: what anybody changes is here a frame later. */
export class Workspace {
  readonly doc: Y.Doc
  settings = $state.raw<WorkspaceSettings>(DEFAULT_SETTINGS)
  /** The settings are those of the workspace, not only the defaults. */
  isLoaded = $state(false)
  readonly #open: OpenDoc
  readonly #clock: Clock = createClock(newDeviceId())
  readonly #stop: () => void
  #person: Person | null = null

  constructor(docs: Pick<DocClient, 'open'>) {
    this.#open = docs.open(WORKSPACE_DOC)
    this.doc = this.#open.doc
    const read = onceAFrame(() => (this.settings = foldSettings(readEvents(this.doc).events)))
    const events = eventsOf(this.doc)
    events.observe(read.schedule)
    this.#stop = () => {
      events.unobserve(read.schedule)
      read.cancel()
    }
    void this.#open.loaded.then(() => {
      this.settings = foldSettings(readEvents(this.doc).events)
      this.isLoaded = true
    })
  }

  /** Who sits here: settings are changed in their name. */
  setPerson(person: Person | null): void {
    this.#person = person
  }

  get author(): Author | null {
    return this.#person && { id: this.#person.id, name: this.#person.name, clock: this.#clock }
  }

  typeOf(id: string): IncidentType {
    return typeOf(this.settings, id)
  }

  /** All or none. */
  set(changes: readonly NewSetting[]): Result<unknown> {
    const author = this.author
    if (!author) return fail('notAllowed', 'Say your name first: settings keep who changed them.')
    const set = setSettings(this.doc, author, changes)
    // at once, not with the next frame: a form that was just left never shows its old value again
    if (set.ok) this.settings = foldSettings(readEvents(this.doc).events)
    return set
  }

  close(): void {
    this.#stop()
    this.#open.close()
  }
}
