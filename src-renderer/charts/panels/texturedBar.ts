import { BarElement, type BarOptions } from 'chart.js'

const GAP = 1.5
const RADIUS = 1.5
const EDGE = 0.75

/** A bar with a gap to the next in its stack, an edge, and a texture over its colour. */
export class TexturedBar extends BarElement {
  static override id = 'texturedBar'
  static override defaults = { ...BarElement.defaults, texture: 'plain', surface: 'transparent' }

  override draw(context: CanvasRenderingContext2D): void {
    const { x, y, base, width } = this.getProps(['x', 'y', 'base', 'width'])
    const height = Math.abs(base - (y ?? base))
    if (x === null || y === null || !(height > 0) || !(width > 0)) return
    const shown = Math.max(1.5, height - GAP)
    paintBar(context, { left: x - width / 2, top: Math.min(y, base) + (height - shown) / 2, width, height: shown }, this.options)
  }
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** With an edge and a texture over its colour. */
export function paintBar(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  options: Pick<BarOptions, 'backgroundColor' | 'borderColor' | 'texture' | 'surface'>
): void {
  const { texture, surface } = options
  context.save()
  context.beginPath()
  context.roundRect(left + EDGE / 2, top, width - EDGE, height, Math.min(RADIUS, height / 2))
  context.fillStyle = options.backgroundColor
  context.fill()
  context.strokeStyle = options.borderColor
  context.lineWidth = EDGE
  if (texture === 'outline') {
    context.lineWidth = 1
    context.setLineDash([2, 2])
  }
  context.stroke()
  if (texture !== 'plain' && texture !== 'outline') {
    context.clip()
    context.setLineDash([])
    context.strokeStyle = surface ?? 'transparent'
    context.lineWidth = 1.25
    paintTexture(context, { left, top, width, height }, texture ?? 'plain')
  }
  context.restore()
}

const STEP = 6

function paintTexture(context: CanvasRenderingContext2D, { left, top, width, height }: Box, texture: string): void {
  context.globalAlpha = 0.38
  context.beginPath()
  // from the edges of the canvas, so that the texture goes on from bar to bar
  const [right, bottom] = [left + width, top + height]
  if (texture === 'hatch') {
    for (let at = Math.floor((left - bottom) / STEP) * STEP; at < right - top + height; at += STEP) {
      context.moveTo(at + top, top)
      context.lineTo(at + top + height, top + height)
    }
  } else {
    if (texture === 'dots') context.setLineDash([1.5, 3])
    for (let at = Math.ceil(top / (STEP - 2)) * (STEP - 2); at < bottom; at += STEP - 2) {
      context.moveTo(left, at)
      context.lineTo(right, at)
    }
  }
  context.stroke()
}
