/** When a row was written where it was written, epoch ms; 0: nobody knows, as for rows from before. Not covered by the checksum. */
export const writtenAt = `
ALTER TABLE doc_update ADD COLUMN written_at INTEGER NOT NULL DEFAULT 0;
`
