import type { Db } from '../sqlite/openDatabase.ts'
import type { ProjectedWork } from './projectWork.ts'

/** Part of the projection: made from the log alone, dropped and made again with it. Times are epoch ms. */
export const WORK_DDL = `
CREATE TABLE message (
  id TEXT NOT NULL,
  incident TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  rule TEXT,
  renotifies TEXT,
  PRIMARY KEY (incident, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE message_recipient (
  recipient TEXT NOT NULL,
  incident TEXT NOT NULL,
  message TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  outcome TEXT,
  detail TEXT NOT NULL,
  outcome_at INTEGER,
  PRIMARY KEY (recipient, sent_at, incident, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_recipient_by_incident ON message_recipient (incident);
CREATE INDEX message_recipient_open ON message_recipient (outcome, sent_at) WHERE outcome IN ('waiting', 'failed');
CREATE TABLE work_item (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  incident TEXT NOT NULL,
  person TEXT NOT NULL,
  text TEXT NOT NULL,
  due_at INTEGER,
  PRIMARY KEY (person, kind, incident, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_item_by_incident ON work_item (incident);
CREATE TABLE update_clock (
  incident TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  incident_type TEXT NOT NULL,
  severity TEXT NOT NULL,
  last_broadcast_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX update_clock_by_person ON update_clock (person);
`

export const WORK_TABLES = ['message', 'message_recipient', 'work_item', 'update_clock'] as const

/** Writes what one incident asks of people in place of what it asked before, `isNew`: nothing. Call it within a transaction. */
export function workWriter(db: Db): (incident: string, work: ProjectedWork | null, isNew: boolean) => void {
  const deletes = WORK_TABLES.map((table) => db.prepare(`DELETE FROM ${table} WHERE incident = ?`))
  const addMessage = db.prepare(
    'INSERT INTO message (incident, id, sent_at, author, author_name, subject, body, rule, renotifies) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
  )
  const addRecipient = db.prepare(
    'INSERT INTO message_recipient (incident, recipient, message, sent_at, outcome, detail, outcome_at) VALUES (?, ?, ?, ?, ?, ?, ?)'
  )
  const addItem = db.prepare('INSERT INTO work_item (incident, kind, id, person, text, due_at) VALUES (?, ?, ?, ?, ?, ?)')
  const addClock = db.prepare(
    'INSERT INTO update_clock (incident, person, incident_type, severity, last_broadcast_at) VALUES (?, ?, ?, ?, ?)'
  )
  return (incident, work, isNew) => {
    if (!isNew) for (const each of deletes) each.run(incident)
    if (!work) return
    for (const row of work.messages) addMessage.run(incident, ...row)
    for (const row of work.recipients) addRecipient.run(incident, ...row)
    for (const row of work.items) addItem.run(incident, ...row)
    if (work.clock) addClock.run(incident, ...work.clock)
  }
}
