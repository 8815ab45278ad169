// Wiring on one page: from a configuration to services, from the slices to a router and a job runner.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import pg from 'pg'
import { gatekeeper } from './accounts/index.ts'
import { consentOf } from './consent/answer.ts'
import { hasConsented } from './consent/consented.ts'
import { counted, flushCounts } from './consent/measure/counts.ts'
import { declaredColumns, faults, redactedNames } from './datamap/register.ts'
import { companyAuthority } from './instructions/authority.ts'
import { processorsOf } from './integrations/processors.ts'
import { s3Store } from './integrations/s3/adapter.ts'
import { stockholmDate } from './kernel/dates.ts'
import { newId } from './kernel/ids.ts'
import { isConnected } from './partners/connections.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Services } from './platform/context.ts'
import { connect } from './platform/database/connect.ts'
import { urlAs } from './platform/database/migrate.ts'
import { startLive } from './platform/events/live.ts'
import { makeFiles } from './platform/files/files.ts'
import { diskStore } from './platform/files/store.ts'
import { serveAsset } from './platform/http/assets.ts'
import { makeHttp } from './platform/http/server.ts'
import { type JobRunner, startJobs } from './platform/jobs/runner.ts'
import { type Log, makeLog } from './platform/log.ts'
import { makeDoor, type Processor } from './platform/outbound/door.ts'
import { choosePorts, type Port } from './platform/ports/port.ts'
import type { Secrets } from './platform/secrets.ts'
import { makeVault } from './platform/vault/vault.ts'
import { restrictedSubject } from './privacy/rights/stops.ts'
import { tables } from './schema.ts'
import { slices } from './slices.ts'
import { refusalPage } from './website/refusal.tsx'

export type System = {
  services: Services
  http(): Hono
  jobs(options?: { concurrency?: number; alone?: boolean }): Promise<JobRunner>
  close(): Promise<void>
}

/** Everything that lives as long as the process. `ports` are the adapters chosen from the configuration. */
export function makeSystem(options: {
  config: Config
  secrets: Secrets
  ownerUrl: string
  clock: Clock
  log?: Log
  poolSize?: number
  /** Beside those of the configuration. */
  processors?: readonly Processor[]
  choose: (services: Omit<Services, 'ports'>) => readonly [Port<never>, unknown][]
}): System {
  const { config, secrets, clock } = options
  const wrong = faults(tables)
  if (wrong.length > 0) throw new Error(`The data map does not hold together:\n${wrong.join('\n')}`)
  const log = options.log ?? makeLog({ level: config.logLevel, redact: redactedNames(tables) })

  const database = connect({ url: urlAs(options.ownerUrl, secrets, 'cling_app'), max: options.poolSize ?? 12 })
  const keeper = connect({
    url: urlAs(options.ownerUrl, secrets, 'cling_keeper'),
    max: 2,
    applicationName: 'cling-keeper',
  })
  const vaultPool = new pg.Pool({
    connectionString: urlAs(options.ownerUrl, secrets, 'cling_vault'),
    max: 4,
    allowExitOnIdle: true,
    application_name: 'cling-vault',
  })
  vaultPool.on('error', () => {})
  vaultPool.on('connect', client => client.on('error', () => {}))
  const id = () => newId(clock.now())
  const vault = makeVault({ pool: vaultPool, secrets, clock, newId: id })
  mkdirSync(config.dataDir, { recursive: true })
  const door = makeDoor({
    columns: declaredColumns(tables),
    processors: [...processorsOf(config), ...(options.processors ?? [])],
    ports: slices.flatMap(s => s.ports ?? []),
    clock,
    dpf: config.dpf,
    authority: companyAuthority(clock),
    restricted: restrictedSubject,
    connected: isConnected,
    consented: hasConsented,
  })
  const store = config.objectStore
    ? s3Store({ ...config.objectStore, door, clock })
    : diskStore(join(config.dataDir, 'files'))
  const files = makeFiles(store, vault)
  const live = startLive({ url: urlAs(options.ownerUrl, secrets, 'cling_app'), log })
  const bare = { config, clock, log, database, keeper, vault, files, secrets, door, live, tables, newId: id }
  const services: Services = { ...bare, ports: choosePorts(options.choose(bare)) }

  return {
    services,
    http: () =>
      makeHttp({
        services,
        endpoints: slices.flatMap(s => s.endpoints ?? []),
        catalogue: Object.assign({}, ...slices.map(s => s.messages ?? {})),
        gatekeeper,
        visitors: {
          consentOf: (s, request) => consentOf(s, request, stockholmDate(s.clock.now())),
          counted,
        },
        refusalPage,
        assets: serveAsset,
      }),
    jobs: (how = {}) =>
      startJobs({
        services,
        url: urlAs(options.ownerUrl, secrets, 'cling_jobs'),
        jobs: slices.flatMap(s => s.jobs ?? []),
        sweeps: slices.flatMap(s => s.sweeps ?? []),
        concurrency: how.concurrency ?? 4,
        alone: how.alone ?? false,
      }),
    async close() {
      await flushCounts(services).catch(() => {})
      await live.close()
      await vault.close()
      await keeper.close()
      await database.close()
    },
  }
}
