/** F6: from one region of the window to the next (title bar, list, filters …), as marked by `data-region` in the page's order. */
export function cycleRegions(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.checkVisibility())
  if (regions.length === 0) return
  const current = regions.findLastIndex((region) => region.contains(document.activeElement))
  const next = current < 0 ? (backwards ? regions.length - 1 : 0) : (current + (backwards ? -1 : 1) + regions.length) % regions.length
  focusInside(regions[next]!)
}

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"], [contenteditable=true]'

function focusInside(region: HTMLElement): void {
  const target = region.matches(FOCUSABLE)
    ? region
    : (region.querySelector<HTMLElement>('[data-region-focus]') ?? region.querySelector<HTMLElement>(FOCUSABLE))
  target?.focus()
}
