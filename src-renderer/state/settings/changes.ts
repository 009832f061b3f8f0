import type { Person } from '#shared/bridge/warRoomApi.ts'
import { describeSetting, describeSettingValue } from '#shared/domain/settings/describeSetting.ts'
import { settingProblem } from '#shared/domain/settings/paths.ts'
import type { SettingChange, WorkspaceSettings } from '#shared/domain/settings/settings.ts'

export interface ListedChange extends SettingChange {
  /** It made the setting what it is now. */
  isCurrent: boolean
  /** What was before may be set again. */
  canBePut: boolean
}

/** Newest first; those whose words, values or author hold every word of `text`. `person`: an actor's id; empty: everybody. */
export function findChanges(settings: WorkspaceSettings, text: string, person: string): ListedChange[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found: ListedChange[] = []
  const seen = new Set<string>()
  const names = new Map<string, string>()
  const nameOf = (path: string): string => {
    let name = names.get(path)
    if (name === undefined) names.set(path, (name = describeSetting(path, settings)))
    return name
  }
  for (const change of settings.audit.toReversed()) {
    const isCurrent = !seen.has(change.path)
    seen.add(change.path)
    if (person !== '' && change.by !== person) continue
    if (words.length > 0) {
      const { path, before, after, by } = change
      const all = [nameOf(path), describeSettingValue(path, before), describeSettingValue(path, after), settings.names.get(by) ?? '']
      const haystack = all.join('\n').toLowerCase()
      if (!words.every((word) => haystack.includes(word))) continue
    }
    found.push({ ...change, isCurrent, canBePut: !isFirstPlace(change) && settingProblem(change.path, change.before) === undefined })
  }
  return found
}

/** A thing that was just made had no place before. */
const isFirstPlace = ({ path, before }: SettingChange): boolean => before === null && path.endsWith('/order')

/** Everybody who changed something, by name. */
export function peopleOf({ audit, names }: Pick<WorkspaceSettings, 'audit' | 'names'>): Person[] {
  const ids = [...new Set(audit.map(({ by }) => by))]
  return ids.map((id) => ({ id, name: names.get(id) ?? id })).sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
