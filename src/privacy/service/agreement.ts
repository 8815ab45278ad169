// The service agreement as it stands, found by the hash of its content: what a company signed is the row its acceptance names.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Words } from '../../datamap/words.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { CompanyActor } from '../../platform/http/endpoint.ts'
import { sweep } from '../../platform/jobs/job.ts'
import { processingMail } from '../processing/mails.ts'
import { CHANGE_DAYS, serviceClauses, serviceShort } from './service.words.ts'

export type ServiceContent = { short: Words; clauses: { title: Words; text: Words }[] }
export type ServiceAgreement = { hash: string; version: number; content: ServiceContent; madeAt: Date }

export const SERVICE_PATH = '/integritet/serviceavtal'
export const serviceHash = (content: ServiceContent): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex')

/** What the agreement says in this installation today. */
export function composeService(operator: Services['config']['operator']): ServiceContent {
  const facts = {
    operator: operator.name,
    operatorNumber: operator.organisationNumber || '–',
    address: operator.address ? `, ${operator.address}` : '',
    email: operator.email,
    service: 'Cling',
  }
  return { short: serviceShort, clauses: serviceClauses.map(c => ({ title: c.title, text: c.text(facts) })) }
}

/** The version that new customers agree to, noted the first time it is asked for. */
export async function currentService(services: Services, tx: Tx): Promise<ServiceAgreement> {
  const content = composeService(services.config.operator)
  const hash = serviceHash(content)
  const known = await serviceBy(tx, hash)
  if (known) return known
  // Two at once would take the same number; the second waits and finds it noted.
  await sql`select pg_advisory_xact_lock(hashtext('service_agreement'))`.execute(tx)
  await sql`insert into service_agreement (hash, version, content, made_at)
    select ${hash}, coalesce(max(version), 0) + 1, ${JSON.stringify(content)}::jsonb, ${services.clock.now()} from service_agreement
    on conflict (hash) do nothing`.execute(tx)
  return (await serviceBy(tx, hash)) as ServiceAgreement
}

/** A version as it stood, by its hash. */
export async function serviceBy(tx: Tx, hash: string): Promise<ServiceAgreement | null> {
  const row = await tx.selectFrom('service_agreement').selectAll().where('hash', '=', hash).executeTakeFirst()
  return row ? { hash: row.hash, version: row.version, content: inOrder(row.content), madeAt: row.made_at } : null
}
/** The database keeps an object's keys in an order of its own; the hash is over ours. */
const inOrder = ({ short, clauses }: ServiceContent): ServiceContent => {
  const words = ({ sv, en }: Words) => ({ sv, en })
  return { short: words(short), clauses: clauses.map(c => ({ title: words(c.title), text: words(c.text) })) }
}

/** Every version there has been, the newest first. */
export const serviceVersions = (tx: Tx) =>
  tx.selectFrom('service_agreement').select(['hash', 'version', 'made_at']).orderBy('version', 'desc').execute()

/** What the company signed last, and the version that begins later, if it has not signed that. */
export async function serviceStanding(services: Services, tx: Tx, companyId: string) {
  const current = await currentService(services, tx)
  const { rows } = await sql<{ version: number; hash: string; at: Date; name: string | null }>`
    select a.version, a.hash, a.at, m.name from service_acceptance a
    join member m on m.company_id = a.company_id and m.id = a.member_id
    where a.company_id = ${companyId} order by a.at desc, a.id desc limit 1`.execute(tx)
  const [accepted] = rows
  const begins = new Date(current.madeAt.getTime() + CHANGE_DAYS * 86_400_000)
  return {
    current: { version: current.version, hash: current.hash, path: `${SERVICE_PATH}/${current.hash}` },
    accepted: accepted
      ? {
          version: accepted.version,
          path: `${SERVICE_PATH}/${accepted.hash}`,
          at: accepted.at.toISOString(),
          by: accepted.name ?? '',
        }
      : null,
    begins: accepted && accepted.hash !== current.hash ? stockholmDate(begins) : null,
  }
}

/** Accepts the version that was shown. Throws `agreement-changed` when another holds by now. */
export async function acceptService(
  services: Services,
  tx: Tx,
  actor: Pick<CompanyActor, 'companyId' | 'memberId'>,
  shown: string,
): Promise<void> {
  const current = await currentService(services, tx)
  if (shown !== current.hash) throw new Problem('agreement-changed', {}, { status: 409 })
  await tx
    .insertInto('service_acceptance')
    .values({
      company_id: actor.companyId,
      id: services.newId(),
      version: current.version,
      hash: current.hash,
      how: 'pressed',
      member_id: actor.memberId,
      at: services.clock.now(),
    })
    .execute()
}

/** Tells the owners of every company that agreed to an older version, once. */
export const announceService = sweep('announce-service-agreement', {
  does: 'Tells the owners of companies that a new version of the service agreement has come, sixty days before it begins for them.',
  everySeconds: 3600,
  async run(services) {
    const current = await services.database.outside(tx => currentService(services, tx))
    const untold = await services.database.outside(async tx => {
      const told = await tx
        .updateTable('service_agreement')
        .set({ announced_at: services.clock.now() })
        .where('hash', '=', current.hash)
        .where('announced_at', 'is', null)
        .returning('hash')
        .executeTakeFirst()
      if (!told) return []
      const { rows } = await sql<{
        company_id: string
      }>`select * from companies_of_older_service(${current.hash})`.execute(tx)
      return rows.map(r => r.company_id)
    })
    const begins = stockholmDate(new Date(current.madeAt.getTime() + CHANGE_DAYS * 86_400_000))
    for (const companyId of untold)
      await services.database.company(companyId, tx =>
        processingMail.queue(services, tx, { message: 'service-changed', about: `${current.version}|${begins}` }),
      )
  },
})
