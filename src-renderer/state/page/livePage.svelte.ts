import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { EntryId, EventId, IncidentId } from '#shared/domain/ids.ts'
import { nameOf, type Entry } from '#shared/domain/incident.ts'
import { incidentLabel } from '#shared/domain/number.ts'
import type { MentionKind, TimelineShow } from '#shared/domain/prose/nodes.ts'
import { incidentContext } from '#shared/domain/prose/incidentContext.ts'
import type { EntryLine, ProseContext } from '#shared/domain/prose/resolveProse.ts'
import { literalMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { Task } from '#shared/domain/tasks.ts'
import { clock } from '../clock.svelte.ts'
import type { Room } from '../room/room.svelte.ts'
import { zoneChoice, zoneOf } from '../room/zoneChoice.svelte.ts'

/** An entry a page speaks of: here, taken back by somebody, or not (yet) on this machine. */
export type EntryState = { type: 'here'; entry: Entry } | { type: 'retracted'; by: string; at: number } | { type: 'absent' }

export interface LivePageOptions {
  room: Room
  warRoom: Pick<WarRoom, 'showIncident' | 'suggestIncidents'>
  type: () => IncidentType
}

/** What the pages of a room say of it: each answer follows the incident. */
export class LivePage {
  readonly room: Room
  readonly warRoom: LivePageOptions['warRoom']
  readonly #type: () => IncidentType
  readonly zone = $derived.by(() => zoneOf(zoneChoice.choice, this.room.incident))
  /** Names of other incidents, as they came. */
  #titles = $state.raw<ReadonlyMap<string, string>>(new Map())
  readonly #asked = new Set<string>()
  readonly #entries = $derived.by(() => new Map(this.room.incident.timeline.map((entry) => [entry.id, entry])))
  readonly #tasks = $derived.by(() => new Map(this.room.incident.tasks.map((task) => [task.id, task])))
  readonly #minute = $derived(Math.floor(clock.now / 60_000) * 60_000)
  readonly context: ProseContext = $derived.by(() => this.#contextOf((entry) => this.room.textOf(entry)))
  /** As Markdown, for what is written into the page: a sentence of Muster is only words. */
  readonly written: ProseContext = $derived.by(() =>
    this.#contextOf((entry) => (entry.event.kind === 'entryPosted' ? this.room.textOf(entry) : literalMarkdown(this.room.textOf(entry))))
  )

  #contextOf(textOf: (entry: Entry) => string): ProseContext {
    void this.room.textVersion
    return incidentContext(this.room.incident, {
      id: this.room.id,
      type: this.#type(),
      nowMs: this.#minute,
      zone: this.zone,
      textOf,
      incidentName: (id) => this.#titles.get(id)
    })
  }

  constructor({ room, warRoom, type }: LivePageOptions) {
    this.room = room
    this.warRoom = warRoom
    this.#type = type
  }

  get type(): IncidentType {
    return this.#type()
  }

  variable(name: string): string | undefined {
    return this.context.variable(name)
  }

  /** What it is called now; undefined: as it was written. */
  mention(kind: MentionKind, id: string): string | undefined {
    if (kind === 'incident') this.#ask(id)
    return this.context.mention(kind, id)
  }

  timeline(show: TimelineShow): readonly Entry[] {
    return this.room.incident.timeline.filter((entry) => show === 'all' || entry.flagged)
  }

  line(id: string): EntryLine | undefined {
    return this.context.entry(id)
  }

  entry(id: string): EntryState {
    const entry = this.#entries.get(id as EntryId)
    if (entry) return { type: 'here', entry }
    void this.room.incident
    for (const event of this.room.events) {
      if (event.kind === 'entryRetracted' && event.entry === id)
        return { type: 'retracted', by: nameOf(this.room.incident, event.by) ?? '', at: event.at }
    }
    return { type: 'absent' }
  }

  task(id: string | null): Task | undefined {
    return id === null ? undefined : this.#tasks.get(id as EventId)
  }

  /** Once each: a name that is not here stays as it was written. */
  #ask(id: string): void {
    if (this.#asked.has(id)) return
    this.#asked.add(id)
    void this.warRoom.showIncident({ ref: id as IncidentId }).then((shown) => {
      if (shown.ok) this.#titles = new Map(this.#titles).set(id, `${incidentLabel(shown.value)} ${shown.value.title}`)
    })
  }
}
