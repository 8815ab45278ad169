// Where the database comes from: the embedded server under the data folder, or the one DATABASE_URL names.
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { startPostgres } from './embedded/index.ts'

export type ProvidedDatabase = {
  ownerUrl: string
  /** True when nobody else can be using it: the data folder is locked by us. */
  alone: boolean
  /** Resolves when an embedded server has ended, asked to or not. */
  ended: Promise<void>
  stop(): Promise<void>
}

export async function provideDatabase(config: Config, log: Log): Promise<ProvidedDatabase> {
  if (config.databaseUrl)
    return { ownerUrl: config.databaseUrl, alone: false, ended: new Promise(() => {}), stop: async () => {} }
  const server = await startPostgres({ dataDir: config.dataDir, log })
  return { ownerUrl: server.ownerUrl, alone: true, ended: server.ended, stop: () => server.stop() }
}
