import type { Dashboard, Panel } from '#shared/domain/settings/analytics.ts'
import type { Change } from '#shared/domain/settings/changes.ts'
import {
  addDashboard,
  addPanel,
  asShipped,
  changePanel,
  copiedPanels,
  duplicatePanel,
  movePanel,
  removeDashboard,
  removedDashboards,
  removePanel,
  renameDashboard,
  resized,
  restoreDashboard,
  restorePanel,
  type PanelParts
} from '#shared/domain/settings/dashboards.ts'
import type { App } from '../app.svelte.ts'

export type BoardDialog =
  /** `of`: the dashboard it is a copy of. */
  | { type: 'new'; of: Dashboard | null }
  | { type: 'rename'; dashboard: Dashboard }
  | { type: 'removed' }
  /** null: a new one. */
  | { type: 'panel'; panel: Panel | null }

/** What was just done, and what takes it back. */
interface Notice {
  words: string
  back: { label: string; run: () => void } | null
}

/** An id no dashboard and no page of figures has. */
export const newBoardId = (): string => crypto.randomUUID().slice(0, 8)

/** The dashboard that is shown, and all that can be done with it. Everything here is done for the whole workspace. */
export class Board {
  dialog = $state.raw<BoardDialog | null>(null)
  isArranging = $state(false)
  notice = $state.raw<Notice | null>(null)
  problem = $state<string | null>(null)
  /** For a screen reader: what a key just did to a panel. */
  said = $state('')
  /** Of the panel that was just added: it comes into view once. */
  added = $state<string | null>(null)
  readonly #app: App

  constructor(app: App) {
    this.#app = app
  }

  get all(): readonly Dashboard[] {
    return this.#app.workspace.settings.dashboards
  }

  get #page(): string | undefined {
    return this.#app.route.screen === 'analytics' ? this.#app.route.page : undefined
  }

  /** undefined: there is none of this address, or none at all. */
  get current(): Dashboard | undefined {
    const page = this.#page
    return page === undefined ? this.all[0] : this.all.find(({ id }) => id === page)
  }

  get removed() {
    return removedDashboards(this.#app.workspace.settings)
  }

  /** Of one that comes with Muster: something in it is not as it came. */
  get isChanged(): boolean {
    const { current } = this
    return current !== undefined && asShipped(this.#app.workspace.settings, current.id).length > 0
  }

  open(id: string | undefined): void {
    const { route } = this.#app
    const text = route.screen === 'analytics' && route.page !== 'explore' ? route.text : undefined
    this.#app.go({ screen: 'analytics', ...(id ? { page: id } : {}), ...(id && text ? { text } : {}) })
  }

  /** All or none; false: `problem` says why not. */
  write(changes: readonly Change[]): boolean {
    const set = this.#app.workspace.set(changes)
    this.problem = set.ok ? null : set.error.message
    return set.ok
  }

  /** Opens what it made. */
  create(name: string, of: Dashboard | null): boolean {
    const id = newBoardId()
    if (!this.write(addDashboard(this.all, id, name, of ? copiedPanels(of, newBoardId) : []))) return false
    this.notice = null
    this.open(id)
    return true
  }

  rename(dashboard: Dashboard, name: string): boolean {
    return this.write(renameDashboard(dashboard.id, name))
  }

  remove(dashboard: Dashboard): void {
    if (!this.write(removeDashboard(dashboard.id))) return
    this.isArranging = false
    this.open(this.all[0]?.id)
    this.notice = {
      words: `${dashboard.name} is removed, for everybody.`,
      back: { label: 'Bring it back', run: () => this.restore(dashboard) }
    }
  }

  restore(dashboard: Dashboard): void {
    if (!this.write(restoreDashboard(dashboard.id))) return
    this.notice = { words: `${dashboard.name} is back.`, back: null }
    this.open(dashboard.id)
  }

  putBack(): void {
    const { current } = this
    if (!current || !this.write(asShipped(this.#app.workspace.settings, current.id))) return
    this.notice = { words: `${this.current?.name} is as it came with Muster. Undo puts your changes back.`, back: null }
  }

  addPanel(parts: PanelParts): boolean {
    const { current } = this
    const id = newBoardId()
    if (!current || !this.write(addPanel(current, id, parts))) return false
    this.added = id
    this.notice = null
    return true
  }

  /** Of a panel that somebody removed meanwhile: it is there again. */
  changePanel(id: string, parts: Partial<PanelParts>): boolean {
    const { current } = this
    if (!current) return false
    const isGone = !current.panels.some((panel) => panel.id === id)
    return this.write([...(isGone ? restorePanel(current.id, id) : []), ...changePanel(current.id, id, parts)])
  }

  duplicate(panel: Panel): void {
    const id = newBoardId()
    if (this.current && this.write(duplicatePanel(this.current, panel.id, id))) this.added = id
  }

  removePanel(panel: Panel): void {
    const { current } = this
    if (!current || !this.write(removePanel(current.id, panel.id))) return
    const back = () => this.write(restorePanel(current.id, panel.id)) && (this.notice = null)
    this.notice = { words: `“${panel.title}” is removed.`, back: { label: 'Bring it back', run: back } }
  }

  /** To `index` of the others. */
  movePanel(id: string, index: number): void {
    if (this.current) this.write(movePanel(this.current, id, index))
  }

  /** One place earlier or later. */
  stepPanel(panel: Panel, step: 1 | -1): void {
    const { current } = this
    const from = current?.panels.findIndex(({ id }) => id === panel.id) ?? -1
    if (!current || from + step < 0 || from + step >= current.panels.length) return
    this.movePanel(panel.id, from + step)
    this.said = `${panel.title}: place ${from + step + 1} of ${current.panels.length}`
  }

  resize(panel: Panel, columns: number, rows: number): void {
    const { width, height } = resized(panel, columns, rows)
    if (width === panel.width && height === panel.height) return void (this.said = `${panel.title} stays: there is no further size`)
    this.changePanel(panel.id, { width, height })
    this.said = `${panel.title}: ${width} of 12 columns wide, ${height} rows high`
  }
}
