// `cling backup` and `cling restore`.
import { parseArgs } from 'node:util'
import { readConfig } from '../platform/config.ts'
import { backup } from '../platform/database/backup.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { restore } from '../platform/database/restore.ts'
import { packagePath } from '../platform/package-path.ts'
import { localRootKey, secretsFrom } from '../platform/secrets.ts'

/** Copies database, vault and files of the installation the environment names; it may be running. */
export async function backupCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { into: { type: 'string' } } })
  if (!values.into) {
    process.stderr.write('Ange vart: npm run cling -- backup --into MAPP\n')
    return 2
  }
  const config = readConfig(process.env)
  const rootKey = config.rootKey ?? localRootKey(config.dataDir)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  try {
    const report = await backup({
      ownerUrl: database.ownerUrl,
      secrets: secretsFrom(rootKey),
      dataDir: config.dataDir,
      into: values.into,
      rootKey: config.rootKey ? null : rootKey,
      now: new Date(),
    })
    process.stdout.write(
      `Säkerhetskopian ligger i ${report.folder} (${report.tables} tabeller, ${report.rows} rader, ${report.files} filer).\nNyckelfilen är ${report.keyFile}. Förvara den på ett annat ställe och förstör båda senast ${report.destroyBy}.\n`,
    )
    if (config.objectStore)
      process.stdout.write(
        `Bilder och förseglade avtal ligger i ${config.objectStore.bucket} hos ${new URL(config.objectStore.endpoint).hostname} och är inte med. Kopiera dem med tjänstens egna verktyg, efter den här kopian.\n`,
      )
    return 0
  } finally {
    await database.stop()
  }
}

/** Restores a copy into the empty data folder that CLING_DATA names. */
export async function restoreCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { from: { type: 'string' }, 'key-file': { type: 'string' } } })
  if (!values.from) {
    process.stderr.write('Ange varifrån: CLING_DATA=TOM-MAPP npm run cling -- restore --from MAPP\n')
    return 2
  }
  const config = readConfig(process.env)
  // The root key comes with the copy unless the installation gets it from outside; making a new one here would be in its way.
  const report = await restore({
    from: values.from,
    ...(values['key-file'] ? { keyFile: values['key-file'] } : {}),
    dataDir: config.dataDir,
    ...(config.databaseUrl ? { ownerUrl: config.databaseUrl } : {}),
    rootKey: config.rootKey,
    migrations: packagePath('migrations'),
  })
  process.stdout.write(
    `Återställt i ${config.dataDir} från ${report.at}: ${report.tables} tabeller, ${report.rows} rader, ${report.files} filer.\n`,
  )
  return 0
}
