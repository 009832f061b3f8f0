/** DuckDB with the rows of W7; undefined where it is not installed. */
export async function openDuck(rows) {
  const duckdb = await import('@duckdb/node-api').catch(() => undefined)
  if (!duckdb) return undefined
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    'CREATE TABLE incident (severity VARCHAR, state VARCHAR, service VARCHAR[], team VARCHAR[], commander VARCHAR, customer_impacted VARCHAR)'
  )
  for (let from = 0; from < rows.length; from += 2000) {
    const text = (value) => `'${value.replaceAll("'", "''")}'`
    const list = (values) => `[${values.map(text).join(', ')}]`
    const values = rows
      .slice(from, from + 2000)
      .map(
        (row) =>
          `(${text(row.severity)}, ${text(row.status)}, ${list(row.services)}, ${list(row.teams)}, ${text(row.commanderName ?? '')}, ${text(row.customerImpact)})`
      )
    await connection.run(`INSERT INTO incident VALUES ${values.join(', ')}`)
  }
  const facets = ['severity', 'state', 'service', 'team', 'commander', 'customer_impacted']
  const isList = (name) => name === 'service' || name === 'team'
  // names as numbers, as a table made for such questions would have them
  const values = (name) => (isList(name) ? `unnest(${name})` : name)
  for (const name of facets) await connection.run(`CREATE TYPE ${name}_name AS ENUM (SELECT DISTINCT ${values(name)} FROM incident)`)
  const typed = facets.map((name) => `${name}::${name}_name${isList(name) ? '[]' : ''} AS ${name}`)
  await connection.run(`CREATE TABLE named AS SELECT ${typed.join(', ')} FROM incident`)
  const where = `customer_impacted = 'yes' OR severity IN ('SEV-2', 'SEV-3')`
  const statements = await Promise.all(
    facets.map((name) =>
      connection.prepare(
        `SELECT value, count(*)::INTEGER AS count FROM (SELECT ${values(name)} AS value FROM named WHERE ${where}) GROUP BY value`
      )
    )
  )
  return {
    async count() {
      const counted = []
      for (const [index, statement] of statements.entries()) {
        const read = await statement.runAndReadAll()
        counted.push([facets[index], read.getRows().sort(([a], [b]) => (a < b ? -1 : 1))])
      }
      return counted
    },
    async close() {
      connection.closeSync()
      instance.closeSync()
    }
  }
}
