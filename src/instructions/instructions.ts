// The register of what a company has agreed to and instructed. Processing of clients' data asks here first.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import { type ChoiceName, type Choices, type StopReason, standard, unlawful } from './choices.ts'

/** Refuses to take in anything about a client before the company has accepted the data processing agreement. */
export async function requireAgreement(tx: Tx, companyId: string): Promise<void> {
  const accepted = await tx
    .selectFrom('agreement_acceptance')
    .select('id')
    .where('company_id', '=', companyId)
    .limit(1)
    .executeTakeFirst()
  if (!accepted) throw new Problem('processing-agreement-first', {}, { status: 409 })
}

/** The choices that hold: the last of each that was not stopped, and else what the agreement says. */
export async function choicesOf(tx: Tx, companyId: string): Promise<Choices> {
  const { rows } = await sql<{ choice: ChoiceName; value: boolean | number }>`
    select distinct on (choice) choice, value from instruction
    where company_id = ${companyId} and stopped is null order by choice, at desc, id desc`.execute(tx)
  return { ...standard, ...Object.fromEntries(rows.map(r => [r.choice, r.value])) }
}

/** Writes an instruction down. One that is believed unlawful is stopped, and what held before goes on. */
export async function instruct(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  given: { choice: ChoiceName; value: boolean | number },
): Promise<StopReason | null> {
  const stopped = unlawful(given.choice, given.value)
  await tx
    .insertInto('instruction')
    .values({
      company_id: actor.companyId,
      id: services.newId(),
      choice: given.choice,
      value: JSON.stringify(given.value),
      stopped,
      member_id: actor.memberId,
      at: services.clock.now(),
    })
    .execute()
  return stopped
}

/** Writes an acceptance down: who, when, which version and which sub-processors stood in it. */
export async function noteAcceptance(
  services: Services,
  tx: Tx,
  actor: Pick<CompanyActor, 'companyId' | 'memberId'>,
  of: { version: number; hash: string; processors: readonly string[]; how: 'pressed' | 'sample' },
): Promise<void> {
  await tx
    .insertInto('agreement_acceptance')
    .values({
      company_id: actor.companyId,
      id: services.newId(),
      version: of.version,
      hash: of.hash,
      processors: [...of.processors],
      how: of.how,
      member_id: actor.memberId,
      at: services.clock.now(),
    })
    .execute()
}

/** From now on the sub-processor handles nothing of this company's clients. */
export async function object(services: Services, tx: Tx, actor: CompanyActor, processor: string): Promise<void> {
  await tx
    .insertInto('processor_objection')
    .values({
      company_id: actor.companyId,
      id: services.newId(),
      processor,
      member_id: actor.memberId,
      at: services.clock.now(),
      withdrawn_at: null,
    })
    .onConflict(c => c.columns(['company_id', 'processor']).where('withdrawn_at', 'is', null).doNothing())
    .execute()
}

export async function withdrawObjection(services: Services, tx: Tx, actor: CompanyActor, processor: string) {
  await tx
    .updateTable('processor_objection')
    .set({ withdrawn_at: services.clock.now() })
    .where('company_id', '=', actor.companyId)
    .where('processor', '=', processor)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Refuses what the company's instruction on tax reductions does not allow. */
export async function requireTaxReduction(tx: Tx, companyId: string): Promise<void> {
  if (!(await choicesOf(tx, companyId)).taxReduction)
    throw new Problem('instruction-no-tax-reduction', {}, { status: 409 })
}
