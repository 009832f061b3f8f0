/** A window that is covered may draw nothing for long. */
const PATIENCE_MS = 1000

/** Settles once what changed by now is on the screen; at once where nobody looks. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, document.hidden ? 0 : PATIENCE_MS)
    // a frame is drawn behind its callbacks
    requestAnimationFrame(() => setTimeout(resolve))
  })
