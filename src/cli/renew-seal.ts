// `cling renew-seal`: a new sealing certificate for the installation the environment names; it may be running.
import { makeChoice } from '../adapters.ts'
import { redactedNames } from '../datamap/register.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { makeLog } from '../platform/log.ts'
import { localRootKey, secretsFrom } from '../platform/secrets.ts'
import { tables } from '../schema.ts'
import { renewSealCertificate } from '../signing/seal-certificate.ts'
import { makeSystem } from '../system.ts'

export async function renewSealCommand(): Promise<number> {
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
    const key = await renewSealCertificate(system.services)
    const fingerprint = key.rootFingerprint.match(/.{4}/g)?.join(' ')
    process.stdout.write(
      `Sigillet är förnyat och gäller från nästa försegling. Filer som förseglats tidigare känns igen som förut.\nDen nya rotens fingeravtryck (SHA-256): ${fingerprint}\n`,
    )
    return 0
  } finally {
    await system.close()
    await database.stop()
  }
}
