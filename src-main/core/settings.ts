import { readSettings } from '#shared/doc/settingsCommands.ts'
import { WORKSPACE_DOC } from '#shared/domain/ids.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { Replica } from './replica.ts'

/** The settings of the workspace, folded again after each change to its document. */
export class Settings {
  readonly #replica: Replica
  readonly #listeners = new Set<(settings: WorkspaceSettings) => void>()
  readonly #stop: () => void
  #current: WorkspaceSettings = DEFAULT_SETTINGS
  #reading: Promise<void> | undefined
  #isStale = true

  constructor(replica: Replica) {
    this.#replica = replica
    this.#stop = replica.onCommitted((committed) => {
      if (committed.some(({ docId }) => docId === WORKSPACE_DOC)) this.#refresh()
    })
  }

  /** As last read; the defaults before `load` has settled. */
  get(): WorkspaceSettings {
    return this.#current
  }

  /** As they are now. */
  async load(): Promise<WorkspaceSettings> {
    while (this.#isStale || this.#reading) await this.#read()
    return this.#current
  }

  /** Told after each change. Returns what ends it. */
  onChange(listener: (settings: WorkspaceSettings) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#stop()
    this.#listeners.clear()
  }

  #refresh(): void {
    this.#isStale = true
    // a workspace that cannot be read now is read with its next change; until then the settings are those of before
    void this.load().catch(() => undefined)
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined))
    return this.#reading
  }

  async #readOnce(): Promise<void> {
    this.#isStale = false
    try {
      this.#current = await this.#replica.use(WORKSPACE_DOC, readSettings)
    } catch (error) {
      this.#isStale = true
      throw error
    }
    for (const listener of this.#listeners) listener(this.#current)
  }
}
