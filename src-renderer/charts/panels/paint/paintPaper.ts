import { lookOf, type Look } from '../look.ts'
import { isEmpty, type PanelData } from '../panelData.ts'
import { legendOf } from '../tips.ts'
import { heightOf, paintBody } from './paintBody.ts'
import { paintLegend } from './paintLegend.ts'
import type { Sheet } from './sheet.ts'

/* A panel for paper: in the colours of the light theme whatever the window has, on white, without what the page says around it. */

/** So that letters are as large as those of the page it is set into. */
const WIDTH = 640
const CHART_HEIGHT = 260
const LEGEND = 26
const EDGE = 4
const SCALE = 2
const MOST_PX = 3000

/** A PNG; null: its table says all there is. */
export async function paintPaper(data: PanelData): Promise<Uint8Array | null> {
  if (data.kind === 'table' || isEmpty(data)) return null
  const probe = Object.assign(document.createElement('div'), { hidden: true })
  probe.dataset['theme'] = 'light'
  document.body.append(probe)
  try {
    return await paint(data, onWhite(lookOf(probe)))
  } finally {
    probe.remove()
  }
}

async function paint(data: PanelData, look: Look): Promise<Uint8Array> {
  await Promise.all([420, 600].map((weight) => document.fonts.load(`${weight} 16px ${look('--font-ui')}`)))
  const legend = legendOf(data)
  const top = legend.length > 0 ? LEGEND : EDGE
  const height = Math.min(MOST_PX, top + bodyHeight(data) + EDGE)
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH * SCALE, height: height * SCALE })
  const context = canvas.getContext('2d')!
  context.scale(SCALE, SCALE)
  context.fillStyle = look('--bg-2')
  context.fillRect(0, 0, WIDTH, height)
  const sheet: Sheet = { context, look, left: EDGE, top, width: WIDTH - 2 * EDGE, height: height - top - EDGE }
  paintLegend({ ...sheet, top: LEGEND / 2 }, legend)
  paintBody(sheet, data, [])
  return bytesOf(canvas)
}

function bodyHeight(data: PanelData): number {
  if (data.kind === 'timeSeries' || data.kind === 'distribution') return CHART_HEIGHT
  // the line below a single value says what its table says
  return data.kind === 'single' && !data.spark ? 54 : heightOf(data)
}

const onWhite =
  (look: Look): Look =>
  (token) =>
    token === '--bg-2' ? '#ffffff' : look(token)

const bytesOf = async (canvas: HTMLCanvasElement): Promise<Uint8Array> => {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture could not be made.')
  return new Uint8Array(await blob.arrayBuffer())
}
