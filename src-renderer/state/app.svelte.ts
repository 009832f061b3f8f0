import type { DocClient } from '#shared/bridge/docClient.ts'
import type { CoreStatus, Seat, WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { Result } from '#shared/domain/result.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import type { Connection } from './connection.ts'
import { formatRoute, parseRoute, type Route } from './route.ts'
import { personActions } from './actions/personActions.ts'
import { IncidentList } from './list/incidentList.svelte.ts'
import { Palette } from './palette/palette.svelte.ts'
import { followPastedLinks } from './pastedLink.ts'
import { Tabs, tabOf, type Tab } from './tabs.svelte.ts'
import { WorkState } from './work.svelte.ts'
import { Images } from './images/images.svelte.ts'
import { ClipboardState } from './signals/clipboard.svelte.ts'
import { Workspace } from './workspace.svelte.ts'

export const DIALOGS = ['declare', 'import', 'host', 'join', 'keys', 'clipboard'] as const
export type DialogName = (typeof DIALOGS)[number]

/** Everything the whole window shares: who sits here, how the core is, which screen is shown, which incidents are open. */
export class App {
  readonly warRoom: WarRoom
  readonly docs: DocClient
  readonly tabs = new Tabs()
  readonly list: IncidentList
  readonly workspace: Workspace
  readonly work: WorkState
  readonly palette: Palette
  readonly clipboard: ClipboardState
  readonly images: Images
  /** null until the core has answered. */
  seat = $state.raw<Seat | null>(null)
  status = $state.raw<CoreStatus | null>(null)
  /** Changes whenever a list of incidents may look different. */
  listRevision = $state(0)
  route = $state.raw<Route>(parseRoute(location.hash))
  dialog = $state<DialogName | null>(null)
  /** The core is gone: nothing typed from now on is saved. */
  isLost = $state(false)
  /** Why the core could not be asked who sits here. */
  problem = $state<string | null>(null)
  /** One sentence about what was just asked for and is not there. */
  notice = $state<string | null>(null)

  constructor({ warRoom, docs }: Connection) {
    this.warRoom = warRoom
    this.docs = docs
    this.workspace = new Workspace(docs)
    this.clipboard = new ClipboardState(warRoom)
    this.images = new Images(warRoom)
    this.list = new IncidentList(warRoom, this.workspace)
    this.work = new WorkState(warRoom)
    this.palette = new Palette({
      warRoom,
      personId: () => this.seat?.person?.id ?? '',
      openIncident: (card) => this.openIncident(card.id, tabOf(card)),
      actionsOf: (person) => personActions(this, person)
    })
  }

  /** Begins to watch the core and the address. Returns what ends it. */
  start(): () => void {
    const stop = new AbortController()
    const { signal } = stop
    addEventListener('hashchange', () => this.#arrive(), { signal })
    followPastedLinks(signal)
    void this.warRoom.watchStatus(null, { signal, onEmit: (status) => (this.status = status) })
    void this.warRoom.watchList(null, { signal, onEmit: (revision) => (this.listRevision = revision) })
    this.work.start(signal, (incident) => (incident ? this.openIncident(incident) : this.go({ screen: 'work' })))
    void this.loadSeat()
    this.clipboard.watch(signal)
    this.#arrive()
    return () => stop.abort()
  }

  async loadSeat(): Promise<void> {
    const seat = await this.warRoom.getSeat(null)
    if (seat.ok) this.#sit(seat.value)
    else this.problem = seat.error.message
  }

  async nameSeat(name: string): Promise<Result<Seat>> {
    const seat = await this.warRoom.nameSeat({ name })
    if (seat.ok) this.#sit(seat.value)
    return seat
  }

  #sit(seat: Seat): void {
    this.seat = seat
    this.workspace.setPerson(seat.person)
  }

  go(route: Route): void {
    const hash = formatRoute(route)
    if (location.hash === hash) this.#arrive()
    else location.hash = hash
  }

  /** Shows the incident, and keeps a tab for it. `known` spares the tab a question to the core. */
  openIncident(id: IncidentId, known?: Omit<Tab, 'id'>): void {
    if (known) this.tabs.describe({ id, ...known })
    this.go({ screen: 'incident', id })
  }

  async goToNumber(digits: string): Promise<void> {
    const found = await this.warRoom.findIncident({ ref: digits })
    this.notice = found.ok ? null : `There is no incident ${Number(digits)} on this machine.`
    if (found.ok) this.openIncident(found.value.id)
  }

  closeTab(id: IncidentId): void {
    const next = this.tabs.close(id)
    if (this.route.screen === 'incident' && this.route.id === id) this.go(next ? { screen: 'incident', id: next } : { screen: 'list' })
  }

  #arrive(): void {
    this.notice = null
    this.route = parseRoute(location.hash)
    if (this.route.screen === 'incident') void this.#describeTab(this.route.id)
  }

  async #describeTab(id: IncidentId): Promise<void> {
    if (this.tabs.find(id)) return
    const shown = await this.warRoom.showIncident({ ref: id })
    if (shown.ok) this.tabs.describe({ id, ...tabOf(shown.value) })
  }
}
