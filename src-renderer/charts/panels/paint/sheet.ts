import type { Look } from '../look.ts'

/** Something to paint on: a part of a canvas, in px as on the screen. */
export interface Sheet {
  context: CanvasRenderingContext2D
  look: Look
  left: number
  top: number
  width: number
  height: number
}

interface TextLook {
  size?: number
  weight?: number
  colour?: string
  align?: 'left' | 'right' | 'center'
  /** Longer than this it ends in `…`. */
  width?: number
}

/** Around the line `middle`. Returns its width. */
export function paintText({ context, look }: Sheet, text: string, left: number, middle: number, looks: TextLook = {}): number {
  const { size = 12, weight = 420, colour = '--tx-1', align = 'left', width = Infinity } = looks
  context.font = `${weight} ${size}px ${look('--font-ui')}`
  context.fillStyle = look(colour)
  context.textAlign = align
  context.textBaseline = 'middle'
  const shown = fit(context, text, width)
  context.fillText(shown, left, middle)
  return context.measureText(shown).width
}

function fit(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  const letters = [...text]
  let [low, high] = [0, letters.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (context.measureText(`${letters.slice(0, middle).join('')}…`).width <= width) low = middle
    else high = middle - 1
  }
  return `${letters.slice(0, low).join('')}…`
}

export function paintBox(
  { context, look }: Sheet,
  left: number,
  top: number,
  width: number,
  height: number,
  fill: string,
  radius = 2
): void {
  if (width <= 0 || height <= 0) return
  context.fillStyle = look(fill)
  context.beginPath()
  context.roundRect(left, top, width, height, Math.min(radius, width / 2, height / 2))
  context.fill()
}
