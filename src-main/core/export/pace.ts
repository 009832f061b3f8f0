import { setImmediate } from 'node:timers/promises'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { FailureError } from '#shared/domain/result.ts'

/** Other work waits no longer than about this for an export, ms. */
const SLICE_MS = 20

/** Hands the thread back now and then, so that saving, progress and cancelling go on. */
export interface Pace {
  /** Between two pieces of work. Throws `cancelled`. */
  step(done: number, total: number): Promise<void>
}

export function startPace(signal: AbortSignal | undefined, onProgress: (done: number, total: number) => void): Pace {
  let since = performance.now()
  return {
    async step(done, total) {
      if (performance.now() - since < SLICE_MS) return
      onProgress(done, total)
      await setImmediate()
      if (signal?.aborted) throw new FailureError('cancelled', 'The export was cancelled.')
      since = performance.now()
    }
  }
}

const SLICE_ITEMS = 100

/** A long list in parts, so that there is room between them; other blocks as they are. */
export function slicesOf(block: Block): Block[] {
  if (block.type !== 'bulletList' || block.items.length <= SLICE_ITEMS) return [block]
  const count = Math.ceil(block.items.length / SLICE_ITEMS)
  return Array.from({ length: count }, (_, index) => ({
    ...block,
    items: block.items.slice(index * SLICE_ITEMS, (index + 1) * SLICE_ITEMS)
  }))
}
