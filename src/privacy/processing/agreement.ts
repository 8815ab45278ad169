// The data processing agreement: its clauses, and annexes computed from the declarations and the processors that are active here. A
// version is its content, found by its hash; a new column or another processor makes a new one by itself.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Table } from '../../datamap/table.ts'
import { type Instruction, instructions } from '../../datamap/vocabulary.ts'
import type { Words } from '../../datamap/words.ts'
import { identityOf } from '../../instructions/authority.ts'
import { noteAcceptance } from '../../instructions/instructions.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { CompanyActor } from '../../platform/http/endpoint.ts'
import type { Processor } from '../../platform/outbound/door.ts'
import { annexes } from '../policy/register.ts'
import { agreementClauses, instructionTexts, WORDING } from './agreement.words.ts'

export type AgreementContent = {
  wording: string
  clauses: { title: Words; text: Words; answers: string }[]
  A: { id: Instruction; name: Words; text: Words }[]
  /** Sub-processors by who they are: accepted with the version. */
  processors: string[]
} & ReturnType<typeof annexes>

export type Agreement = { hash: string; version: number; content: AgreementContent; madeAt: Date }

/** What the agreement says in this installation today. */
export function composeAgreement(of: {
  operator: { name: string; organisationNumber: string }
  tables: readonly Table[]
  processors: readonly Processor[]
}): AgreementContent {
  const facts = { operator: of.operator.name, operatorNumber: of.operator.organisationNumber || '–', service: 'Cling' }
  const computed = annexes(of.tables, of.processors)
  const named = new Set(computed.D.map(d => d.key))
  return {
    wording: WORDING,
    clauses: agreementClauses.map(c => ({ title: c.title, text: c.text(facts), answers: c.answers })),
    A: (Object.keys(instructions) as Instruction[]).map(id => ({
      id,
      name: instructions[id],
      text: instructionTexts[id],
    })),
    processors: of.processors.filter(p => !p.builtIn && named.has(p.key)).map(identityOf),
    ...computed,
  }
}

export const agreementHash = (content: AgreementContent): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex')

const composed = new WeakMap<Services, { content: AgreementContent; hash: string }>()
function composedOf(services: Services) {
  let known = composed.get(services)
  if (!known) {
    const { config, tables, door } = services
    const content = composeAgreement({ operator: config.operator, tables, processors: door.processors })
    known = { content, hash: agreementHash(content) }
    composed.set(services, known)
  }
  return known
}

/** The version that holds, noted the first time it is asked for. */
export async function currentAgreement(services: Services, tx: Tx): Promise<Agreement> {
  const { content, hash } = composedOf(services)
  const known = await agreementBy(tx, hash)
  if (known) return known
  // Two at once would take the same number; the second waits and finds it noted.
  await sql`select pg_advisory_xact_lock(hashtext('processing_agreement'))`.execute(tx)
  await sql`insert into processing_agreement (hash, version, content, made_at)
    select ${hash}, coalesce(max(version), 0) + 1, ${JSON.stringify(content)}::jsonb, ${services.clock.now()} from processing_agreement
    on conflict (hash) do nothing`.execute(tx)
  return (await agreementBy(tx, hash)) as Agreement
}

/** A version as it stood, by its hash. */
export async function agreementBy(tx: Tx, hash: string): Promise<Agreement | null> {
  const row = await tx.selectFrom('processing_agreement').selectAll().where('hash', '=', hash).executeTakeFirst()
  return row ? { hash: row.hash, version: row.version, content: row.content, madeAt: row.made_at } : null
}

/** Accepts the version that was shown. Throws `agreement-changed` when another holds by now: nobody accepts what they have not seen. */
export async function acceptAgreement(
  services: Services,
  tx: Tx,
  actor: Pick<CompanyActor, 'companyId' | 'memberId'>,
  shown: { hash?: string; how: 'pressed' | 'sample' },
): Promise<Agreement> {
  const agreement = await currentAgreement(services, tx)
  if (shown.hash !== undefined && shown.hash !== agreement.hash)
    throw new Problem('agreement-changed', {}, { status: 409 })
  await noteAcceptance(services, tx, actor, {
    version: agreement.version,
    hash: agreement.hash,
    processors: agreement.content.processors,
    how: shown.how,
  })
  return agreement
}
