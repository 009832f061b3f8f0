import type { FieldValue } from '#shared/domain/events.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { nameOf, type Incident, type Overruled } from '#shared/domain/incident.ts'
import { POSTMORTEM_STATE_TEXT, postmortemSetting, type PostmortemState } from '#shared/domain/postmortem.ts'
import type { Setting } from '#shared/domain/register.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { isStatus, STATUS_TEXT } from '#shared/domain/status.ts'
import { formatUtc } from '#renderer/parts/format.ts'

/** One value that two people changed without seeing each other. */
export interface MergeRow {
  /** The same as long as the same two values stand against each other. */
  id: string
  /** What it is: "Severity", "Root cause", "Task: Roll back, due". */
  label: string
  kept: MergeSide
  lost: MergeSide
  overruled: Overruled
}

export interface MergeSide {
  text: string
  /** Shown as a chip. */
  severity: string | null
  by: ActorId
  /** The name; "You" for whoever looks. */
  author: string
  at: number
}

type Named = Pick<Incident, 'names' | 'overruled' | 'tasks' | 'timeline'>

/** What changed on both sides, latest first, without what this person has put aside. */
export function listMergeRows(incident: Named, type: IncidentType, own: ActorId, aside: ReadonlySet<string>): MergeRow[] {
  return incident.overruled
    .map((overruled) => toRow(incident, type, own, overruled))
    .filter(({ id }) => !aside.has(id))
    .toSorted((a, b) => b.lost.at - a.lost.at)
}

function toRow(incident: Named, type: IncidentType, own: ActorId, overruled: Overruled): MergeRow {
  const { what, kept, lost } = overruled
  const side = (setting: Setting<FieldValue>): MergeSide => ({
    text: valueWords(what, setting.value, incident, type),
    severity: what === 'severity' && typeof setting.value === 'string' ? setting.value : null,
    by: setting.by,
    author: setting.by === own ? 'You' : (nameOf(incident, setting.by) ?? setting.by),
    at: setting.at
  })
  return { id: `${lost.id}/${kept.id}`, label: labelOf(what, incident, type), kept: side(kept), lost: side(lost), overruled }
}

/** Splits at the first colon: the rest may hold any. */
function partsOf(what: string): [setting: string, subject: string] {
  const colon = what.indexOf(':')
  return colon < 0 ? [what, ''] : [what.slice(0, colon), what.slice(colon + 1)]
}

const TASK_WORDS: Record<string, string> = { text: 'words', assignees: 'who', dueAt: 'due', doneAt: 'done', list: 'list' }

function labelOf(what: string, incident: Named, type: IncidentType): string {
  const [setting, subject] = partsOf(what)
  switch (setting) {
    case 'status':
      return 'Status'
    case 'severity':
      return 'Severity'
    case 'visibility':
      return 'Visibility'
    case 'role':
      return type.roleNames.get(subject) ?? subject
    case 'person':
      return `Role of ${nameOf(incident, subject as ActorId)}`
    case 'field':
      return type.fields.find(({ name }) => name === subject)?.label ?? subject
    case 'timestamp':
      return `Time it was ${subject}`
    case 'impact':
      return 'Impact'
    case 'task': {
      const [id, property = ''] = subject.split('/')
      const task = incident.tasks.find((each) => each.id === id)
      return `Task ${task ? `"${task.text}"` : 'no longer here'}, ${TASK_WORDS[property] ?? property}`
    }
    case 'message':
      return 'Draft of a message'
    case 'postmortem':
      return postmortemSetting(what) ?? what
    case 'comment':
      return 'Comment'
    case 'at':
      return 'Time of an entry'
    case 'flag':
      return 'Flag of an entry'
    default:
      return what
  }
}

const TIMES = new Set(['timestamp', 'at'])

function valueWords(what: string, value: FieldValue, incident: Named, type: IncidentType): string {
  const [setting, subject] = partsOf(what)
  if (value === null) return setting === 'task' && subject.endsWith('/doneAt') ? 'open' : 'nothing'
  if (Array.isArray(value))
    return (
      value
        .map((each) => (subject.endsWith('/assignees') || subject === 'reviewers' ? (nameOf(incident, each as ActorId) ?? each) : each))
        .join(', ') || 'nothing'
    )
  if (typeof value === 'boolean')
    return setting === 'comment'
      ? value
        ? 'resolved'
        : 'open'
      : setting === 'flag'
        ? value
          ? 'flagged'
          : 'not flagged'
        : value
          ? 'yes'
          : 'no'
  if (typeof value === 'number') {
    const isTime = TIMES.has(setting) || /\/(dueAt|doneAt)$/.test(subject) || fieldType(type, setting, subject) === 'datetime'
    return isTime ? formatUtc(value) : String(value)
  }
  if (setting === 'postmortem') return subject === 'state' ? POSTMORTEM_STATE_TEXT[value as PostmortemState] : 'signed off'
  if (setting === 'status' && isStatus(value)) return STATUS_TEXT[value].label
  if (setting === 'role') return nameOf(incident, value as ActorId) ?? value
  if (setting === 'person') return type.roleNames.get(value) ?? value
  if (subject.endsWith('/list')) return value === 'followUp' ? 'follow-ups' : 'tasks'
  return value
}

const fieldType = (type: IncidentType, setting: string, name: string): string | undefined =>
  setting === 'field' ? type.fields.find((field) => field.name === name)?.type : undefined
