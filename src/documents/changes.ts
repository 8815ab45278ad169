// An ÄTA: changed work, added work or work that falls away, in an agreement that is signed. Notice (we tell and ask) and order (you order)
// are two acts: notice is given when it is sent, the order is a signature. Silence is neither.
import type { DocumentContent } from '../blocks/contract.ts'
import type { FrozenChange } from '../blocks/frozen.ts'
import { lowValueOre, ruleSet, ruleSetsFor } from '../blocks/rule-sets.ts'
import { addDays, stockholmDate } from '../kernel/dates.ts'
import { shortId } from '../kernel/ids.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Actor, CompanyActor, Language } from '../platform/http/endpoint.ts'
import { draftHeadings } from './documents.messages.ts'
import { createDraft } from './drafts.ts'
import { recordEvent } from './events.ts'
import { type LedgerDocument, ledgerOf } from './ledger.ts'
import { mayStart, type Start } from './start.ts'

export type Stance = 'included' | 'cost-refused' | 'more-needed' | 'call-me'
export type Ground = 'small' | 'wish' | 'danger'

/** How long an ÄTA waits for its answer, in days, until somebody says otherwise. */
const ANSWER_DAYS = 14

/**
 * Begins an ÄTA to a signed quote or agreement: its number within it, its people, its way of pricing. Throws `contract-unsigned` where there
 * is nothing signed to change.
 */
