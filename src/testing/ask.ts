import pg from 'pg'

/** The rows of one statement, over a connection of its own. */
export async function ask(connectionString: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}
