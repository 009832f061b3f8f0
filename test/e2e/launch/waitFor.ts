import { setTimeout as pause } from 'node:timers/promises'

const TIMEOUT_MS = 30_000

/** Asks until there is an answer. Throws, saying what was waited for, when there is none in time. */
export async function waitFor<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const startedAt = performance.now(); performance.now() - startedAt < TIMEOUT_MS; await pause(20)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`Waited ${TIMEOUT_MS / 1000} s for ${what}`)
}
