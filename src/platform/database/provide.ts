// Where the database comes from: the embedded server under the data folder, or the one DATABASE_URL names.
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { startPostgres } from './embedded/index.ts'

export type ProvidedDatabase = {
  ownerUrl: string
  /** True when nobody else can be using it: the data folder is locked by us. */
  alone: boolean
  stop(): Promise<void>
}

export async function provideDatabase(config: Config, log: Log): Promise<ProvidedDatabase> {
  if (config.databaseUrl) return { ownerUrl: config.databaseUrl, alone: false, stop: async () => {} }
  const server = await startPostgres({ dataDir: config.dataDir, log })
  return { ownerUrl: server.ownerUrl, alone: true, stop: () => server.stop() }
}
