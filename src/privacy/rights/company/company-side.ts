// What the company that is responsible sees and says of a case. It is told at once; it may let the answer go before its ten days are
// over, or object with a law, a day and reasons.
import { Problem } from '../../../kernel/problem.ts'
import type { Services } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import type { CompanyActor, Language } from '../../../platform/http/endpoint.ts'
import { type Case, casesOfCompany, object, wantsToBeAsked, wordsOf } from '../cases.ts'
import { caseKinds } from '../kinds.ts'
import { correctable, pointedAt } from '../rectify.ts'
import type { CompanyCases, ObjectTo } from './contract.ts'
import { grounds } from './grounds.ts'

export async function companyCases(
  services: Services,
  tx: Tx,
  companyId: string,
  language: Language,
): Promise<CompanyCases> {
  const found = await casesOfCompany(tx, companyId)
  const names = await namesOf(tx, companyId, found)
  const waits = await wantsToBeAsked(tx, companyId)
  const cases: CompanyCases['cases'] = []
  for (const c of found) {
    const person = c.person && 'personId' in c.person ? c.person : null
    cases.push({
      id: c.id,
      number: c.number,
      kind: c.kind,
      asks: caseKinds[c.kind][language],
      who: (person && (names.get(person.personId ?? '') ?? names.get(person.clientId ?? ''))) ?? null,
      clientId: person?.clientId ?? names.clientOf(person?.personId ?? null),
      ...said(await wordsOf(services, tx, c.id, 'request'), language),
      state: c.state,
      answer: c.companyAnswer,
      receivedOn: c.receivedOn,
      deadline: c.deadline,
      releaseOn: c.state === 'company' && !waits ? c.releaseOn : null,
      late: c.late,
      refusal: c.refusal,
    })
  }
  return { cases }
}

/** The request in words, and whether approving it does it. */
function said(request: string | null, language: Language): { words: string[]; pointed: boolean } {
  const pointed = pointedAt(request)
  if (pointed) return { words: [`${correctable[pointed.field][language]}: ${pointed.right}`], pointed: true }
  const words = request ? Object.values(JSON.parse(request) as Record<string, string>).filter(v => v !== '') : []
  return { words, pointed: false }
}

/** Names of the people and households in the cases, in two statements however many they are. */
async function namesOf(tx: Tx, companyId: string, cases: readonly Case[]) {
  const ids = (of: 'personId' | 'clientId') =>
    cases.flatMap(c => (c.person && 'personId' in c.person && c.person[of] ? [c.person[of]] : []))
  const people = await tx
    .selectFrom('client_person')
    .select(['id', 'name', 'client_id'])
    .where('company_id', '=', companyId)
    .where('id', 'in', [...ids('personId'), NOBODY])
    .execute()
  const clients = await tx
    .selectFrom('client')
    .select(['id', 'name'])
    .where('company_id', '=', companyId)
    .where('id', 'in', [...ids('clientId'), NOBODY])
    .execute()
  const names = new Map([...people, ...clients].map(r => [r.id, r.name]))
  const clientOf = new Map(people.map(p => [p.id, p.client_id]))
  return {
    get: (id: string) => names.get(id),
    clientOf: (personId: string | null) => (personId ? (clientOf.get(personId) ?? null) : null),
  }
}
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The company says no: its law is one of those that say so, and whoever decided is the member who pressed. */
export async function objectTo(services: Services, tx: Tx, actor: CompanyActor, said: ObjectTo): Promise<void> {
  const c = (await casesOfCompany(tx, actor.companyId)).find(x => x.id === said.id)
  if (!c) throw new Problem('not-found', {}, { status: 404 })
  const by = await tx
    .selectFrom('member')
    .select('name')
    .where('company_id', '=', actor.companyId)
    .where('id', '=', actor.memberId)
    .executeTakeFirst()
  const company = await tx.selectFrom('company').select('name').where('id', '=', actor.companyId).executeTakeFirst()
  const ground = grounds[said.ground]
  await object(services, tx, said.id, actor.companyId, {
    hold: ground[c.language],
    law: ground.law,
    until: said.until,
    reason: said.reason,
    alternative: said.alternative,
    decidedBy: [by?.name, company?.name].filter(Boolean).join(', '),
  })
}
