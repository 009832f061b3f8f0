import { randomText } from '#shared/domain/ids.ts'
import type { DocStore } from './docStore.ts'

export interface Workspace {
  id: string
  name: string
}

/** A fact of this data folder, made on first use. */
function once(store: DocStore, key: string, make: () => string): string {
  const known = store.getMeta(key)
  if (known !== undefined) return known
  const made = make()
  store.setMeta(key, made)
  return made
}

/** Names this replica's log. A copy of the folder is the same log; a new folder is another. */
export const logIdOf = (store: DocStore): string => once(store, 'log.id', () => randomText(16))

export const workspaceOf = (store: DocStore): Workspace => ({
  id: once(store, 'workspace.id', () => randomText(16)),
  name: store.getMeta('workspace.name') ?? 'War room'
})

export function setWorkspace(store: DocStore, workspace: Workspace): void {
  store.setMeta('workspace.id', workspace.id)
  store.setMeta('workspace.name', workspace.name)
}
