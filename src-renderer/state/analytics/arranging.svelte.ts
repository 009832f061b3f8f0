import { Sorting, type SortList } from '../settings/sorting.svelte.ts'

/** The pointer has to go this far before it drags: a press alone moves nothing. */
const DRAG_PX = 4
/** So near an edge of what scrolls it scrolls on. */
const EDGE_PX = 56
/** Wider than this part of the page a panel stands on a row of its own: what counts is above or below. */
const WHOLE_ROW = 0.8

interface Press {
  id: string
  x: number
  y: number
}

/** Arranging panels: `Sorting`, with a pointer of any kind over a page where panels stand beside each other. */
export class Arranging {
  readonly sorting: Sorting
  /** Where the pointer is while it drags; null: nothing is dragged by pointer. */
  pointer = $state.raw<{ x: number; y: number } | null>(null)
  /** Beside which panel it would be dropped. */
  mark = $state.raw<{ id: string; isAfter: boolean } | null>(null)
  readonly #list: () => SortList
  #press: Press | null = null

  constructor(list: () => SortList, nameOf: (id: string) => string, onMove: (id: string, index: number) => void) {
    this.#list = list
    this.sorting = new Sorting(
      () => [list()],
      nameOf,
      (id, { index }) => onMove(id, index)
    )
  }

  /** By pointer nothing moves before the drop: what moves away under a pointer is hard to hit. */
  get shown(): readonly string[] {
    return this.pointer ? this.#list().items : this.sorting.shown(this.#list().id)
  }

  press(event: PointerEvent, id: string): void {
    if (event.button !== 0) return
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
    this.#press = { id, x: event.clientX, y: event.clientY }
  }

  move(event: PointerEvent): void {
    const press = this.#press
    if (!press) return
    const { clientX: x, clientY: y } = event
    if (!this.pointer && Math.hypot(x - press.x, y - press.y) < DRAG_PX) return
    if (!this.pointer) this.sorting.lift(press.id)
    this.pointer = { x, y }
    scrollAt(event.currentTarget, y)
    this.#over(document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-panel]') ?? null, x, y)
  }

  #over(cell: HTMLElement | null, x: number, y: number): void {
    const id = cell?.dataset['panel']
    if (!cell || id === undefined || id === this.#press?.id) return
    const box = cell.getBoundingClientRect()
    const isRow = box.width > (cell.parentElement?.clientWidth ?? 0) * WHOLE_ROW
    const isAfter = isRow ? y > box.top + box.height / 2 : x > box.left + box.width / 2
    this.mark = { id, isAfter }
    this.sorting.over(this.#list().id, id, isAfter)
  }

  release(): void {
    const isDragged = this.pointer !== null
    this.#forget()
    if (isDragged) this.sorting.drop()
  }

  cancel(): void {
    const wasPressed = this.#press !== null
    this.#forget()
    if (wasPressed || this.sorting.held) this.sorting.cancel()
  }

  #forget(): void {
    this.#press = null
    this.pointer = null
    this.mark = null
  }
}

function scrollAt(target: EventTarget | null, y: number): void {
  const scroller = target instanceof Element ? target.closest('[data-scrolls]') : null
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y < top + EDGE_PX) scroller.scrollBy(0, -12)
  else if (y > bottom - EDGE_PX) scroller.scrollBy(0, 12)
}
