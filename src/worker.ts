// The worker process: runs jobs and sweeps, and the BankID emulator where there is one.
import { makeChoice } from './adapters.ts'
import { type EmulatorAccess, emulatorEid, startBankIdEmulator } from './integrations/bankid/emulator/emulator.ts'
import type { WorkerOrders } from './main.ts'
import { closeTypesetter } from './ordering/seal-job.ts'
import { systemClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { guardSockets, noteRefused, throughTheDoor } from './platform/outbound/guard.ts'
import { secretsFrom } from './platform/secrets.ts'
import { makeSystem } from './system.ts'

/** What the worker tells its parent. */
export type WorkerNews = { emulator: EmulatorAccess }

/** The phone beside the service's own port when that one is free, else anywhere. */
const startEmulator = (dataDir: string, phonePort: number) =>
  startBankIdEmulator({ dataDir, clock: systemClock, phonePort }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return startBankIdEmulator({ dataDir, clock: systemClock })
  })

process.once('message', (orders: WorkerOrders) => {
  void work(orders)
})
// Ctrl-C reaches the whole group; the parent says when it is time.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('disconnect', () => process.exit(1))

async function work(orders: WorkerOrders) {
  guardSockets(throughTheDoor(orders.ownerUrl), (to, of) => noteRefused(system.services.log)(to, of))
  const read = readConfig(process.env)
  const config =
    read.port === orders.port ? read : { ...read, port: orders.port, publicUrl: `http://localhost:${orders.port}` }
  const secrets = secretsFrom(Buffer.from(orders.rootKey, 'hex'))
  const { emulator, choose } = makeChoice()
  const system = makeSystem({
    config,
    secrets,
    ownerUrl: orders.ownerUrl,
    clock: systemClock,
    choose,
    poolSize: 8,
  })
  // The queue gives up so when it cannot write down what was done, as when the database is away.
  process.on('unhandledRejection', error => {
    system.services.log.fatal({ err: error }, 'the worker cannot go on and ends; its parent begins another')
    process.exit(1)
  })
  const ownEmulator = config.bankId.kind === 'emulator' && !config.bankId.accessFile
  const phone = ownEmulator ? await startEmulator(config.dataDir, orders.port + 1) : null
  if (phone) {
    emulator.become(emulatorEid(phone, system.services.door))
    const { close: _, ...access } = phone
    process.send?.({ emulator: access } satisfies WorkerNews)
  }
  const jobs = await system.jobs({ concurrency: 4, alone: orders.alone })
  void jobs.gaveUp.then(() => process.exit(1))
  process.on('message', async message => {
    if (message !== 'stop') return
    await jobs.stop()
    closeTypesetter()
    await phone?.close()
    await system.close()
    process.exit(0)
  })
}
