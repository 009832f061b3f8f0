import type { DocStore, NewUpdate } from '#main/core/docStore.ts'

/** A disk in the hands of a test: appends wait while it is held, and fail while it is broken. */
export interface HeldStore extends DocStore {
  hold(): void
  letGo(): void
  /** Every append fails with this message until `mend`. */
  breakDown(message: string): void
  mend(): void
  /** Appends that wait. */
  readonly waiting: number
  /** The number of updates of each append that was tried, failed ones included. */
  readonly tried: number[]
}

export function heldStore(store: DocStore): HeldStore {
  let isHeld = false
  let problem: string | undefined
  const waiting: (() => void)[] = []
  const tried: number[] = []
  const own: Partial<HeldStore> = {
    async append(updates: readonly NewUpdate[]) {
      tried.push(updates.length)
      if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve))
      if (problem !== undefined) throw new Error(problem)
      return store.append(updates)
    },
    hold: () => void (isHeld = true),
    letGo() {
      isHeld = false
      for (const go of waiting.splice(0)) go()
    },
    breakDown: (message) => void (problem = message),
    mend: () => void (problem = undefined),
    tried
  }
  return new Proxy(store, {
    get(target, name) {
      if (name === 'waiting') return waiting.length
      if (name in own) return own[name as keyof HeldStore]
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
    set: (_target, name, value) => Reflect.set(own, name, value)
  }) as HeldStore
}
