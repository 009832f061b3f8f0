/**
 * Tables made from the log alone. They hold nothing that cannot be made again: when this text or the fold's version changes,
 * they are dropped and rebuilt. Times are epoch ms; `severity_rank` 0 is the worst, 99 UNKNOWN.
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
  visibility TEXT NOT NULL,
  is_test INTEGER NOT NULL,
  customer_impact TEXT NOT NULL,
  commander TEXT,
  commander_name TEXT,
  services TEXT NOT NULL,
  teams TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  resolved_at INTEGER,
  impact_start INTEGER,
  impact_end INTEGER,
  last_update_at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_by_update ON incident (last_update_at DESC);
CREATE INDEX incident_by_status ON incident (status, last_update_at DESC);
CREATE INDEX incident_by_declared ON incident (declared_at DESC);
CREATE TABLE incident_service (
  service TEXT NOT NULL COLLATE NOCASE,
  incident_rowid INTEGER NOT NULL,
  PRIMARY KEY (service, incident_rowid)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_service_by_incident ON incident_service (incident_rowid);
CREATE TABLE incident_team (
  team TEXT NOT NULL COLLATE NOCASE,
  incident_rowid INTEGER NOT NULL,
  PRIMARY KEY (team, incident_rowid)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_team_by_incident ON incident_team (incident_rowid);
CREATE VIRTUAL TABLE incident_text USING fts5 (
  title, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
`

/** The tables of the projection, dependants first. `incident_text.rowid` is `incident.rowid`. */
export const PROJECTION_TABLES = ['incident_text', 'incident_service', 'incident_team', 'incident'] as const
