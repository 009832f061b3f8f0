import { BarElement, type BarOptions } from 'chart.js'

const GAP = 1.5
const RADIUS = 1.5
const EDGE = 0.75
/** Narrower bars are their colour alone: gaps and edges would be most of them. */
const THIN = 4

/** A bar with a gap to the next in its stack, an edge, and a texture over its colour. */
export class TexturedBar extends BarElement {
  static override id = 'texturedBar'
  static override defaults = { ...BarElement.defaults, texture: 'plain', surface: 'transparent' }

  override draw(context: CanvasRenderingContext2D): void {
    const { x, y, base, width } = this.getProps(['x', 'y', 'base', 'width'])
    const height = Math.abs(base - (y ?? base))
    if (x === null || y === null || !(height > 0) || !(width > 0)) return
    if (width < THIN) return paintThin(context, { left: x - width / 2, top: Math.min(y ?? base, base), width, height }, this.options)
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

function paintThin(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  { texture, backgroundColor, borderColor }: BarOptions
): void {
  context.save()
  if (texture === 'outline') context.globalAlpha = 0.45
  context.fillStyle = texture === 'outline' ? borderColor : backgroundColor
  context.fillRect(left, top, width, height)
  context.restore()
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
  const box = { left, top, width, height }
  context.globalAlpha = 0.38
  context.beginPath()
  if (texture === 'hatch' || texture === 'cross') addSlants(context, box, 1)
  if (texture === 'back' || texture === 'cross') addSlants(context, box, -1)
  if (texture === 'dots') context.setLineDash([1.5, 3])
  if (texture === 'dots' || texture === 'lines') addLines(context, box)
  context.stroke()
}

/** From the edges of the canvas, so that the texture goes on from bar to bar. */
function addSlants(context: CanvasRenderingContext2D, { left, top, width, height }: Box, slope: 1 | -1): void {
  const [right, bottom] = [left + width, top + height]
  const [from, to] = slope === 1 ? [left - bottom, right - top] : [left + top, right + bottom]
  for (let at = Math.floor(from / STEP) * STEP; at < to; at += STEP) {
    context.moveTo(at + slope * top, top)
    context.lineTo(at + slope * bottom, bottom)
  }
}

function addLines(context: CanvasRenderingContext2D, { left, top, width, height }: Box): void {
  const step = STEP - 2
  for (let at = Math.ceil(top / step) * step; at < top + height; at += step) {
    context.moveTo(left, at)
    context.lineTo(left + width, at)
  }
}
