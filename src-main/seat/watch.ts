/**
 * Tell once at the start and then after every change, at most every `everyMs`, until cancelled. Each source takes a listener and
 * returns how to stop listening.
 */
export function watch(
  signal: AbortSignal,
  everyMs: number,
  tell: () => void,
  sources: readonly ((changed: () => void) => () => void)[]
): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        tell()
      }, everyMs)
    }
    const stops = sources.map((source) => source(changed))
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      resolve()
    })
    tell()
  })
}
