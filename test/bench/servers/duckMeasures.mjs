/** DuckDB with the times of W7; undefined where it is not installed. Weeks are numbers, from the same first Monday. */
export async function openDuckMeasures(incidents, transitions, firstWeek) {
  const duckdb = await import('@duckdb/node-api').catch(() => undefined)
  if (!duckdb) return undefined
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('CREATE TABLE incident (id INTEGER, declared BIGINT, resolved BIGINT)')
  await connection.run(`CREATE TYPE status_name AS ENUM ('active', 'stable', 'resolved')`)
  await connection.run('CREATE TABLE transition (incident INTEGER, moment BIGINT, status status_name)')
  const append = async (table, rows) => {
    for (let from = 0; from < rows.length; from += 5000) {
      const values = rows
        .slice(from, from + 5000)
        .map((row) => `(${row.map((value) => (typeof value === 'string' ? `'${value}'` : (value ?? 'NULL'))).join(', ')})`)
      await connection.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`)
    }
  }
  await append('incident', incidents)
  await append('transition', transitions)
  const week = `((declared - ${firstWeek}) // 604800000)::INTEGER`
  const prepare = (sql) => connection.prepare(sql)
  const weekly = await prepare(
    `SELECT ${week} AS week, count(*)::INTEGER, avg(resolved - declared) FROM incident GROUP BY week ORDER BY week`
  )
  const percentiles = await prepare(
    `SELECT ${week} AS week, quantile_cont(resolved - declared, [0.5, 0.9, 0.99]) FROM incident GROUP BY week ORDER BY week`
  )
  const durations = await prepare(
    `WITH spent AS (
       SELECT incident, status, lead(moment) OVER (PARTITION BY incident ORDER BY moment) - moment AS ms FROM transition
     ), per_incident AS (
       SELECT incident, sum(ms) FILTER (status = 'active') AS active, sum(ms) FILTER (status = 'stable') AS stable FROM spent GROUP BY incident
     )
     SELECT ${week} AS week, avg(active) FILTER (resolved IS NOT NULL), avg(stable) FILTER (resolved IS NOT NULL)
     FROM per_incident JOIN incident ON id = incident GROUP BY week ORDER BY week`
  )
  const read = async (statement) => (await statement.runAndReadAll()).getRows()
  return {
    weekly: async () => (await read(weekly)).map(([, count, mean]) => [count, mean]),
    percentiles: async () => (await read(percentiles)).map(([, list]) => (list ? [...list.items] : [null, null, null])),
    durations: async () => (await read(durations)).map(([, active, stable]) => [active, stable]),
    close() {
      connection.closeSync()
      instance.closeSync()
    }
  }
}
