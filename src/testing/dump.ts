import pg from 'pg'

/** Every row of every table, as text; bytes also as what they would read as. */
export async function dump(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const found = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await client.query(`select * from ${name}`)
    found.set(
      name,
      rows
        .map(r =>
          Object.values(r)
            .map(v => (Buffer.isBuffer(v) ? v.toString('latin1') + v.toString('utf8') : JSON.stringify(v)))
            .join('\t'),
        )
        .join('\n'),
    )
  }
  await client.end()
  return found
}
