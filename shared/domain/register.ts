import type { ActorId, EventId } from './ids.ts'

/** One setting of one value: `base` is the setting its author saw and replaced. */
export interface Setting<T> {
  id: EventId
  base: EventId | null
  value: T
  by: ActorId
  at: number
  /** The setting it takes back, and the taking back that it takes back. */
  undoes?: EventId
  redoes?: EventId
}

export interface Register<T> {
  /** The setting with the latest stamp: what everybody shows. */
  current: Setting<T> | undefined
  /** Settings nobody saw before setting something else: for the merge report. */
  overruled: Setting<T>[]
}

/** `settings` in id order. A setting that nobody built on, yet is not the last, was made at the same time as another. */
export function foldRegister<T>(settings: readonly Setting<T>[]): Register<T> {
  const current = settings.at(-1)
  if (settings.length < 2) return { current, overruled: [] }
  const replaced = new Set(settings.map((setting) => setting.base))
  const overruled = settings.filter((setting) => setting !== current && !replaced.has(setting.id))
  return { current, overruled }
}

/**
 * The settings without those that were undone, and without the undoing: as if they had not been made. Only what directly follows
 * what it undoes, comes from the same author and gives the value from before is such a pair; anything else is a setting like others.
 */
export function withoutUndone<T>(settings: readonly Setting<T>[]): Setting<T>[] {
  const kept: Setting<T>[] = []
  let undone: { undo: EventId; setting: Setting<T> }[] = []
  for (const setting of settings) {
    const top = kept.at(-1)
    const last = undone.at(-1)
    const isUndo = top !== undefined && top.id === setting.undoes && top.by === setting.by
    if (isUndo && isSame(kept.at(-2)?.value ?? null, setting.value)) {
      undone.push({ undo: setting.id, setting: kept.pop()! })
    } else if (last !== undefined && last.undo === setting.redoes && isSame(last.setting.value, setting.value)) {
      undone.pop()
      kept.push({ ...last.setting, id: setting.id })
    } else {
      kept.push(setting)
      undone = []
    }
  }
  return kept
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
