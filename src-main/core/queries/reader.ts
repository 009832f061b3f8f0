/** The part of better-sqlite3's Database that a query needs. */
export interface Reader {
  prepare(sql: string): Statement
}
export type Param = string | number
export interface Statement {
  all(...params: Param[]): unknown[]
  get(...params: Param[]): unknown
}

const MAX_STATEMENTS = 100
const statements = new WeakMap<Reader, Map<string, Statement>>()

/** Prepares once for each text; the one longest unused is dropped when there are too many, as people type ever new queries. */
export function prepare(reader: Reader, sql: string): Statement {
  const known = statements.get(reader) ?? new Map<string, Statement>()
  statements.set(reader, known)
  const statement = known.get(sql) ?? reader.prepare(sql)
  known.delete(sql)
  known.set(sql, statement)
  for (const oldest of known.keys()) {
    if (known.size <= MAX_STATEMENTS) break
    known.delete(oldest)
  }
  return statement
}
