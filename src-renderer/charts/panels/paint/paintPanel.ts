import { footOf, periodOf } from '../aboutWords.ts'
import { lookOf } from '../look.ts'
import { isEmpty, type PanelAbout, type PanelData } from '../panelData.ts'
import { emptyWords } from '../summary.ts'
import { legendOf } from '../tips.ts'
import { paintBody, heightOf } from './paintBody.ts'
import { paintLegend } from './paintLegend.ts'
import { paintText, type Sheet } from './sheet.ts'

const WIDTH = 960
const EDGE = 24
const HEAD = 64
const FOOT = 40
const SCALE = 2
/** Beyond this browsers make no canvas. */
const MOST_PX = 8000

export async function paintPanel(about: PanelAbout, data: PanelData, hidden: readonly string[]): Promise<Blob> {
  const look = lookOf(document.documentElement)
  await Promise.all([420, 600].map((weight) => document.fonts.load(`${weight} 16px ${look('--font-ui')}`)))
  const body = isEmpty(data) ? 120 : heightOf(data)
  const height = Math.min(MOST_PX, EDGE + HEAD + body + FOOT + EDGE / 2)
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH * SCALE, height: height * SCALE })
  const context = canvas.getContext('2d')!
  context.scale(SCALE, SCALE)
  context.fillStyle = look('--bg-2')
  context.fillRect(0, 0, WIDTH, height)
  const sheet: Sheet = { context, look, left: EDGE, top: EDGE, width: WIDTH - 2 * EDGE, height: height - EDGE }
  paintHead(sheet, about, data, hidden)
  const room = { ...sheet, top: EDGE + HEAD, height: height - EDGE - HEAD - FOOT - EDGE / 2 }
  if (isEmpty(data))
    paintText(room, emptyWords(about), WIDTH / 2, room.top + room.height / 2, { align: 'center', size: 14, colour: '--tx-2' })
  else paintBody(room, data, hidden)
  paintText(sheet, footOf(about, data), EDGE, height - EDGE / 2 - FOOT / 2 + 6, { colour: '--tx-2', width: sheet.width })
  return blobOf(canvas)
}

function paintHead(sheet: Sheet, about: PanelAbout, data: PanelData, hidden: readonly string[]): void {
  const { left, top, width } = sheet
  const title = paintText(sheet, about.title, left, top + 8, { size: 17, weight: 600, width: width * 0.7 })
  if (about.detail) paintText(sheet, about.detail, left + title + 10, top + 9, { size: 13, colour: '--tx-3', width: width - title - 10 })
  const period = paintText(sheet, periodOf(about), left, top + 34, { size: 12.5, colour: '--tx-2', width: width * 0.6 })
  const items = legendOf(data).filter(({ id }) => !hidden.includes(id))
  paintLegend({ ...sheet, left: left + period + 24, top: top + 34, width: width - period - 24 }, items)
}

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png')
  )
