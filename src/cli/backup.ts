// `cling backup` and `cling restore`.
import { parseArgs } from 'node:util'
import { processorsOf } from '../integrations/processors.ts'
import { s3Store } from '../integrations/s3/adapter.ts'
import { systemClock } from '../platform/clock.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { backup } from '../platform/database/backup.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { restore } from '../platform/database/restore.ts'
import type { ObjectStore } from '../platform/files/store.ts'
import { makeDoor } from '../platform/outbound/door.ts'
import { packagePath } from '../platform/package-path.ts'
import { localRootKey, secretsFrom } from '../platform/secrets.ts'

/** Copies database, vault and files of the installation the environment names; it may be running. */
export async function backupCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { into: { type: 'string' }, 'without-files': { type: 'boolean' } } })
  if (!values.into) {
    process.stderr.write('Ange vart: npm run cling -- backup --into MAPP [--without-files]\n')
    return 2
  }
  const config = readConfig(process.env)
  const store = bucketOf(config)
  if (values['without-files'] && !store) {
    process.stderr.write(
      '--without-files gäller filer i ett objektlager. Här ligger de i datamappen och följer med kopian.\n',
    )
    return 2
  }
  const rootKey = config.rootKey ?? localRootKey(config.dataDir)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  try {
    const report = await backup({
      ownerUrl: database.ownerUrl,
      secrets: secretsFrom(rootKey),
      files: !store
        ? { dataDir: config.dataDir }
        : values['without-files']
          ? { elsewhere: whereIs(config) }
          : { store },
      into: values.into,
      rootKey: config.rootKey ? null : rootKey,
      now: new Date(),
    })
    process.stdout.write(
      `Säkerhetskopian ligger i ${report.folder} (${report.tables} tabeller, ${report.rows} rader, ${report.files} filer).\nNyckelfilen är ${report.keyFile}. Förvara den på ett annat ställe och förstör båda senast ${report.destroyBy}.\n`,
    )
    if (values['without-files'])
      process.stdout.write(
        `Bilder och förseglade avtal ligger i ${whereIs(config)} och är inte med. Kopiera dem med tjänstens egna verktyg, efter den här kopian.\n`,
      )
    return 0
  } finally {
    await database.stop()
  }
}

/** Restores a copy into the empty data folder that CLING_DATA names. */
export async function restoreCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      'key-file': { type: 'string' },
      tombstones: { type: 'string' },
      'no-tombstones': { type: 'boolean' },
    },
  })
  if (!values.from) {
    process.stderr.write('Ange varifrån: CLING_DATA=TOM-MAPP npm run cling -- restore --from MAPP\n')
    return 2
  }
  // Whoever was erased after the copy was made stands in it still.
  if (!values.tombstones && !values['no-tombstones']) {
    process.stderr.write(
      'Ange filen tombstones från installationen som kopian är av: --tombstones FIL. Då görs raderingar som är yngre än kopian om innan tjänsten svarar. Finns den inte: --no-tombstones.\n',
    )
    return 2
  }
  const config = readConfig(process.env)
  // The root key comes with the copy unless the installation gets it from outside; making a new one here would be in its way.
  const store = bucketOf(config)
  const report = await restore({
    from: values.from,
    ...(values['key-file'] ? { keyFile: values['key-file'] } : {}),
    dataDir: config.dataDir,
    ...(config.databaseUrl ? { ownerUrl: config.databaseUrl } : {}),
    ...(store ? { store } : {}),
    rootKey: config.rootKey,
    ...(values.tombstones ? { tombstones: values.tombstones } : {}),
    migrations: packagePath('migrations'),
  })
  process.stdout.write(
    `Återställt i ${config.dataDir} från ${report.at}: ${report.tables} tabeller, ${report.rows} rader, ${report.files} filer${store ? ` i ${whereIs(config)}` : ''}.\n`,
  )
  if (values.tombstones)
    process.stdout.write('Raderingar som är yngre än kopian görs om när tjänsten startar, innan den svarar.\n')
  if (report.filesElsewhere)
    process.stdout.write(
      `Bilder och förseglade avtal är inte med i kopian. De låg i ${report.filesElsewhere}: lägg tillbaka dem i en egen bucket, eller i ${config.dataDir}/files, innan tjänsten startas.\n`,
    )
  return 0
}

const bucketOf = (config: Config): ObjectStore | null =>
  config.objectStore &&
  s3Store({
    ...config.objectStore,
    door: makeDoor({ columns: [], ports: [], processors: processorsOf(config), clock: systemClock, dpf: config.dpf }),
    clock: systemClock,
  })

const whereIs = ({ objectStore }: Config) =>
  objectStore ? `${objectStore.bucket} (${new URL(objectStore.endpoint).hostname})` : ''
