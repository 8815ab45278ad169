// The installation the environment names, for a command that must reach into it; the service may be running.
import { makeChoice } from '../adapters.ts'
import { redactedNames } from '../datamap/register.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { makeLog } from '../platform/log.ts'
import { localRootKey, type Secrets, secretsFrom } from '../platform/secrets.ts'
import { tables } from '../schema.ts'
import { makeSystem } from '../system.ts'

export async function withOwnSystem<T>(
  work: (services: Services, own: { ownerUrl: string; secrets: Secrets }) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env)
  const secrets = secretsFrom(config.rootKey ?? localRootKey(config.dataDir))
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  const system = makeSystem({
    config,
    secrets,
    ownerUrl: database.ownerUrl,
    clock: systemClock,
    log: makeLog({ level: config.logLevel, redact: redactedNames(tables) }),
    choose: makeChoice().choose,
  })
  try {
    return await work(system.services, { ownerUrl: database.ownerUrl, secrets })
  } finally {
    await system.close()
    await database.stop()
  }
}
