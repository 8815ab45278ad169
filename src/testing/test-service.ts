// The whole service in one process on a database of its own, reached over loopback: what the demo, the journeys and the integration
// tests run against. Logs are kept, so that they can be searched.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { makeChoice } from '../adapters.ts'
import { redactedNames } from '../datamap/register.ts'
import { type Emulator, emulatorEid, startBankIdEmulator } from '../integrations/bankid/emulator/emulator.ts'
import { closeTypesetter } from '../ordering/seal-job.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import { makeLog } from '../platform/log.ts'
import type { Processor } from '../platform/outbound/door.ts'
import { tables } from '../schema.ts'
import { ensureSealCertificate } from '../signing/seal-certificate.ts'
import { makeSystem, type System } from '../system.ts'
import { testDatabase } from './test-database.ts'
import { testSecrets } from './test-secrets.ts'

export type TestService = {
  url: string
  services: Services
  system: System
  emulator: Emulator
  /** The owner's and the superuser's way into the database. */
  ownerUrl: string
  superuserUrl: string
  dataDir: string
  /** Every line logged so far. */
  logs: string[]
  close(): Promise<void>
}

export async function startTestService(
  options: {
    clock?: Clock /** BankID's, where it is not ours. */
    emulatorClock?: Clock
    jobs?: boolean
    env?: Record<string, string>
    /** The address people use, where it is not the one that is listened on. */
    publicUrl?: string
    /** Active beside those of the configuration. */
    processors?: readonly Processor[]
  } = {},
): Promise<TestService> {
  const clock = options.clock ?? systemClock
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'cling-test-'))
  const logs: string[] = []
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://localhost:${port}`
  const config = {
    ...readConfig({
      CLING_DATA: dataDir,
      CLING_OPERATOR_NUMBER: '878000-3656',
      CLING_OPERATOR_NAME: 'Prov Drift AB',
      ...options.env,
    }),
    port,
    publicUrl: options.publicUrl ?? url,
  }
  const emulator = await startBankIdEmulator({
    dataDir,
    clock: options.emulatorClock ?? clock,
    startLimit: 1000,
  })
  const { emulator: late, choose } = makeChoice()
  const log = makeLog({
    level: 'debug',
    redact: redactedNames(tables),
    stream: { write: line => void logs.push(line) },
  })
  const system = makeSystem({
    config,
    secrets: testSecrets,
    ownerUrl: database.ownerUrl,
    clock,
    log,
    choose,
    poolSize: 8,
    ...(options.processors ? { processors: options.processors } : {}),
  })
  late.become(emulatorEid(emulator, system.services.door))
  await ensureSealCertificate(system.services)
  server.on('request', getRequestListener(system.http().fetch))
  const jobs = options.jobs === false ? null : await system.jobs({ concurrency: 4, alone: true })
  return {
    url,
    services: system.services,
    system,
    emulator,
    ownerUrl: database.ownerUrl,
    superuserUrl: database.superuserUrl,
    dataDir,
    logs,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await jobs?.stop()
      closeTypesetter()
      await system.close()
      await emulator.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
