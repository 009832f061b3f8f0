import { WORK_DDL, WORK_TABLES } from '../work/workTables.ts'

/**
 * Tables made from the log alone. They hold nothing that cannot be made again: when this text or the fold's version changes,
 * they are dropped and rebuilt. Times are epoch ms, those set by hand where there are any; `severity_rank` 0 is the worst, 99 UNKNOWN.
 */
export const PROJECTION_DDL = `
CREATE TABLE incident (
  rowid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number INTEGER,
  title TEXT NOT NULL,
  severity TEXT NOT NULL,
  severity_rank INTEGER NOT NULL,
  status TEXT NOT NULL,
  incident_type TEXT NOT NULL,
  visibility TEXT NOT NULL,
  is_test INTEGER NOT NULL,
  customer_impact TEXT NOT NULL,
  has_postmortem INTEGER NOT NULL,
  postmortem_state TEXT,
  commander TEXT,
  commander_name TEXT,
  created_by TEXT,
  created_by_name TEXT,
  services TEXT NOT NULL,
  teams TEXT NOT NULL,
  responders TEXT NOT NULL,
  roles TEXT NOT NULL,
  fields TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  detected_at INTEGER NOT NULL,
  resolved_at INTEGER,
  impact_start INTEGER,
  impact_end INTEGER,
  customer_impact_start INTEGER,
  customer_impact_end INTEGER,
  created_at INTEGER NOT NULL,
  -- ms in that status, -1 where a stretch of it ends before it starts
  active_ms INTEGER,
  stable_ms INTEGER,
  last_update_at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_by_update ON incident (last_update_at DESC);
CREATE INDEX incident_by_status ON incident (status, last_update_at DESC);
CREATE INDEX incident_by_declared ON incident (declared_at DESC);
CREATE INDEX incident_by_number ON incident (number) WHERE number IS NOT NULL;

-- columns of rows that follow each other, for a quick start; a row that changed since is in column_stale (not by a trigger:
-- with one, every statement keeps what it would need to be taken back, which costs more than the row)
CREATE TABLE column_segment (
  first INTEGER PRIMARY KEY,
  format TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE column_stale (incident_rowid INTEGER PRIMARY KEY) STRICT;

-- every value that is one of several, or of a field: field is the name in a query; of a number, value is empty
CREATE TABLE incident_value (
  field TEXT NOT NULL,
  value TEXT NOT NULL COLLATE NOCASE,
  incident_rowid INTEGER NOT NULL,
  number REAL,
  PRIMARY KEY (field, value, incident_rowid)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_value_by_incident ON incident_value (incident_rowid);
CREATE INDEX incident_value_by_number ON incident_value (field, number) WHERE number IS NOT NULL;

-- every text on its own: rowid is that of the incident times ${2 ** 20} plus its place there; the title is at 0
CREATE TABLE piece (
  rowid INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE piece_text USING fts5 (
  text, content = 'piece', content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2"
);

-- what is shown of a huge incident while the whole of it is on its way; true while through_seq is its last row in the log
CREATE TABLE opening (
  incident TEXT PRIMARY KEY,
  through_seq INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- the history of a document with many rows, as it was read up to one of them
CREATE TABLE read_history (
  doc TEXT PRIMARY KEY,
  format INTEGER NOT NULL,
  through_seq INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
${WORK_DDL}`

/** The tables of the projection, dependants first. */
export const PROJECTION_TABLES = [
  ...WORK_TABLES,
  'opening',
  'read_history',
  'piece_text',
  'piece',
  'incident_value',
  'incident',
  'column_segment',
  'column_stale'
] as const

/** Places of pieces within one incident. */
export const PIECES_PER_INCIDENT = 2 ** 20
