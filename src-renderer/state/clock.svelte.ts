import { createSubscriber } from 'svelte/reactivity'

let current = Date.now()
let isTicking = false

const subscribe = createSubscriber((update) => {
  let timer: ReturnType<typeof setTimeout>
  const schedule = () => {
    timer = setTimeout(
      () => {
        current = Date.now()
        update()
        schedule()
      },
      // on the second, so that all clocks on the screen change together and with the wall clock
      1000 - (Date.now() % 1000)
    )
  }
  current = Date.now()
  isTicking = true
  schedule()
  return () => {
    isTicking = false
    clearTimeout(timer)
  }
})

/** One clock for the whole window: epoch ms, changing once a second while something on the screen reads it. */
export const clock = {
  get now(): number {
    subscribe()
    return isTicking ? current : Date.now()
  }
}
