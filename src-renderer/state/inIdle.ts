const SLICE_MS = 8
const LATEST_MS = 500

/** Goes through `work` while the window has nothing else to do. Returns what ends it. */
export function inIdle(work: Iterator<unknown>): () => void {
  let isEnded = false
  const slice = () => {
    const until = performance.now() + SLICE_MS
    while (!isEnded && performance.now() < until) if (work.next().done) return
    if (!isEnded) whenIdle(slice)
  }
  whenIdle(slice)
  return () => (isEnded = true)
}

/** Does it when the window has a moment, `latestMs` later in any case. Returns what calls it off. */
export function whenIdle(work: () => void, latestMs = LATEST_MS): () => void {
  if ('requestIdleCallback' in globalThis) {
    const handle = requestIdleCallback(work, { timeout: latestMs })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(work, SLICE_MS)
  return () => clearTimeout(timer)
}
