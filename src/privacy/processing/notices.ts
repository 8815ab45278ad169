// New sub-processors: everybody whose agreement does not name one is told, and from thirty days later it may be used for those who have
// not objected. The door counts the days (instructions/authority.ts); here the telling is done.
import type { Table } from '../../datamap/table.ts'
import { identityOf, usableFrom } from '../../instructions/authority.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import { sweep } from '../../platform/jobs/job.ts'
import type { Processor } from '../../platform/outbound/door.ts'
import { annexes } from '../policy/register.ts'
import { processingMail } from './mails.ts'

/** Announces a sub-processor once; again changes nothing. Answers whether it was new. */
export async function announceProcessor(
  services: Services,
  processor: Pick<Processor, 'key' | 'name' | 'recipient'>,
): Promise<boolean> {
  const identity = identityOf(processor)
  const at = services.clock.now()
  const noted = await services.database.outside(tx =>
    tx
      .insertInto('processor_notice')
      .values({ identity, announced_at: at })
      .onConflict(c => c.doNothing())
      .returning('identity')
      .executeTakeFirst(),
  )
  if (!noted) return false
  const name = processor.recipient?.company ?? processor.name
  const about = `${name}|${stockholmDate(usableFrom(at))}`
  const companies = await services.database.ask<{ company_id: string }>(
    'companies-without-processor',
    'select * from companies_without_processor($1)',
    [identity],
  )
  for (const { company_id } of companies)
    await services.database.company(company_id, tx =>
      processingMail.queue(services, tx, { message: 'new-processor', about }),
    )
  return true
}

export const announceProcessors = sweep('announce-processors', {
  does: 'Tells the companies of sub-processors that have come with a changed configuration.',
  everySeconds: 3600,
  async run(services) {
    const named = new Set(annexes(services.tables as readonly Table[], services.door.processors).D.map(d => d.key))
    for (const processor of services.door.processors)
      if (!processor.builtIn && named.has(processor.key)) await announceProcessor(services, processor)
  },
})
