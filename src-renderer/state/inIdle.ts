const SLICE_MS = 8

/** Goes through `work` while the window has nothing else to do. Returns what ends it. */
export function inIdle(work: Iterator<unknown>): () => void {
  let isEnded = false
  const slice = () => {
    const until = performance.now() + SLICE_MS
    while (!isEnded && performance.now() < until) if (work.next().done) return
    if (!isEnded) later(slice)
  }
  later(slice)
  return () => (isEnded = true)
}

const later = (work: () => void): unknown =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, SLICE_MS)
