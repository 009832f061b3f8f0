import { stampMs } from './clock.ts'
import type { EntryCategory, FieldValue, IncidentEvent } from './events.ts'
import type { EntryId } from './ids.ts'
import type { Entry } from './incident.ts'
import { POSTMORTEM_STATE } from './postmortem.ts'
import { taskKey } from './tasks.ts'
import { inTime } from './timelineChanges.ts'

/** The category of what Muster writes by itself; null: the event is not a line of its own. */
function categoryOf(event: IncidentEvent): EntryCategory | null {
  switch (event.kind) {
    case 'entryPosted':
      return event.category
    case 'declared':
    case 'statusChanged':
    case 'severityChanged':
    case 'fieldSet':
    case 'roleAssigned':
    case 'impactAdded':
    case 'impactChanged':
    case 'impactRemoved':
    case 'roleGiven':
    case 'visibilityChanged':
    case 'timestampSet':
    case 'handoverOffered':
    case 'handoverAnswered':
    case 'postmortemStarted':
    case 'postmortemStateSet':
    case 'postmortemReviewersSet':
    case 'postmortemSignedOff':
      return 'update'
    case 'taskAdded':
    case 'taskSet':
    case 'taskRemoved':
      return 'task'
    case 'signalAttached':
    case 'signalRemoved':
      return 'signal'
    case 'messageSent':
      return 'notification'
    case 'messageDelivered':
      return event.outcome === 'delivered' ? null : 'notification'
    case 'restored':
      return RESTORED_CATEGORY[event.what]
    case 'responderAdded':
    case 'responderRemoved':
    case 'linkAdded':
    case 'linkRemoved':
    case 'relatedAdded':
    case 'relatedRemoved':
      return 'system'
    case 'fileAttached':
    case 'messageDrafted':
    case 'messageSet':
    case 'messageDiscarded':
    case 'commentPosted':
    case 'commentReplied':
    case 'commentResolved':
    case 'commentRemoved':
    case 'settingSet':
    case 'numberAssigned':
    case 'actorNamed':
    case 'entryEdited':
    case 'pageEdited':
    case 'entryRetimed':
    case 'entryFlagged':
    case 'entryRetracted':
      return null
  }
}

const RESTORED_CATEGORY = {
  entry: 'system',
  impact: 'update',
  link: 'system',
  signal: 'signal',
  task: 'task',
  draft: null,
  comment: null
} as const

/** `log` in id order; `annulled`: removals that were taken back. Oldest first by time; one time: in the order of writing. */
export function foldTimeline(log: readonly IncidentEvent[], annulled: ReadonlySet<string> = new Set()): Entry[] {
  const entries = new Map<EntryId, Entry>()
  const latest = new Map<string, string>()
  for (const event of log) {
    const category = categoryOf(event)
    if (category === null) continue
    entries.set(event.id, {
      id: event.id,
      at: event.at,
      writtenAt: stampMs(event.id),
      author: event.by,
      category,
      flagged: false,
      moved: false,
      editors: [],
      event,
      before: replaced(event, latest)
    })
  }
  for (const event of log) if (!annulled.has(event.id)) applyToEntry(event, entries)
  return [...entries.values()].sort(inTime)
}

function applyToEntry(event: IncidentEvent, entries: Map<EntryId, Entry>): void {
  switch (event.kind) {
    case 'entryRetimed': {
      const entry = entries.get(event.entry)
      if (entry) {
        entry.at = event.to
        entry.moved = event.to !== entry.event.at
      }
      break
    }
    case 'entryFlagged': {
      const entry = entries.get(event.entry)
      if (entry) entry.flagged = event.flagged
      break
    }
    case 'entryEdited': {
      const entry = entries.get(event.entry)
      if (entry && !entry.editors.includes(event.by)) entry.editors.push(event.by)
      break
    }
    case 'entryRetracted':
      // only what a person posted can be taken back; facts stay
      if (entries.get(event.entry)?.event.kind === 'entryPosted') entries.delete(event.entry)
      break
  }
}

/** What a setting replaced, walking the log in order; remembers the new value. */
function replaced(event: IncidentEvent, latest: Map<string, string>): string | null {
  const swap = (what: string, value: FieldValue): string | null => {
    const before = latest.get(what) ?? null
    latest.set(what, value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value))
    return before
  }
  switch (event.kind) {
    case 'declared':
      swap('status', event.status)
      swap('severity', event.severity)
      swap('field:title', event.title)
      swap('field:customer_impact', event.customerImpact)
      swap('visibility', event.visibility)
      if (event.commander) swap('role:commander', event.commander)
      return null
    case 'statusChanged':
      return swap('status', event.status)
    case 'severityChanged':
      return swap('severity', event.severity)
    case 'fieldSet':
      return swap(`field:${event.field}`, event.value)
    case 'roleAssigned':
      return swap(`role:${event.role}`, event.person)
    case 'roleGiven':
      return swap(`person:${event.person}`, event.role)
    case 'visibilityChanged':
      return swap('visibility', event.visibility)
    case 'timestampSet':
      return swap(`timestamp:${event.timestamp}`, event.to)
    case 'postmortemStarted':
      return swap(POSTMORTEM_STATE, 'draft')
    case 'postmortemStateSet':
      return swap(POSTMORTEM_STATE, event.state)
    case 'taskAdded':
      swap(taskKey(event.id, 'text'), event.text)
      return null
    case 'taskSet':
      return swap(taskKey(event.task, event.property), event.value)
    default:
      return null
  }
}
