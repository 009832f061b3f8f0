/** Runs `work` at most once per animation frame, however often it is scheduled. */
export function onceAFrame(work: () => void): { schedule: () => void; cancel: () => void } {
  let frame: number | undefined
  return {
    schedule() {
      frame ??= requestAnimationFrame(() => {
        frame = undefined
        work()
      })
    },
    cancel() {
      if (frame !== undefined) cancelAnimationFrame(frame)
      frame = undefined
    }
  }
}
