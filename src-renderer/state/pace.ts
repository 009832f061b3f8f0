/** Thirty times a second is as live as anybody reads. */
const READING_MS = 33
/** A frame drawn for others is one that somebody's own letter waits for, so these are fewer while they type. */
const TYPING_MS = 100
/** So long after a key somebody still types. */
const PAUSE_MS = 1000

/** How often what others write is taken in: ms between two times, for what happens in `target`. */
export function startPace(target: EventTarget, now: () => number = () => performance.now()): () => number {
  let typedAt = -Infinity
  target.addEventListener('keydown', () => (typedAt = now()), { capture: true, passive: true })
  return () => (now() - typedAt < PAUSE_MS ? TYPING_MS : READING_MS)
}
