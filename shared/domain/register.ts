import type { ActorId, EventId } from './ids.ts'

/** One setting of one value: `base` is the setting its author saw and replaced. */
export interface Setting<T> {
  id: EventId
  base: EventId | null
  value: T
  by: ActorId
  at: number
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
