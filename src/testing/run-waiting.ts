// What a worker would do, done now: every waiting job of the kinds given, and those they enqueue, until none is left.
import type { Job } from '../platform/jobs/job.ts'
import { ask } from './ask.ts'
import type { TestService } from './test-service.ts'

export async function runWaiting(service: TestService, ...jobs: readonly Job<never>[]): Promise<number> {
  const byName = new Map(jobs.map(j => [j.name, j]))
  let ran = 0
  for (;;) {
    const waiting = await ask(
      service.superuserUrl,
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = any($1) returning j.id, t.identifier, j.payload`,
      [[...byName.keys()]],
    )
    if (waiting.length === 0) return ran
    for (const row of waiting.sort((a, b) => Number(a.id) - Number(b.id))) {
      const job = byName.get(row.identifier)
      await job?.run(service.services, job.input.parse(row.payload), 1)
      ran++
    }
  }
}

export type Sent = {
  channel: 'mail' | 'sms'
  sender: string
  address: string
  subject: string
  body_text: string
  body_html: string | null
}

/** What has left for an address, oldest first; at the same moment the transaction says which (a place in the table is used again). */
export const sentTo = (service: TestService, address: string): Promise<Sent[]> =>
  ask(
    service.ownerUrl,
    'select * from outbox_message where lower(address) = lower($1) order by at, xmin::text::bigint, ctid',
    [address],
  ) as Promise<Sent[]>
