import { generateKeyBetween } from 'fractional-indexing'
import type { FieldValue } from '../events.ts'
import { pathOf } from './paths.ts'
import type { View } from './settings.ts'

/** A setting to be changed: see paths.ts. */
export interface ViewChange {
  path: string
  value: FieldValue
}

type Looks = Pick<View, 'query' | 'sort' | 'isDescending' | 'columns'>

/** What to set so that a view is there, after all others. */
export function addView(views: readonly View[], id: string, name: string, looks: Looks): ViewChange[] {
  return [{ path: pathOf('views', id, 'name'), value: name.trim() }, ...changeView(id, looks), ...placed(id, orderOf(views.at(-1)), null)]
}

/** What it shows from now on; its name and its place stay. */
export const changeView = (id: string, { query, sort, isDescending, columns }: Looks): ViewChange[] => [
  { path: pathOf('views', id, 'query'), value: query },
  { path: pathOf('views', id, 'sort'), value: sort },
  { path: pathOf('views', id, 'isDescending'), value: isDescending },
  { path: pathOf('views', id, 'columns'), value: [...columns] }
]

export const renameView = (id: string, name: string): ViewChange[] => [{ path: pathOf('views', id, 'name'), value: name.trim() }]
export const removeView = (id: string): ViewChange[] => [{ path: pathOf('views', id, 'isRemoved'), value: true }]

/** One place to the left (-1) or to the right (1); nothing at the end. */
export function moveView(views: readonly View[], id: string, step: -1 | 1): ViewChange[] {
  const from = views.findIndex((view) => view.id === id)
  const others = views.filter((view) => view.id !== id)
  const to = from + step
  if (from < 0 || to < 0 || to > others.length) return []
  return placed(id, orderOf(others[to - 1]), orderOf(others[to]))
}

/** Two who added a view at once gave it one place: what would stand between them stands after both. */
function placed(id: string, after: string | null, before: string | null): ViewChange[] {
  const isBetween = after === null || before === null || after < before
  return [{ path: pathOf('views', id, 'order'), value: generateKeyBetween(after, isBetween ? before : null) }]
}

/** null: at the end, or a place that is no key. */
function orderOf(view: View | undefined): string | null {
  if (!view) return null
  try {
    generateKeyBetween(view.order, null)
    return view.order
  } catch {
    return null
  }
}
