// `cling use`: what the operator can see of how the service is used. Totals of days and months, of nobody; quotes are counted and not looked at.
import pg from 'pg'
import { readConfig } from '../platform/config.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'

export type Use = {
  pages: { day: string; page: string; times: number }[]
  documents: { month: string; kind: string; state: string; documents: number }[]
}

export async function readUse(ownerUrl: string): Promise<Use> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const pages = await client.query(
      `select day, value as page, times from use_total where what = 'page' order by day desc, times desc limit 500`,
    )
    const documents = await client.query(
      'select month, kind, state, documents from document_count order by 1 desc, 2, 3',
    )
    return { pages: pages.rows, documents: documents.rows }
  } finally {
    await client.end()
  }
}

export async function useCommand(): Promise<number> {
  const config = readConfig(process.env)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  try {
    process.stdout.write(`${JSON.stringify(await readUse(database.ownerUrl), null, 2)}\n`)
    return 0
  } finally {
    await database.stop()
  }
}
