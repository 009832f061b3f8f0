import FileText from '@lucide/svelte/icons/file-text'
import type { PanelSheet } from '#shared/bridge/contract/exports.ts'
import type { Dashboard, Panel } from '#shared/domain/settings/analytics.ts'
import type { ActionLayer } from '../actions/action.ts'
import { afterPaint } from '../afterPaint.ts'
import type { App } from '../app.svelte.ts'
import { download } from '../download.ts'
import { panelQuestion } from './panelQuestion.ts'
import { problemSheet, panelSheet } from './panelSheet.ts'
import { PanelState } from './panelState.svelte.ts'
import { scopeFacts } from './scopeFacts.ts'
import type { Scope } from './scope.ts'
import { aboutOf, toPanel } from './toPanel.ts'

export interface PdfProgress {
  /** `Drawing 3 of 9`, `Writing the file`. */
  words: string
  done: number
  total: number
}

/** A whole dashboard as a file: the window draws its panels one by one, the core sets them. One at a time. */
export class DashboardPdf {
  readonly #app: App
  #stop: AbortController | null = null
  running = $state.raw<PdfProgress | null>(null)

  constructor(app: App) {
    this.#app = app
  }

  async save(dashboard: Dashboard, scope: Scope): Promise<void> {
    this.cancel()
    const stop = (this.#stop = new AbortController())
    try {
      const panels = await this.#draw(dashboard.panels, scope, stop.signal)
      if (panels) await this.#write(dashboard.name, scope, panels, stop)
    } catch (error) {
      if (!stop.signal.aborted) this.#app.notice = `The PDF was not made. ${error instanceof Error ? error.message : String(error)}`
    }
    if (this.#stop === stop) this.cancel()
  }

  cancel(): void {
    this.#stop?.abort()
    this.#stop = null
    this.running = null
  }

  /** null: cancelled. */
  async #draw(panels: readonly Panel[], scope: Scope, signal: AbortSignal): Promise<PanelSheet[] | null> {
    const drawn: PanelSheet[] = []
    for (const panel of panels) {
      this.running = { words: `Drawing ${drawn.length + 1} of ${panels.length}`, done: drawn.length, total: panels.length + 1 }
      // between two panels the window answers to its person
      await afterPaint()
      const sheet = await this.#sheetOf(panel, scope)
      if (signal.aborted) return null
      drawn.push(sheet)
    }
    return drawn
  }

  async #sheetOf(panel: Panel, scope: Scope): Promise<PanelSheet> {
    const asked = panelQuestion(panel, scope, this.#app.workspace.settings, Date.now())
    if (!asked.ok) return problemSheet(panel.title, asked.problem)
    const state = new PanelState()
    await state.ask(this.#app.warRoom, panel.kind, asked.query)
    const { answer, status, range } = state
    if (!answer) return problemSheet(panel.title, status.type === 'failed' ? status.message : 'There is no answer.')
    const data = toPanel(panel.kind, answer, Date.now())
    const about = aboutOf(panel.title, answer, answer.type === 'series' ? answer.current : range)
    const { paintPaper } = await import('#renderer/charts/panels/paint/paintPaper.ts')
    return { ...panelSheet(about, data), picture: await paintPaper(data) }
  }

  async #write(title: string, scope: Scope, panels: PanelSheet[], { signal }: AbortController): Promise<void> {
    const parts = panels.length + 1
    const tell = (share: number) => (this.running = { words: 'Writing the file', done: panels.length + share, total: parts })
    tell(0)
    const { facts, zone } = scopeFacts(scope, this.#app.workspace.settings.analytics, Date.now())
    const onEmit = ({ done, total }: { done: number; total: number }) => void (signal.aborted || tell(done / Math.max(1, total)))
    const written = await this.#app.warRoom.exportDashboard({ title, facts, zone, panels }, { signal, onEmit })
    if (signal.aborted) return
    if (written.ok) download(written.value.fileName, written.value.mediaType, written.value.bytes)
    else this.#app.notice = `The PDF was not made. ${written.error.message}`
  }
}

/** `why`: it cannot be made. */
export const pdfActions = (pdf: DashboardPdf, { save, why }: { save: () => void; why: () => string | null }): ActionLayer => ({
  title: 'Dashboards',
  actions: [
    {
      label: 'Save this dashboard as PDF',
      keywords: 'export download print paper report file',
      lead: { type: 'icon', icon: FileText },
      get disabled() {
        return why() ?? (pdf.running ? 'It is being made' : null)
      },
      run: save
    },
    {
      label: 'Cancel the PDF',
      get disabled() {
        return pdf.running ? null : 'None is being made'
      },
      run: () => pdf.cancel()
    }
  ]
})
