import type { FieldValue } from '../events.ts'
import type { SettingChange, WorkspaceSettings } from './settings.ts'

/* What is set, path by path. Defaults are not among it. */

/** A list of thousands of changes asks for it thousands of times. */
const known = new WeakMap<readonly SettingChange[], ReadonlyMap<string, FieldValue>>()

/** The value each path has now; null: set back to its default. */
export function currentValues({ audit }: Pick<WorkspaceSettings, 'audit'>): ReadonlyMap<string, FieldValue> {
  let values = known.get(audit)
  // the last of the audit has the latest stamp, which is the one that counts
  if (!values) known.set(audit, (values = new Map(audit.map(({ path, after }) => [path, after]))))
  return values
}

/** Those under a path that ends with `/`. */
export const valuesUnder = (settings: Pick<WorkspaceSettings, 'audit'>, prefix: string): [string, FieldValue][] =>
  [...currentValues(settings)].filter(([path]) => path.startsWith(prefix))

/** The change that made a setting what it is; undefined: nobody set it. */
export const lastChange = ({ audit }: Pick<WorkspaceSettings, 'audit'>, path: string): SettingChange | undefined =>
  audit.findLast((change) => change.path === path)
