import type { ActorId } from '#shared/domain/ids.ts'
import type { InboxItem, IncidentMark, OutboxItem, WorkItem } from '#shared/bridge/contract/notify.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { Db } from '../sqlite/openDatabase.ts'

const MARK =
  'incident.id AS incident, incident.number, incident.title, incident.severity, incident.status, incident.incident_type AS incidentType'
const INBOX = `FROM message_recipient AS r
  JOIN message AS m ON m.incident = r.incident AND m.id = r.message
  JOIN incident ON incident.id = r.incident
  WHERE r.recipient = ? AND m.author <> ?`

type MarkRow = Pick<IncidentMark, 'number' | 'title' | 'severity' | 'status'> & { incident: IncidentMark['id']; incidentType: string }
type Types = Pick<WorkspaceSettings, 'types'>

const markOf = ({ incident, number, incidentType, title, severity, status }: MarkRow, settings: Types): IncidentMark => ({
  id: incident,
  number,
  prefix: typeOf(settings, incidentType).prefix,
  title,
  severity,
  status
})

/** Ids of everything somebody got, their own messages left out. */
export function listReceivedIds(db: Db, person: ActorId): string[] {
  return db.prepare(`SELECT m.id ${INBOX}`).pluck().all(`person:${person}`, person) as string[]
}

/** Newest first. */
export function listInbox(db: Db, person: ActorId, settings: Types, limit: number, offset: number): Omit<InboxItem, 'isRead'>[] {
  const sql = `SELECT m.id, m.sent_at, m.author, m.author_name, m.subject, m.body, m.rule, m.renotifies, ${MARK} ${INBOX}
    ORDER BY r.sent_at DESC, r.message DESC LIMIT ? OFFSET ?`
  return (db.prepare(sql).all(`person:${person}`, person, limit, offset) as (MarkRow & StoredMessage)[]).map((row) => ({
    id: row.id,
    incident: markOf(row, settings),
    sentAt: row.sent_at,
    author: { id: row.author, name: row.author_name },
    subject: row.subject,
    body: row.body,
    rule: row.rule,
    isAgain: row.renotifies !== null
  }))
}

interface StoredMessage {
  id: string
  sent_at: number
  author: ActorId
  author_name: string
  subject: string
  body: string
  rule: string | null
  renotifies: string | null
}

export const countOutbox = (db: Db): number =>
  db.prepare("SELECT count(*) FROM message_recipient WHERE outcome IN ('waiting', 'failed')").pluck().get() as number

/** What waits to leave Muster, oldest first. */
export function listOutbox(db: Db, settings: Types): Omit<OutboxItem, 'why'>[] {
  const sql = `SELECT r.message, r.recipient, r.sent_at, r.outcome, r.detail, r.outcome_at, m.subject, m.author, m.author_name, ${MARK}
    FROM message_recipient AS r JOIN message AS m ON m.incident = r.incident AND m.id = r.message JOIN incident ON incident.id = r.incident
    WHERE r.outcome IN ('waiting', 'failed') ORDER BY r.sent_at, r.message, r.recipient LIMIT 1000`
  type Row = MarkRow & {
    message: string
    recipient: string
    sent_at: number
    outcome: string
    detail: string
    outcome_at: number | null
    subject: string
    author: ActorId
    author_name: string
  }
  return (db.prepare(sql).all() as Row[]).map((row) => ({
    message: row.message,
    recipient: row.recipient,
    incident: markOf(row, settings),
    since: row.sent_at,
    subject: row.subject,
    author: { id: row.author, name: row.author_name },
    failure: row.outcome === 'failed' ? { detail: row.detail, at: row.outcome_at ?? row.sent_at } : null
  }))
}

/** Tasks, follow-ups and offers of command for a person; what is due first comes first. */
export function listWorkItems(db: Db, person: ActorId, settings: Types): WorkItem[] {
  const sql = `SELECT kind, w.id, text, due_at, ${MARK} FROM work_item AS w JOIN incident ON incident.id = w.incident
    WHERE w.person = ? ORDER BY kind <> 'handover', due_at IS NULL, due_at, w.id LIMIT 1000`
  type Row = MarkRow & { kind: WorkItem['kind']; id: string; text: string; due_at: number | null }
  return (db.prepare(sql).all(person) as Row[]).map((row) => ({
    kind: row.kind,
    id: row.id,
    incident: markOf(row, settings),
    text: row.text,
    dueAt: row.due_at
  }))
}

export interface UpdateClock {
  incident: IncidentMark
  incidentType: string
  lastBroadcastAt: number
}

/** Open incidents somebody commands, with when stakeholders last heard something. */
export function listClocks(db: Db, person: ActorId, settings: Types): UpdateClock[] {
  const sql = `SELECT c.last_broadcast_at, ${MARK} FROM update_clock AS c JOIN incident ON incident.id = c.incident
    WHERE c.person = ?`
  type Row = MarkRow & { last_broadcast_at: number }
  return (db.prepare(sql).all(person) as Row[]).map((row) => ({
    incident: markOf(row, settings),
    incidentType: row.incidentType,
    lastBroadcastAt: row.last_broadcast_at
  }))
}
