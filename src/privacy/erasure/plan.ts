// What an erasure would do, told before it is done: what goes, what stays, why and until when. Nothing here changes anything.
import { sql } from 'kysely'
import { stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { companiesOf } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import { rowsOf } from '../subjects/rows.ts'
import { type HoldReason, lawOf } from './holds.ts'

export type Plan = {
  /** Tables and how many of their rows go. */
  goes: { table: string; rows: number }[]
  /** What is kept apart although asked for: always a hold, a law and a day. Never a contract the person is no party to. */
  stays: { reason: HoldReason; law: string; until: string; documents: number }[]
  /** Documents that are about others as well: the person's part in them is removed, the others' stays. */
  shared: number
  /** Others of the household whose data go along. */
  others: number
}

/** A person who can be erased by this program, and not by closing a company. */
export type Erasable = Exclude<Person, { kind: 'company' }>

/** What lies apart of an agreement: not among what goes. */
const EVIDENCE = ['document_event', 'document_version', 'signature'] as const

/**
 * The plan for one person. Throws `erasure-company-closes` for a company (closing it is the way) and `erasure-last-owner` for somebody a
 * company would be without.
 */
export async function planErasure(services: Services, person: Person): Promise<Plan> {
  if (person.kind === 'company') throw new Problem('erasure-company-closes', {}, { status: 409 })
  const plan: Plan = { goes: [], stays: [], shared: 0, others: 0 }
  const count = new Map<string, number>()
  let held = new Set<unknown>()
  const counted = async (tx: Tx) => {
    for await (const row of rowsOf(tx, services.tables, person)) {
      if (row.shared) {
        if (row.table.name === 'document') plan.shared++
        continue
      }
      // What proves an agreement is told among what stays.
      if (EVIDENCE.some(name => name === row.table.name) && held.has(row.values.document_id)) continue
      if (row.personal.some(c => c.value !== null)) count.set(row.table.name, (count.get(row.table.name) ?? 0) + 1)
    }
  }
  if (person.kind === 'member' || person.kind === 'visitor') await services.database.outside(counted)
  for (const companyId of await companiesOf(services.database, person))
    await services.database.company(companyId, async tx => {
      if (person.kind === 'member') await refuseLastOwner(tx, companyId, person.accountId)
      if (person.kind === 'client' || person.kind === 'co-applicant')
        held = await tellKept(tx, person, plan, stockholmDate(services.clock.now()))
      await counted(tx)
    })
  plan.goes = [...count].map(([table, rows]) => ({ table, rows })).sort((a, b) => (a.table < b.table ? -1 : 1))
  return plan
}

async function refuseLastOwner(tx: Tx, companyId: string, accountId: string) {
  const owners = await tx
    .selectFrom('member')
    .select('account_id')
    .where('company_id', '=', companyId)
    .where('role', '=', 'owner')
    .where('joined_at', 'is not', null)
    .where('left_at', 'is', null)
    .execute()
  if (owners.length === 1 && owners[0]?.account_id === accountId)
    throw new Problem('erasure-last-owner', {}, { status: 409 })
}

async function tellKept(
  tx: Tx,
  person: Erasable & { companyId: string; clientId: string | null; personId: string | null },
  plan: Plan,
  today: string,
): Promise<Set<unknown>> {
  const held = new Set<unknown>()
  for (const d of await documentsOf(tx, person))
    if (d.evidence_until && d.evidence_until > today) {
      held.add(d.id)
      const known = plan.stays.find(s => s.until === d.evidence_until)
      if (known) known.documents++
      else
        plan.stays.push({
          reason: 'signature-evidence',
          law: lawOf['signature-evidence'],
          until: d.evidence_until,
          documents: 1,
        })
    }
  plan.stays.sort((a, b) => (a.until < b.until ? -1 : 1))
  if (!person.clientId) return held
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from client_person
    where company_id = ${person.companyId} and client_id = ${person.clientId} and id is distinct from ${person.personId} and removed_at is null`.execute(
    tx,
  )
  plan.others = rows[0]?.n ?? 0
  return held
}

export type PersonsDocument = {
  id: string
  /** The document is the household's own; else the person has a part in somebody else's. */
  own: boolean
  /** The last day its evidence is kept; null where nobody has signed. */
  evidence_until: string | null
}

/** The documents a client person is about, with how long what proves them is kept. */
export async function documentsOf(
  tx: Tx,
  person: { companyId: string; clientId: string | null; personId: string | null },
): Promise<PersonsDocument[]> {
  const { rows } = await sql<PersonsDocument>`
    with mine as (
      select d.id, true as own from document d where d.company_id = ${person.companyId} and d.client_id = ${person.clientId}
      union
      select p.document_id, false from document_party p join document d on d.company_id = p.company_id and d.id = p.document_id
      where p.company_id = ${person.companyId} and p.client_person_id = ${person.personId} and d.client_id is distinct from ${person.clientId}
    )
    select m.id, m.own, (
      -- The year in the key's name is the last calendar year the evidence is kept.
      select max(substring(k.bucket from 'evidence-([0-9]{4})') || '-12-31') from signature s
      join document_version v on v.company_id = s.company_id and v.document_id = s.document_id and v.version = s.version
      join vault_key k on k.company_id = v.company_id and k.id = v.key_id
      where s.company_id = ${person.companyId} and s.document_id = m.id
    ) as evidence_until from mine m`.execute(tx)
  return rows
}
