// The worker process: runs jobs and sweeps, and the BankID emulator where there is one.
import { chooseAdapters } from './adapters.ts'
import type { WorkerOrders } from './main.ts'
import { systemClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { secretsFrom } from './platform/secrets.ts'
import { makeSystem } from './system.ts'

process.once('message', (orders: WorkerOrders) => {
  void work(orders)
})
// Ctrl-C reaches the whole group; the parent says when it is time.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('disconnect', () => process.exit(1))

async function work(orders: WorkerOrders) {
  const read = readConfig(process.env)
  const config =
    read.port === orders.port ? read : { ...read, port: orders.port, publicUrl: `http://localhost:${orders.port}` }
  const secrets = secretsFrom(Buffer.from(orders.rootKey, 'hex'))
  const system = makeSystem({
    config,
    secrets,
    ownerUrl: orders.ownerUrl,
    clock: systemClock,
    choose: chooseAdapters,
    poolSize: 8,
  })
  const jobs = await system.jobs({ concurrency: 4, alone: orders.alone })
  process.on('message', async message => {
    if (message !== 'stop') return
    await jobs.stop()
    await system.close()
    process.exit(0)
  })
}
