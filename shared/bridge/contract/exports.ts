import * as v from 'valibot'
import { PAGES } from '../../domain/prose/pages.ts'
import { stream } from '../rpc.ts'

/** What can be taken out of an incident: all of it, or one of its pages. */
export const EXPORT_WHATS = ['incident', ...PAGES] as const
export type ExportWhat = (typeof EXPORT_WHATS)[number]

/** bundle: everything of an incident, to be merged on another machine. */
export const EXPORT_FORMATS = ['json', 'md', 'html', 'pdf', 'bundle'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const EXPORT_ORDERS = ['oldest', 'newest'] as const
export type ExportOrder = (typeof EXPORT_ORDERS)[number]

const ref = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const progress = v.object({ done: v.number(), total: v.number() })
export type ExportProgress = v.InferOutput<typeof progress>

const exportedFile = v.object({
  fileName: v.string(),
  mediaType: v.string(),
  bytes: v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes')
})
export type ExportedFile = v.InferOutput<typeof exportedFile>

const request = v.object({
  ref,
  /** The incident, where it is not said. */
  what: v.optional(v.picklist(EXPORT_WHATS)),
  format: v.picklist(EXPORT_FORMATS),
  /** `UTC` (as where it is not said), `local` (of the machine of the core), or the name of a zone such as `Europe/Berlin`. */
  zone: v.optional(v.pipe(v.string(), v.maxLength(64))),
  /** Of timelines; the oldest first, where it is not said. */
  order: v.optional(v.picklist(EXPORT_ORDERS)),
  /** Comments on pages come along as footnotes; not where it is not said. A bundle has them always. */
  comments: v.optional(v.boolean())
})
export type ExportRequest = v.InferOutput<typeof request>

const MAX_PICTURE = 8 * 1024 * 1024
const words = v.pipe(v.string(), v.maxLength(10_000))
const picture = v.custom<Uint8Array>((input) => input instanceof Uint8Array && input.length <= MAX_PICTURE, 'expected bytes, 8 MB at most')

const sheet = v.object({
  title: words,
  /** Under the title: what it stands on, or why it has nothing. */
  note: words,
  /** A PNG, as the window draws it; null: its numbers say all. */
  picture: v.nullable(picture),
  /** The picture in words. */
  alt: words,
  /** Its numbers, the head first; no rows: none. */
  table: v.pipe(v.array(v.pipe(v.array(words), v.maxLength(500))), v.maxLength(20_000))
})
/** One panel on paper. */
export type PanelSheet = v.InferOutput<typeof sheet>

const dashboardRequest = v.object({
  title: words,
  /** Over what its figures speak: period, definition, filter. */
  facts: v.pipe(v.array(v.object({ name: words, value: words })), v.maxLength(50)),
  zone: v.pipe(v.string(), v.maxLength(64)),
  panels: v.pipe(v.array(sheet), v.maxLength(200))
})
export type DashboardRequest = v.InferOutput<typeof dashboardRequest>

/** Taking an incident, or a page of figures, elsewhere. */
export const EXPORTS = {
  exportFile: stream(request, progress, exportedFile),
  /** As PDF. The window draws what only a window can; the core sets it, and says as of when. */
  exportDashboard: stream(dashboardRequest, progress, exportedFile)
} as const
