import type { FieldValue, IncidentEvent } from '../events.ts'
import { collectSettings, foldIncident } from '../fold.ts'
import type { ActorId, EventId } from '../ids.ts'
import { nameOf, type Incident } from '../incident.ts'
import type { Setting } from '../register.ts'

/** A log as undoing looks at it. */
export interface UndoLog {
  /** In id order, each once. */
  events: readonly IncidentEvent[]
  incident: Incident
  /** Removals that were taken back. */
  restored: ReadonlySet<EventId>
  settings: ReadonlyMap<string, readonly Setting<FieldValue>[]>
  get(id: EventId): IncidentEvent | undefined
  nameOf(actor: ActorId): string
}

/** `incident`: the fold of the log, where it is known already. */
export function readUndoLog(log: Iterable<IncidentEvent>, incident = foldIncident(log)): UndoLog {
  const byId = new Map([...log].map((event) => [event.id, event]))
  const events = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    events,
    incident,
    restored: new Set(events.flatMap((event) => (event.kind === 'restored' ? [event.removal] : []))),
    settings: new Map([...collectSettings(events), ...workspaceSettings(events)]),
    get: (id) => byId.get(id),
    nameOf: (actor) => nameOf(incident, actor) ?? actor
  }
}

export const settingsOf = (log: UndoLog, what: string): readonly Setting<FieldValue>[] => log.settings.get(what) ?? []

function workspaceSettings(events: readonly IncidentEvent[]): Map<string, Setting<FieldValue>[]> {
  const settings = new Map<string, Setting<FieldValue>[]>()
  for (const event of events) {
    if (event.kind !== 'settingSet') continue
    const what = `setting:${event.path}`
    settings.set(what, [...(settings.get(what) ?? []), event])
  }
  return settings
}

/** Who else worked since on what `added` brought: set one of its values, typed in it, flagged it. */
export function findRival(log: UndoLog, added: EventId): ActorId | null {
  const author = log.get(added)?.by
  const found = log.events.find((event) => event.id > added && event.by !== author && refersTo(event, added))
  return found?.by ?? null
}

const refersTo = (event: IncidentEvent, id: EventId): boolean =>
  ('impact' in event && event.impact === id) ||
  ('task' in event && event.task === id) ||
  ('entry' in event && event.entry === id) ||
  ('comment' in event && event.comment === id) ||
  (event.kind === 'messageSet' && event.message === id)
