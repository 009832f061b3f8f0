import type { Image } from '#shared/domain/prose/nodes.ts'
import type { Box, Layout, Part } from './box.ts'
import { textBoxes, type Place } from './blockBoxes.ts'
import { BODY, COLORS, TEXT_BOTTOM, PAGE } from './look.ts'

const MAX_HEIGHT = (TEXT_BOTTOM - PAGE.top) * 0.8

/** A picture as wide as it is, at most as wide as the text; what cannot be shown says so in its place. */
export function* imageBoxes({ hash, alt }: Image, { width, parent }: Place, layout: Layout): Generator<Box> {
  const { pdf, images } = layout
  const image = images.get(hash)
  const opened = image && open(layout, image.bytes)
  if (!image || !opened) {
    const why = image ? 'PDF cannot hold this kind of picture' : 'Picture not on this machine'
    const text = alt === '' ? why : `${why}: ${alt}`
    const measures = { width, leading: BODY.leading, before: BODY.gap }
    return yield* textBoxes(
      [{ text, style: { face: 'italic', size: BODY.size, color: COLORS.quiet } }],
      measures,
      { type: 'P', parent },
      layout
    )
  }
  // a pixel of a screen is three quarters of a point
  const scale = Math.min(0.75, width / opened.width, MAX_HEIGHT / opened.height)
  const [shownWidth, height] = [opened.width * scale, opened.height * scale]
  const part: Part = { type: 'Figure', parent, alt }
  yield { height, before: BODY.gap + 2, part, draw: (x, y) => void pdf.image(opened as never, x, y, { width: shownWidth, height }) }
}

function open({ pdf }: Layout, bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    return (pdf as unknown as { openImage(source: Buffer): { width: number; height: number } }).openImage(Buffer.from(bytes))
  } catch {
    // GIF and WebP, or bytes that are no picture
    return undefined
  }
}
