import { setTimeout as pause } from 'node:timers/promises'

const PATIENCE_MS = 15_000

/** Asks again and again until it is so. Throws, saying what was waited for, when it does not come. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < PATIENCE_MS; await pause(5)) {
    if (await isSo()) return
  }
  throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain until ${what}`)
}

/** Everything that is on its way inside this process has arrived: timers of 0 ms, promises, events of this turn. */
export async function quiet(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}
