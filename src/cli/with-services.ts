// A command that does something in the installation the environment names; it may be running.
import { makeChoice } from '../adapters.ts'
import { redactedNames } from '../datamap/register.ts'
import { type Message, say } from '../kernel/messages.ts'
import { Problem } from '../kernel/problem.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { makeLog } from '../platform/log.ts'
import { localRootKey, secretsFrom } from '../platform/secrets.ts'
import { tables } from '../schema.ts'
import { makeSystem } from '../system.ts'

/** Says what was done, or why not in one of the sentences. */
export async function withServices(
  sentences: Readonly<Record<string, Message<never>>>,
  work: (services: Services) => Promise<string>,
): Promise<number> {
  const config = readConfig(process.env)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  const system = makeSystem({
    config,
    secrets: secretsFrom(config.rootKey ?? localRootKey(config.dataDir)),
    ownerUrl: database.ownerUrl,
    clock: systemClock,
    log: makeLog({ level: config.logLevel, redact: redactedNames(tables) }),
    choose: makeChoice().choose,
  })
  try {
    process.stdout.write(`${await work(system.services)}\n`)
    return 0
  } catch (error) {
    const sentence = error instanceof Problem ? sentences[error.code] : undefined
    if (!sentence) throw error
    process.stderr.write(`${say(sentence, 'sv', (error as Problem).facts)}\n`)
    return 1
  } finally {
    await system.close()
    await database.stop()
  }
}
