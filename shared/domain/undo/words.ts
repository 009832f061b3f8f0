import { describeEntry } from '../describe.ts'
import type { IncidentEvent } from '../events.ts'
import type { Incident } from '../incident.ts'
import { describeSettingStep } from '../settings/describeSetting.ts'
import type { Step } from './steps.ts'

/** What a step did, as in the timeline: "changed status from Active to Stable". More than one thing: the first, and how many more. */
export function describeStep(step: Step, incident: Incident): string {
  const [first, ...others] = step
  const words = first ? describe(first, incident) : 'nothing'
  return others.length === 0 ? words : `${words} and ${others.length} more`
}

function describe(event: IncidentEvent, incident: Incident): string {
  switch (event.kind) {
    case 'entryPosted':
      return 'wrote a note'
    case 'entryRetimed':
      return 'changed the time of an entry'
    case 'entryFlagged':
      return event.flagged ? 'flagged an entry' : 'took the flag off an entry'
    case 'entryRetracted':
      return 'took back an entry'
    case 'messageDrafted':
      return 'began a message'
    case 'messageSet':
      return 'changed a message'
    case 'messageDiscarded':
      return 'discarded a message'
    case 'commentPosted':
      return 'commented'
    case 'commentReplied':
      return 'replied to a comment'
    case 'commentResolved':
      return event.isResolved ? 'resolved a comment' : 'opened a comment again'
    case 'commentRemoved':
      return 'removed a comment'
    case 'settingSet':
      return describeSettingStep(event.path, event.value)
    default: {
      const entry = incident.timeline.find(({ id }) => id === event.id)
      return (entry && describeEntry(entry, incident)) ?? 'made a change'
    }
  }
}
