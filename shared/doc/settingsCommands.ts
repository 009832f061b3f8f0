import type * as Y from 'yjs'
import type { FieldValue } from '../domain/events.ts'
import type { EventId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { foldSettings } from '../domain/settings/foldSettings.ts'
import { fieldNameClash } from '../domain/settings/changes.ts'
import { segmentsOf, settingProblem } from '../domain/settings/paths.ts'
import type { WorkspaceSettings } from '../domain/settings/settings.ts'
import { readEvents } from './readIncident.ts'
import { tryWrite, type Author } from './write.ts'

export interface NewSetting {
  /** See domain/settings/paths.ts. */
  path: string
  /** null: back to the default. */
  value: FieldValue
}

export const readSettings = (doc: Y.Doc): WorkspaceSettings => foldSettings(readEvents(doc).events)

/** A new field called as something every incident has could neither be searched for nor told apart. */
function newFieldProblem(path: string, { heads }: WorkspaceSettings): string | undefined {
  const [types, , fields, name, setting] = segmentsOf(path) ?? []
  const isNew = types === 'types' && fields === 'fields' && setting === 'label' && !heads.has(path)
  return isNew && name !== undefined ? fieldNameClash(name) : undefined
}

/** Change settings in the workspace document, all or none, in one transaction. The ids of what was written, in order. */
export function setSettings(doc: Y.Doc, author: Author, changes: readonly NewSetting[]): Result<EventId[]> {
  if (changes.length === 0) return ok([])
  const settings = readSettings(doc)
  for (const { path, value } of changes) {
    const problem = settingProblem(path, value) ?? newFieldProblem(path, settings)
    if (problem !== undefined) return fail('badInput', problem)
  }
  const latest = new Map(changes.map((change) => [change.path, change.value]))
  return tryWrite(
    doc,
    author,
    [...latest].map(([path, value]) => ({ kind: 'settingSet', path, value, base: settings.heads.get(path) ?? null }))
  )
}
