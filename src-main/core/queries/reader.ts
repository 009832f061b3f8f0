/** The part of better-sqlite3's Database that a query needs. */
export interface Reader {
  prepare(sql: string): Statement
}
export type Param = string | number
export interface Statement {
  all(...params: Param[]): unknown[]
  get(...params: Param[]): unknown
  /** From now on rows are their first column. */
  pluck(): Statement
}

const MAX_STATEMENTS = 100
const statements = new WeakMap<Reader, Map<string, Statement>>()

/** Prepares once for each text; the one longest unused is dropped when there are too many, as people type ever new queries. */
export const prepare = (reader: Reader, sql: string): Statement => prepareOnce(reader, sql, false)

/** Rows are their first column: three times as fast for many. */
export const preparePlucked = (reader: Reader, sql: string): Statement => prepareOnce(reader, sql, true)

function prepareOnce(reader: Reader, sql: string, isPlucked: boolean): Statement {
  const known = statements.get(reader) ?? new Map<string, Statement>()
  statements.set(reader, known)
  const key = isPlucked ? `${sql} (plucked)` : sql
  const statement = known.get(key) ?? (isPlucked ? reader.prepare(sql).pluck() : reader.prepare(sql))
  known.delete(key)
  known.set(key, statement)
  for (const oldest of known.keys()) {
    if (known.size <= MAX_STATEMENTS) break
    known.delete(oldest)
  }
  return statement
}
