// Runs jobs with graphile-worker. It keeps a dead worker's locks for hours, so every pool of workers is registered with a heartbeat
// and the locks of one that fell silent are released at start and by a sweep.
import { EventEmitter } from 'node:events'
import { Logger, type Runner, run as runWorker, type TaskList, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import type { Services } from '../context.ts'
import { scrub } from '../log.ts'
import type { Job, Sweep } from './job.ts'

const BEAT_MS = 3000
const SILENT_MS = 15_000

export type JobRunner = {
  /** Lets running jobs finish, then stops. */
  stop(): Promise<void>
  /** Settles when the queue gave up by itself, as when it could not record what was done. Whoever started it begins anew. */
  gaveUp: Promise<void>
}

export async function startJobs(options: {
  services: Services
  url: string
  jobs: readonly Job<never>[]
  sweeps: readonly Sweep[]
  concurrency: number
  /** True when no other process can be alive (the data folder is locked by us): every old lock is stale. */
  alone: boolean
}): Promise<JobRunner> {
  const { services } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.concurrency + 2,
    allowExitOnIdle: true,
    application_name: 'cling-jobs',
  })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const mine = new Set<string>()

  await releaseSilent(services, pool, options.alone ? 0 : SILENT_MS)
  const taskList: TaskList = Object.fromEntries(
    options.jobs.map(j => [
      j.name,
      async (payload: unknown, helpers: { job: { attempts: number } }) => {
        try {
          await j.run(services, j.input.parse(payload) as never, helpers.job.attempts)
        } catch (error) {
          services.log.warn(
            { err: error, job: j.name, attempt: helpers.job.attempts },
            'a job failed and will be tried again',
          )
          // The queue keeps the message; it may hold nothing personal.
          throw new Error(scrub((error as Error).message).slice(0, 200))
        }
      },
    ]),
  )

  const beat = async () => {
    const now = services.clock.now()
    if (mine.size > 0)
      await services.database.pool.query(
        `insert into worker_heartbeat (worker_id, started_at, seen_at) select unnest($1::text[]), $2, now()
         on conflict (worker_id) do update set seen_at = now()`,
        [[...mine], now],
      )
    await releaseSilent(services, pool, SILENT_MS)
  }
  const events: WorkerEvents = new EventEmitter()
  // Jobs are locked in the name of the pool, not of its workers.
  events.on('pool:create', ({ workerPool }) => mine.add(workerPool.id))
  events.on('pool:release', ({ workerPool }) => mine.delete(workerPool.id))
  const runner: Runner = await runWorker({
    pgPool: pool,
    events,
    taskList,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: quietLogger(services) as never,
  })
  let stopping = false
  const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<void>()
  const ended = () => stopping || giveUp()
  runner.promise.then(ended, ended)

  const timers = [repeat(services, 'heartbeat', BEAT_MS, beat)]
  for (const s of options.sweeps) timers.push(repeat(services, s.name, s.everySeconds * 1000, () => s.run(services)))
  await beat().catch(error => services.log.warn({ err: error }, 'heartbeat failed'))

  return {
    gaveUp,
    async stop() {
      stopping = true
      for (const t of timers) t.stop()
      await Promise.all(timers.map(t => t.settled()))
      await runner.stop()
      await services.database.pool
        .query('delete from worker_heartbeat where worker_id = any($1)', [[...mine]])
        .catch(() => {})
      await pool.end()
    },
  }
}

/** Frees the jobs that dead workers held. */
async function releaseSilent(services: Services, queue: pg.Pool, silentMs: number) {
  const { rows: alive } = await services.database.pool.query<{ worker_id: string }>(
    // A beat from the future was written before the clock was moved back.
    `select worker_id from worker_heartbeat
     where seen_at > now() - make_interval(secs => $1) and seen_at < now() + interval '1 minute'`,
    [silentMs === 0 ? 0 : silentMs / 1000],
  )
  const { rows: holding } = await queue.query<{ locked_by: string }>(
    `select distinct locked_by from graphile_worker._private_jobs where locked_by is not null`,
  )
  const known = new Set(silentMs === 0 ? [] : alive.map(r => r.worker_id))
  const { rows: ever } = await services.database.pool.query<{ worker_id: string }>(
    'select worker_id from worker_heartbeat',
  )
  const registered = new Set(ever.map(r => r.worker_id))
  // A holder that never registered is one that started this second, unless we are alone.
  const dead = holding.map(r => r.locked_by).filter(id => !known.has(id) && (silentMs === 0 || registered.has(id)))
  if (dead.length > 0) {
    await queue.query('select graphile_worker.force_unlock_workers($1)', [dead])
    services.log.warn({ workers: dead.length }, 'released the jobs of workers that fell silent')
  }
  await services.database.pool.query('delete from worker_heartbeat where seen_at < now() - make_interval(secs => $1)', [
    silentMs === 0 ? 0 : (silentMs * 4) / 1000,
  ])
}

function repeat(services: Services, name: string, ms: number, work: () => Promise<void>) {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    if (stopped) return
    const before = running
    running = before
      .then(work)
      .catch(error => services.log.warn({ err: error, sweep: name }, 'a sweep failed and will be run again'))
  }, ms)
  return {
    stop: () => {
      stopped = true
      clearInterval(timer)
    },
    settled: () => running,
  }
}

function quietLogger(services: Services) {
  // graphile-worker's own Logger class wants a factory; its chatter is kept for debugging only and errors are logged above.
  return new Logger(() => (level: string, message: string) => {
    if (level === 'error' && !/Failed task/.test(message))
      services.log.warn({ queue: scrub(message) }, 'the queue says')
  })
}
