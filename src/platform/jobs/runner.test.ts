import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ask } from '../../testing/ask.ts'
import { testSecrets } from '../../testing/test-secrets.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { urlAs } from '../database/migrate.ts'
import { type Job, job } from './job.ts'
import { startJobs } from './runner.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ jobs: false })
})
afterAll(() => service.close())

const queue = (sql: string, values: unknown[] = []) =>
  ask(urlAs(service.ownerUrl, testSecrets, 'cling_jobs'), sql, values)
const start = (jobs: Parameters<typeof startJobs>[0]['jobs']) =>
  startJobs({
    services: service.services,
    url: urlAs(service.ownerUrl, testSecrets, 'cling_jobs'),
    jobs,
    sweeps: [],
    concurrency: 1,
    alone: false,
  })
const enqueue = (what: Job<Record<string, never>>) =>
  service.services.database.outside(tx => what.in(tx, {}, { key: 'held' }))

describe('a job that is held', () => {
  test('is locked under a name that its worker keeps alive', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const hold = job('hold', {
      does: 'Waits until it is told to end.',
      input: z.object({}),
      run: () => {
        begin()
        return ended
      },
    })
    const runner = await start([hold as never])
    await enqueue(hold)
    await begun
    const [held] = await queue('select locked_by from graphile_worker._private_jobs where locked_by is not null')
    const alive = await ask(service.ownerUrl, 'select worker_id from worker_heartbeat')
    expect(alive.map(a => a.worker_id)).toContain(held?.locked_by)
    end()
    await runner.stop()
  })

  test('is freed when its worker fell silent, while other workers run', async () => {
    const { promise: done, resolve: finish } = Promise.withResolvers<void>()
    const hold = job('hold', { does: 'Ends at once.', input: z.object({}), run: async () => finish() })
    await enqueue(hold)
    await queue(`update graphile_worker._private_jobs set locked_by = 'pool-silent', locked_at = now()`)
    await ask(
      service.ownerUrl,
      `insert into worker_heartbeat (worker_id, started_at, seen_at) values ('pool-silent', now(), now() - interval '20 seconds')`,
    )
    const runner = await start([hold as never])
    await done
    await runner.stop()
  })
})
