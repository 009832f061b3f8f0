import { whenIdle } from '../inIdle.ts'

interface Once {
  schedule: () => void
  cancel: () => void
}

/** Runs `work` at most once per animation frame, however often it is scheduled. */
export function onceAFrame(work: () => void): Once {
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

const BESIDE_MS = 100

/** Ten times a second at most, and in a moment without keys: for what stands beside what is typed, so that no letter waits for it. */
export function onceInAWhile(work: () => void): Once {
  let cancel: (() => void) | undefined
  let last = -Infinity
  const run = () => {
    cancel = undefined
    last = performance.now()
    work()
  }
  const wait = () => (cancel = whenIdle(run, BESIDE_MS))
  return {
    schedule() {
      if (cancel) return
      const left = last + BESIDE_MS - performance.now()
      if (left <= 0) return void wait()
      const timer = setTimeout(wait, left)
      cancel = () => clearTimeout(timer)
    },
    cancel() {
      cancel?.()
      cancel = undefined
    }
  }
}
