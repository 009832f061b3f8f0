/** Work at one go, ms: the core serves everybody meanwhile. */
const SLICE_MS = 8

/** `await next()` between steps of long work: it lets others in when this has taken its turn. */
export function takeTurns(sliceMs = SLICE_MS): { next(): Promise<void> | undefined } {
  let from = performance.now()
  return {
    next() {
      if (performance.now() - from < sliceMs) return undefined
      return new Promise((resolve) =>
        setImmediate(() => {
          from = performance.now()
          resolve()
        })
      )
    }
  }
}
