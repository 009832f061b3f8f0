/**
 * The log. Rows are never deleted, so `seq` is never used twice; `peer` 0 is this replica. `checksum` is CRC-32 over document and body.
 * `quarantine` keeps rows that no longer fit their checksum, as they were found.
 */
export const log = `
CREATE TABLE doc_update (
  seq INTEGER PRIMARY KEY,
  doc_id TEXT NOT NULL,
  peer INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX doc_update_by_doc ON doc_update (doc_id);
CREATE TABLE doc_snapshot (
  doc_id TEXT PRIMARY KEY,
  through_seq INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE peer (
  peer INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
  seq INTEGER PRIMARY KEY,
  doc_id TEXT NOT NULL,
  body BLOB NOT NULL,
  found_at INTEGER NOT NULL,
  repaired_at INTEGER
) STRICT;
`
