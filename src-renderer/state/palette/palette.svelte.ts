import { tick } from 'svelte'
import type { IncidentCard } from '#shared/bridge/contract/palette.ts'
import type { Person, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { idOf, type Action } from '../actions/action.ts'
import { keyboard } from '../keyboard.svelte.ts'
import { loadRecent, noteRecent } from './recent.ts'
import { listChoices, listSections, readTyped, type Offer, type PaletteItem, type Section } from './sections.ts'

export interface PaletteHost {
  warRoom: Pick<WarRoom, 'suggestIncidents' | 'listPeople'>
  /** Who looks: what they used lately comes first. */
  personId(): string
  openIncident(card: IncidentCard): void
  /** What can be done with somebody here. */
  actionsOf(person: Person): Action[]
}

const MAX_INCIDENTS = 20

/** Search and run: what is typed, and what it finds. Asking the core never holds up typing: its answer is added when it is there. */
export class Palette {
  readonly #host: PaletteHost
  isOpen = $state(false)
  /** A second step: which one of these. */
  step = $state.raw<{ title: string; actions: readonly Action[] } | null>(null)
  /** Why what was chosen cannot be done. */
  refusal = $state<string | null>(null)
  #text = $state('')
  #activeKey = $state<string | null>(null)
  #incidents = $state.raw<readonly IncidentCard[]>([])
  #people = $state.raw<readonly Person[]>([])
  #recent = $state.raw<readonly string[]>([])
  #asked = 0
  #opener: Element | null = null

  readonly typed = $derived(readTyped(this.#text))
  readonly sections: readonly Section[] = $derived.by(() => {
    if (!this.isOpen) return []
    if (this.step) return listChoices(this.step.title, this.step.actions, this.#text.trim())
    return listSections(this.typed, this.#offer())
  })
  readonly items: readonly PaletteItem[] = $derived(this.sections.flatMap(({ items }) => items))
  readonly active: PaletteItem | undefined = $derived(this.items.find(({ key }) => key === this.#activeKey) ?? this.items[0])

  constructor(host: PaletteHost) {
    this.#host = host
  }

  get text(): string {
    return this.#text
  }

  /** `text`: what stands in it at first, such as `#`. */
  open(text = ''): void {
    if (!this.isOpen) this.#opener = document.activeElement
    this.#recent = loadRecent(this.#host.personId())
    this.isOpen = true
    this.step = null
    this.type(text)
    void this.#host.warRoom.listPeople(null).then((people) => people.ok && (this.#people = people.value))
  }

  type(text: string): void {
    this.#text = text
    this.#activeKey = null
    this.refusal = null
    if (!this.step) void this.#suggest()
  }

  move(by: number): void {
    const index = this.items.findIndex(({ key }) => key === this.active?.key)
    const count = this.items.length
    if (count > 0) this.#activeKey = this.items[(index + by + count) % count]!.key
    this.refusal = null
  }

  point(key: string): void {
    this.#activeKey = key
  }

  /** Does it, or goes on to its second step. */
  async run(item = this.active): Promise<void> {
    if (!item) return
    const { action } = item
    if (action.disabled) return void (this.refusal = action.disabled)
    if (!this.step && !item.incident) noteRecent(this.#host.personId(), idOf(action))
    if (action.choices) return this.#goOn(action)
    await this.close()
    action.run('')
  }

  /** Takes off one layer: the second step, then the palette itself. */
  back(): void {
    if (!this.step) return void this.close()
    this.step = null
    this.type('')
  }

  /** The focus goes back to where it was, so that what is run may move it on from there. */
  async close(): Promise<void> {
    this.isOpen = false
    this.step = null
    this.#asked += 1
    await tick()
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus({ preventScroll: true })
    this.#opener = null
  }

  async #goOn(action: Action): Promise<void> {
    this.step = { title: action.label, actions: await action.choices!() }
    this.type('')
  }

  async #suggest(): Promise<void> {
    const ticket = ++this.#asked
    const { mode, words } = this.typed
    if (mode !== 'everything' && mode !== 'incidents') return void (this.#incidents = [])
    const found = await this.#host.warRoom.suggestIncidents({ text: words, limit: MAX_INCIDENTS })
    if (ticket === this.#asked && found.ok) this.#incidents = found.value
  }

  #offer(): Offer {
    return {
      layers: keyboard.layers,
      recent: this.#recent,
      incidents: this.#incidents.map((card) => ({
        card,
        action: { label: card.title, lead: { type: 'severity', severity: card.severity }, run: () => this.#host.openIncident(card) }
      })),
      people: this.#people.map((person) => ({
        id: `person ${person.id}`,
        label: person.name,
        lead: { type: 'person', ...person },
        choices: () => this.#host.actionsOf(person),
        run: () => {}
      }))
    }
  }
}
