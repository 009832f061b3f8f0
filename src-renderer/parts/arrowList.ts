/** Up and down move the focus along the items of a list, Home and End to its ends. For `{@attach arrowList}`; items are `[data-item]`. */
export function arrowList(list: HTMLElement): () => void {
  const onKey = (event: KeyboardEvent) => {
    const items = [...list.querySelectorAll<HTMLElement>('[data-item]')]
    const index = items.indexOf(document.activeElement as HTMLElement)
    if (index < 0) return
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key]
    if (next === undefined) return
    // the room has these keys, too: here they belong to the list
    event.preventDefault()
    event.stopPropagation()
    items[Math.max(0, Math.min(items.length - 1, next))]?.focus()
  }
  list.addEventListener('keydown', onKey, { capture: true })
  return () => list.removeEventListener('keydown', onKey, { capture: true })
}
