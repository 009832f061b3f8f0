/** DuckDB with the rows of W7; undefined where it is not installed. */
export async function openDuck(rows) {
  const duckdb = await import('@duckdb/node-api').catch(() => undefined)
  if (!duckdb) return undefined
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1' })
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
  const where = `customer_impacted = 'yes' OR severity IN ('SEV-2', 'SEV-3')`
  const facets = ['severity', 'state', 'service', 'team', 'commander', 'customer_impacted']
  const isList = (name) => name === 'service' || name === 'team'
  const statements = await Promise.all(
    facets.map((name) =>
      connection.prepare(
        `SELECT ${isList(name) ? `unnest(${name})` : name} AS value, count(*)::INTEGER AS count FROM incident WHERE ${where} GROUP BY 1 ORDER BY 1`
      )
    )
  )
  return {
    async count() {
      const counted = []
      for (const [index, statement] of statements.entries()) {
        const read = await statement.runAndReadAll()
        counted.push([facets[index], read.getRows()])
      }
      return counted
    },
    async close() {
      connection.closeSync()
      instance.closeSync()
    }
  }
}
