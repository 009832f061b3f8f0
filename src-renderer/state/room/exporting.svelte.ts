import Braces from '@lucide/svelte/icons/braces'
import CodeXml from '@lucide/svelte/icons/code-xml'
import FileArchive from '@lucide/svelte/icons/file-archive'
import FileText from '@lucide/svelte/icons/file-text'
import Globe from '@lucide/svelte/icons/globe'
import MessageSquareText from '@lucide/svelte/icons/message-square-text'
import type { ExportFormat, ExportOrder, ExportWhat } from '#shared/bridge/contract/exports.ts'
import { PAGE_LABELS } from '#shared/domain/prose/pages.ts'
import type { IconComponent } from '../../ui/icon.ts'
import type { App } from '../app.svelte.ts'
import { download } from '../download.ts'
import type { Room } from './room.svelte.ts'
import { zoneChoice, zoneOf } from './zoneChoice.svelte.ts'

export interface ExportChoice {
  format: ExportFormat
  label: string
  /** What it is good for, in a word or two. */
  detail: string
  icon: IconComponent
}

const READABLE: readonly ExportChoice[] = [
  { format: 'pdf', label: 'PDF', detail: 'to send and to print', icon: FileText },
  { format: 'md', label: 'Markdown', detail: 'with images', icon: CodeXml },
  { format: 'html', label: 'HTML', detail: 'one file', icon: Globe },
  { format: 'json', label: 'JSON', detail: 'for scripts', icon: Braces }
]

/** The formats of an incident as a whole, and of one of its pages. */
export const exportChoices = (what: ExportWhat): readonly ExportChoice[] =>
  what === 'incident' ? [...READABLE, { format: 'bundle', label: 'Incident bundle', detail: '.muster', icon: FileArchive }] : READABLE

/** In a menu of exports. */
export const commentsSwitch = (exporting: Exporting) => ({
  label: 'With comments',
  detail: 'as footnotes',
  icon: MessageSquareText,
  checked: exporting.withComments,
  isSwitch: true,
  onselect: () => void (exporting.withComments = !exporting.withComments)
})

export const exportWords = (what: ExportWhat): string => (what === 'incident' ? 'this incident' : `the ${PAGE_LABELS[what].toLowerCase()}`)

/** What takes less is over before anybody could read of it, ms. */
const NOTICE_MS = 500

/** Taking an incident elsewhere as a file, one at a time. The core makes it; times are in the zone of the screen. */
export class Exporting {
  readonly #app: App
  readonly #room: Room
  readonly #orderOf: () => ExportOrder
  #stop: AbortController | null = null
  /** Comments come along as footnotes, until it is said otherwise or the room is left. */
  withComments = $state(false)
  /** What is made, and how far it is; null: nothing, or not for long. */
  running = $state.raw<{ label: string; done: number; total: number } | null>(null)

  /** `orderOf`: that of the timeline on the screen. */
  constructor(app: App, room: Room, orderOf: () => ExportOrder = () => 'oldest') {
    this.#app = app
    this.#room = room
    this.#orderOf = orderOf
  }

  async start(format: ExportFormat, what: ExportWhat = 'incident'): Promise<void> {
    this.cancel()
    const stop = (this.#stop = new AbortController())
    const label = `Exporting ${exportWords(what)} as ${exportChoices(what).find((choice) => choice.format === format)!.label}`
    let told = { done: 0, total: 0 }
    const show = () => (this.running = { label, ...told })
    const notice = setTimeout(show, NOTICE_MS)
    const onEmit = (progress: typeof told) => {
      told = progress
      if (this.running && this.#stop === stop) show()
    }
    const zone = zoneOf(zoneChoice.choice, this.#room.incident)
    const request = { ref: this.#room.id, format, what, zone, order: this.#orderOf(), ...(this.withComments ? { comments: true } : {}) }
    const exported = await this.#app.warRoom.exportFile(request, { signal: stop.signal, onEmit })
    clearTimeout(notice)
    if (this.#stop !== stop) return
    this.#stop = null
    this.running = null
    if (exported.ok) download(exported.value.fileName, exported.value.mediaType, exported.value.bytes)
    else if (exported.error.reason !== 'cancelled') this.#room.problem = exported.error.message
  }

  cancel(): void {
    this.#stop?.abort()
    this.#stop = null
    this.running = null
  }
}