export async function beginChange(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  contractId: string,
  language: Language,
): Promise<{ id: string; number: string }> {
  const { companyId } = actor
  // Numbers within an agreement are given one at a time.
  const contract = await tx
    .selectFrom('document')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', contractId)
    .forUpdate()
    .executeTakeFirst()
  if (!contract) throw new Problem('not-found', {}, { status: 404 })
  const signature = await tx
    .selectFrom('document_version')
    .select('version')
    .where('company_id', '=', companyId)
    .where('document_id', '=', contractId)
    .where('ended_why', '=', 'signed')
    .executeTakeFirst()
  const agreed = contract.state === 'signed' || contract.state === 'sealed'
  if (!signature || !agreed || !['quote', 'agreement'].includes(contract.kind))
    throw new Problem('contract-unsigned', {}, { status: 409 })
  const earlier = await tx
    .selectFrom('change_order as c')
    .innerJoin('document as d', join =>
      join.onRef('d.company_id', '=', 'c.company_id').onRef('d.id', '=', 'c.document_id'),
    )
    .select(['c.no', 'd.content'])
    .where('c.company_id', '=', companyId)
    .where('c.contract_id', '=', contractId)
    .orderBy('c.no', 'desc')
    .executeTakeFirst()
  const no = (earlier?.no ?? 0) + 1
  const client = contract.client_id
    ? await tx
        .selectFrom('client')
        .select(['id', 'name', 'kind'])
        .where('company_id', '=', companyId)
        .where('id', '=', contract.client_id)
        .executeTakeFirst()
    : undefined
  const at = services.clock.now()
  const today = stockholmDate(at)
  const word = (key: keyof typeof draftHeadings) => draftHeadings[key][language]
  const choices = ruleSetsFor(client?.kind ?? 'person', today)
  const content: DocumentContent = {
    title: '',
    validTo: addDays(today, ANSWER_DAYS),
    pricing: {
      pricesIncludeVat: contract.content.pricing.pricesIncludeVat,
      vatMode: contract.content.pricing.vatMode,
      form: 'fixed',
      deduction: contract.content.pricing.deduction,
      ...(contract.content.pricing.payBy ? { payBy: contract.content.pricing.payBy } : {}),
    },
    blocks: [
      { id: shortId(), type: 'text', heading: word('whatHappened'), body: '' },
      { id: shortId(), type: 'pictures', heading: word('pictures'), pictures: [] },
      { id: shortId(), type: 'price-table', heading: word('price'), rows: [], choices: [] },
    ],
    change: {
      type: 'addition',
      raisedBy: 'discovered',
      // What the agreement rests on was said with the ÄTA before; a consumer's is the law.
      rules: earlier?.content.change?.rules ?? (choices.length === 1 ? (choices[0]?.id ?? '') : ''),
      place: '',
      reason: '',
      ifNot: '',
      days: null,
      priceFollows: false,
    },
  }
  const id = services.newId()
  const number = `${contract.number} ÄTA ${no}`
  await createDraft(
    tx,
    actor,
    { id, title: '', kind: 'change-order', jobId: contract.job_id, number, content, client: client ?? null },
    at,
  )
  await tx
    .updateTable('document')
    .set({
      concluded_where: contract.concluded_where,
      work_type: contract.work_type,
      signing: contract.signing,
      company_signs: contract.company_signs,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  await likeContract(tx, companyId, id, contractId)
  await tx
    .insertInto('change_order')
    .values({
      company_id: companyId,
      document_id: id,
      contract_id: contractId,
      contract_version: signature.version,
      no,
      noticed_at: null,
      stance: null,
      stance_at: null,
      ground: null,
      ground_reason: null,
      started_at: null,
    })
    .execute()
  return { id, number }
}

/** Those who answer for the agreement answer for its ÄTA, with the same shares. */
async function likeContract(tx: Tx, companyId: string, documentId: string, contractId: string) {
  const parties = await tx
    .selectFrom('document_party')
    .select(['client_person_id', 'signs', 'otherwise', 'share', 'position'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', contractId)
    .execute()
  for (const p of parties)
    await tx
      .updateTable('document_party')
      .set({ signs: p.signs, otherwise: p.otherwise, share: p.share, position: p.position })
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('client_person_id', '=', p.client_person_id)
      .execute()
  await tx
    .deleteFrom('document_party')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where(eb =>
      eb.or([
        eb(
          'client_person_id',
          'not in',
          parties.map(p => p.client_person_id),
        ),
        eb('position', '>=', 99),
      ]),
    )
    .execute()
}

/** An agreement with every ÄTA of it, in order: the rows of its ledger. */
export async function ledgerRows(tx: Tx, companyId: string, contractId: string) {
  const contract = await tx
    .selectFrom('document')
    .select(['id', 'number', 'title', 'kind', 'state', 'content', 'total_ore', 'to_pay_ore', 'last_event_at'])
    .select(['job_id', 'worked_up_ore', 'worked_up_at'])
    .where('company_id', '=', companyId)
    .where('id', '=', contractId)
    .executeTakeFirst()
  if (!contract) throw new Problem('not-found', {}, { status: 404 })
  const changes = await tx
    .selectFrom('change_order as c')
    .innerJoin('document as d', join =>
      join.onRef('d.company_id', '=', 'c.company_id').onRef('d.id', '=', 'c.document_id'),
    )
    .select(['d.id', 'd.number', 'd.title', 'd.kind', 'd.state', 'd.content', 'd.total_ore', 'd.to_pay_ore'])
    .select(['d.last_event_at', 'c.no', 'c.stance'])
    .where('c.company_id', '=', companyId)
    .where('c.contract_id', '=', contractId)
    .orderBy('c.no')
    .execute()
  return { contract, changes }
}

type Row = Awaited<ReturnType<typeof ledgerRows>>['changes'][number]

export const ledgerDocument = (d: Omit<Row, 'no' | 'stance' | 'last_event_at'>, no: number | null): LedgerDocument => ({
  documentId: d.id,
  no,
  state: d.state,
  totalOre: d.content.change?.priceFollows ? null : d.total_ore,
  toPayOre: d.content.change?.priceFollows ? null : d.to_pay_ore,
  days: d.content.change?.days ?? null,
})

/** What an ÄTA's version carries of its agreement; null for other documents. The ÄTA itself is in none of the sums. */
export async function frozenChangeOf(tx: Tx, companyId: string, documentId: string): Promise<FrozenChange | null> {
  const change = await tx
    .selectFrom('change_order as c')
    .innerJoin('document_version as v', join =>
      join
        .onRef('v.company_id', '=', 'c.company_id')
        .onRef('v.document_id', '=', 'c.contract_id')
        .onRef('v.version', '=', 'c.contract_version'),
    )
    .innerJoin('signature as s', join =>
      join
        .onRef('s.company_id', '=', 'c.company_id')
        .onRef('s.document_id', '=', 'c.contract_id')
        .onRef('s.version', '=', 'c.contract_version'),
    )
    .select(['c.no', 'c.contract_id', 'c.contract_version', 'v.hash', 's.signed_at'])
    .where('c.company_id', '=', companyId)
    .where('c.document_id', '=', documentId)
    .orderBy('s.signed_at', 'desc')
    .executeTakeFirst()
  if (!change) return null
  const { contract, changes } = await ledgerRows(tx, companyId, change.contract_id)
  const others = changes.filter(c => c.id !== documentId).map(c => ledgerDocument(c, c.no))
  const ledger = ledgerOf(ledgerDocument(contract, null), others)
  return {
    no: change.no,
    contract: {
      documentId: contract.id,
      number: contract.number,
      title: contract.title,
      version: change.contract_version,
      versionHash: change.hash,
      concludedOn: stockholmDate(change.signed_at),
    },
    originalOre: ledger.originalOre,
    orderedOre: ledger.orderedOre,
    pendingOre: ledger.pendingOre,
  }
}

/** Sending an ÄTA is giving notice, once: what follows repeats it. In the transaction that sends. */
export async function noteNotice(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  sent: { documentId: string; version: number; hash: string; content: DocumentContent },
): Promise<void> {
  const at = services.clock.now()
  const first = await tx
    .updateTable('change_order')
    .set({ noticed_at: at })
    .where('company_id', '=', actor.companyId)
    .where('document_id', '=', sent.documentId)
    .where('noticed_at', 'is', null)
    .returning('no')
    .executeTakeFirst()
  const change = sent.content.change
  if (!first || !change) return
  await recordEvent(tx, {
    documentId: sent.documentId,
    type: 'noticed',
    actor,
    at,
    version: sent.version,
    data: {
      no: first.no,
      hash: sent.hash,
      raisedBy: change.raisedBy,
      rules: change.rules,
      answerBy: change.answerBy ?? null,
    },
  })
}

/** The client answers a notice in another way than by ordering or declining. A later answer stands in place of an earlier one. */
export async function answerNotice(
  services: Services,
  tx: Tx,
  actor: Extract<Actor, { kind: 'recipient' }>,
  answer: { version: number; stance: Stance },
): Promise<void> {
  const at = services.clock.now()
  const answered = await tx
    .updateTable('change_order')
    .set({ stance: answer.stance, stance_at: at })
    .where('company_id', '=', actor.companyId)
    .where('document_id', '=', actor.documentId)
    .where('noticed_at', 'is not', null)
    .returning('no')
    .executeTakeFirst()
  if (!answered) throw new Problem('not-found', {}, { status: 404 })
  await recordEvent(tx, {
    documentId: actor.documentId,
    type: 'notice-answered',
    actor,
    at,
    version: answer.version,
    data: { stance: answer.stance },
  })
}

async function changeOf(tx: Tx, companyId: string, documentId: string) {
  const row = await tx
    .selectFrom('change_order as c')
    .innerJoin('document as d', join =>
      join.onRef('d.company_id', '=', 'c.company_id').onRef('d.id', '=', 'c.document_id'),
    )
    .selectAll('c')
    .select(['d.state', 'd.content', 'd.total_ore', 'd.latest_version'])
    .where('c.company_id', '=', companyId)
    .where('c.document_id', '=', documentId)
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
  return row
}

/** Notes that the company tried to reach the client about an ÄTA that waits for its answer. */
export async function noteAttempt(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  attempt: { documentId: string; how: 'phone' | 'sms' | 'visit' },
): Promise<void> {
  const change = await changeOf(tx, actor.companyId, attempt.documentId)
  if (!change.noticed_at) throw new Problem('change-not-noticed', {}, { status: 409 })
  await recordEvent(tx, {
    documentId: attempt.documentId,
    type: 'attempted',
    actor,
    at: services.clock.now(),
    version: change.latest_version,
    data: { how: attempt.how },
  })
}

/** States why the work may be done without an answer, or takes that back. The rules must know such grounds; danger is one everywhere. */
export async function setGround(
  tx: Tx,
  actor: CompanyActor,
  set: { documentId: string; ground: Ground | null; reason: string },
): Promise<void> {
  const change = await changeOf(tx, actor.companyId, set.documentId)
  const rules = ruleSet(change.content.change?.rules ?? '')
  if (set.ground && set.ground !== 'danger' && !rules?.unreached)
    throw new Problem('ground-unknown', {}, { status: 409 })
  if (set.ground && set.reason.trim() === '') throw new Problem('ground-unexplained', {}, { field: 'reason' })
  await tx
    .updateTable('change_order')
    .set({ ground: set.ground, ground_reason: set.ground ? set.reason.trim() : null })
    .where('company_id', '=', actor.companyId)
    .where('document_id', '=', set.documentId)
    .execute()
}

/** Whether the work of an ÄTA may begin now, from all that is recorded. */
export async function startOfChange(tx: Tx, companyId: string, documentId: string, today: string): Promise<Start> {
  const change = await changeOf(tx, companyId, documentId)
  const events = await tx
    .selectFrom('document_event')
    .select(['type', 'at', 'data'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('type', 'in', ['signed', 'declined', 'attempted'])
    .orderBy('seq')
    .execute()
  const last = (type: string) => events.findLast(e => e.type === type)
  const signed = change.state === 'signed' || change.state === 'sealed' ? last('signed') : undefined
  const day = (at: Date | undefined) => (at ? stockholmDate(at) : null)
  const said = change.content.change
  const rules = ruleSet(said?.rules ?? '')
  const raisedBy = said?.raisedBy ?? 'discovered'
  return mayStart({
    rules,
    raisedBy,
    valueOre: said?.priceFollows ? null : change.total_ore,
    lowValueOre: rules ? lowValueOre(rules, raisedBy, today) : null,
    noticedAt: day(change.noticed_at ?? undefined),
    orderedAt: day(signed?.at),
    refusedAt: change.state === 'declined' ? day(last('declined')?.at) : null,
    rescinded: change.state === 'rescinded',
    stance: change.stance,
    attempts: events.filter(e => e.type === 'attempted').length,
    ground: change.ground,
    withdrawLast: (signed?.data.withdrawLast as string | null | undefined) ?? null,
    earlyStart: signed?.data.earlyStart === true,
    today,
  })
}

/** Notes that the work has begun. Refused, with the rule, while it may not. */
export async function beginWork(services: Services, tx: Tx, actor: CompanyActor, documentId: string): Promise<void> {
  const at = services.clock.now()
  const start = await startOfChange(tx, actor.companyId, documentId, stockholmDate(at))
  if (start.may !== 'yes' && start.may !== 'limited')
    throw new Problem('start-refused', { code: start.code, ...start.facts }, { status: 409 })
  const begun = await tx
    .updateTable('change_order')
    .set({ started_at: at })
    .where('company_id', '=', actor.companyId)
    .where('document_id', '=', documentId)
    .where('started_at', 'is', null)
    .returning('document_id')
    .executeTakeFirst()
  if (begun) await recordEvent(tx, { documentId, type: 'started', actor, at, data: { code: start.code } })
}

/** What has been worked up so far under an agreement with an approximate price, öre incl. VAT. */
export async function setWorkedUp(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  set: { documentId: string; ore: number },
): Promise<void> {
  const at = services.clock.now()
  const known = await tx
    .updateTable('document')
    .set({ worked_up_ore: set.ore, worked_up_at: at })
    .where('company_id', '=', actor.companyId)
    .where('id', '=', set.documentId)
    .where('state', 'in', ['signed', 'sealed'])
    .returning('id')
    .executeTakeFirst()
  if (!known) throw new Problem('contract-unsigned', {}, { status: 409 })
  await recordEvent(tx, { documentId: set.documentId, type: 'worked-up', actor, at })
}
