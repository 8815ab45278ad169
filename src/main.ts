// `npm start`: the database, the web and the worker, and the addresses. Web and worker are the same program in two processes, so
// that sealing never takes time from a reader.
import { type ChildProcess, fork } from 'node:child_process'
import { createServer, type RequestListener } from 'node:http'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { emulatorAccess, makeChoice } from './adapters.ts'
import { redactedNames } from './datamap/register.ts'
import { emulatorEid } from './integrations/bankid/emulator/emulator.ts'
import { Problem } from './kernel/problem.ts'
import { systemClock } from './platform/clock.ts'
import { type Config, ConfigurationRefused, readConfig } from './platform/config.ts'
import { migrate } from './platform/database/migrate.ts'
import { type ProvidedDatabase, provideDatabase } from './platform/database/provide.ts'
import { askedToEnd } from './platform/lifetime.ts'
import { makeLog } from './platform/log.ts'
import { guardSockets, noteRefused, throughTheDoor } from './platform/outbound/guard.ts'
import { packagePath } from './platform/package-path.ts'
import { localRootKey, secretsFrom } from './platform/secrets.ts'
import { eraseAgain } from './privacy/erasure/erasure.ts'
import { replay } from './privacy/erasure/tombstones.ts'
import { tables } from './schema.ts'
import { tryTypesetting } from './signing/ready.ts'
import { ensureSealCertificate } from './signing/seal-certificate.ts'
import { startSentence } from './start-sentences.ts'
import { makeSystem, type System } from './system.ts'
import type { WorkerNews } from './worker.ts'

/** What the worker process is told by its parent; nothing of it stands in the environment. */
export type WorkerOrders = { ownerUrl: string; rootKey: string; alone: boolean; port: number }

async function main() {
  const config = readConfig(process.env)
  const log = makeLog({ level: config.logLevel, redact: redactedNames(tables) })
  guardSockets(throughTheDoor(config.databaseUrl), noteRefused(log))
  const rootKey = config.rootKey ?? localRootKey(config.dataDir)
  const secrets = secretsFrom(rootKey)
  const running: {
    database?: ProvidedDatabase
    system?: System
    worker?: ChildProcess
    server?: ReturnType<typeof createServer>
  } = {}

  let stopping: Promise<void> | null = null
  const stop = (code: number) => {
    stopping ??= (async () => {
      running.server?.close()
      running.server?.closeAllConnections()
      if (running.worker?.connected) {
        const { worker } = running
        await new Promise<void>(resolve => {
          worker.once('exit', () => resolve())
          // It may have died this moment, and then hears nothing.
          worker.send('stop', error => error && resolve())
        })
      }
      await running.system?.close().catch(() => {})
      await running.database?.stop()
      process.exit(code)
    })()
  }
  void askedToEnd().then(() => stop(0))

  // The port is taken first: a second start is told so before it touches the data folder.
  let answer: RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' }).end('starting\n')
  }
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  running.server = server
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const live: Config = config.port === port ? config : { ...config, port, publicUrl: `http://localhost:${port}` }

  running.database = await provideDatabase(live, log)
  void running.database.ended.then(() => {
    if (stopping) return
    log.fatal('the database ended by itself; the service ends too, so that whoever watches it starts it again')
    stop(1)
  })
  await migrate({ ownerUrl: running.database.ownerUrl, secrets, directory: packagePath('migrations') })
  const { emulator, choose } = makeChoice()
  const system = makeSystem({
    config: live,
    secrets,
    ownerUrl: running.database.ownerUrl,
    clock: systemClock,
    log,
    choose,
  })
  running.system = system
  await ensureSealCertificate(system.services)
  // What was erased after the backup that was restored is erased again before anybody is answered.
  const erasedAgain = await replay(system.services, eraseAgain)
  if (erasedAgain > 0) log.warn({ erasedAgain }, 'erasures newer than the restored backup were done again')

  if (live.role !== 'worker') {
    answer = getRequestListener(system.http().fetch)
    void tryTypesetting()
  }
  if (live.role === 'all') {
    const orders: WorkerOrders = {
      ownerUrl: running.database.ownerUrl,
      rootKey: rootKey.toString('hex'),
      alone: running.database.alone,
      port,
    }
    const begin = () => {
      const worker = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // Sealing makes much that is garbage at once; with a nursery of the usual size it would sit in memory (350 MB, with this 210).
        execArgv: ['--enable-source-maps', '--max-semi-space-size=4'],
      })
      // Whether it lives is told by its exit; that it could not be told anything is the same news.
      worker.on('error', () => {})
      worker.send(orders, () => {})
      worker.on('message', (news: WorkerNews) => {
        emulator.become(emulatorEid(news.emulator, system.services.door))
        tellAddresses(live, news.emulator.phoneUrl)
      })
      worker.once('exit', () => {
        // A worker that dies is begun again; its jobs are released by the next one.
        if (!stopping) setTimeout(begin, 500)
      })
      running.worker = worker
    }
    begin()
  } else if (live.role === 'worker') {
    await system.jobs({ concurrency: 4 })
  }
  if (live.bankId.kind === 'emulator' && live.bankId.accessFile)
    tellAddresses(live, emulatorAccess(live.bankId.accessFile).phoneUrl)
  else if (live.bankId.kind !== 'emulator' || live.role !== 'all') tellAddresses(live, null)
}

let told = false
function tellAddresses(config: Config, phoneUrl: string | null) {
  // A worker begun again has a phone of its own; the addresses are told once.
  if (told) return
  told = true
  const lines = [
    '',
    `  Cling           ${config.publicUrl}`,
    ...(config.mail
      ? []
      : [`  Utkorg          ${config.publicUrl}/utkorg      (alla mejl och sms som skulle ha gått)`]),
    ...(phoneUrl ? [`  Testtelefon     ${phoneUrl}  (BankID-simulator)`] : []),
    `  Data            ${config.dataDir}`,
    '',
    '  Ctrl-C avslutar allt.',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${startSentence(error)}\n\n`)
  if (
    !(error instanceof ConfigurationRefused) &&
    !(error instanceof Problem) &&
    (error as { code?: string }).code !== 'EADDRINUSE'
  )
    console.error(error)
  process.exit(1)
})
