// Writing: a draft is saved as a whole with the revision it was read at. Nothing is lost when two windows disagree: the later
// one is told who was first, and keeps its text to compare.

import { sql } from 'kysely'
import { keepCosts, seesCost } from '../articles/cost.ts'
import type { Block, DeductionPerson, DocumentContent, PriceResult } from '../blocks/contract.ts'
import type { WrittenKind } from '../blocks/frozen.ts'
import { type PricedRow, pricedRows } from '../blocks/picks.ts'
import { computePrice } from '../blocks/price.ts'
import { addDays, stockholmDate } from '../kernel/dates.ts'
import { shortId } from '../kernel/ids.ts'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor, Language } from '../platform/http/endpoint.ts'
import { draftHeadings } from './documents.messages.ts'
import { firstEvent } from './events.ts'
import { numberPrefix } from './kinds.ts'
import type { Role, Signing } from './signers.ts'
import { agreedStates } from './states.ts'

/** Rows of every price table and package, in document order. */
export const priceRows = (content: DocumentContent): PricedRow[] => pricedRows(content)

/** What the document costs as it stands, with what is chosen; null when nothing is priced yet. */
export function priceOf(
  content: DocumentContent,
  chosen: ReadonlySet<string>,
  persons: readonly DeductionPerson[],
): PriceResult | null {
  const rows = priceRows(content)
  if (rows.length === 0) return null
  return computePrice({ rows, pricing: content.pricing, chosen, persons })
}

export type NewDraft = {
  id: string
  title: string
  kind?: WrittenKind
  /** The job it belongs to; a document that begins one names it. */
  jobId?: string
  /** The template it began from. */
  templateId?: string | null
  /** Its number, where its kind has no series of its own (an ÄTA is numbered within its agreement). */
  number?: string
  content: DocumentContent
  client: { id: string; name: string } | null
}

/**
 * Makes a draft and its first event in one statement, and gives its number in the company's series of that kind, "2026-0187". A client's
 * people become its receivers, all of them signing with equal shares, until somebody says otherwise. With a `job`, enqueued in the same statement, that job tells open windows; else the statement does.
 */
export async function createDraft(
  tx: Tx,
  actor: CompanyActor,
  draft: NewDraft,
  at: Date,
  job: { name: string; payload: object; maxAttempts: number } | null = null,
): Promise<{ number: string }> {
  const price = priceOf(draft.content, new Set(), [])
  const first = firstEvent({ documentId: draft.id, type: 'created', actor, at, data: { by: actor.kind } })
  const e = first.row
  const notice = JSON.stringify({
    topic: 'document',
    companyId: actor.companyId,
    documentId: draft.id,
    what: 'created',
  })
  const kind = draft.kind ?? 'quote'
  const before = `${kind === 'change-order' ? '' : numberPrefix[kind]}${stockholmDate(at).slice(0, 4)}-`
  const series = draft.number
    ? sql`select ${draft.number}::text as number`
    : sql`select ${before} || lpad(n::text, greatest(4, length(n::text)), '0') as number
      from allocate_document_number(${actor.companyId}, ${kind}) as n`
  // The series is locked from here to the commit: numbers have no gaps, and one company's documents are made one after another.
  const { rows } = await sql<{ number: string }>`
    with series as (${series}), made as (
      insert into document (company_id, id, kind, job_id, template_id, number, title, client_id, client_name, contact_member_id, state, content, revision,
        revised_by, revised_at, valid_to, total_ore, to_pay_ore, concluded_where, work_type, latest_version, event_count, event_head,
        last_event, last_event_at, created_at)
      select ${actor.companyId}, ${draft.id}, ${kind}, ${draft.jobId ?? draft.id}::uuid, ${draft.templateId ?? null}::uuid, series.number, ${draft.title}, ${draft.client?.id ?? null}::uuid,
        ${draft.client?.name ?? ''}, ${actor.memberId}, 'draft', ${JSON.stringify(draft.content)}::jsonb, 1, ${actor.memberId}, ${at}::timestamptz,
        ${draft.content.validTo}::date, ${price?.totalOre ?? null}::bigint, ${price?.toPayOre ?? null}::bigint, 'distance', 'ordinary', 0,
        ${first.count}::int, ${first.head}::bytea, 'created', ${at}::timestamptz, ${at}::timestamptz
      from series
    ), entry as (
      insert into document_event (company_id, document_id, seq, type, at, actor, actor_id, version, data, hash)
      values (${e.company_id}, ${e.document_id}, ${e.seq}, ${e.type}, ${e.at}, ${e.actor}, ${e.actor_id}, null, ${JSON.stringify(e.data)}::jsonb, ${e.hash})
    )
    , receivers as (
      insert into document_party (company_id, id, document_id, client_person_id, position, signs, share)
      select company_id, uuidv7(), ${draft.id}, id, position, true, 1 from client_person
      where company_id = ${actor.companyId} and client_id = ${draft.client?.id ?? null} and removed_at is null
    )
    select series.number, case when ${job?.name ?? null}::text is null then pg_notify('cling', ${notice})::text
      else jobs.enqueue(${job?.name ?? null}::text, ${JSON.stringify(job?.payload ?? {})}::json, null, null::timestamptz, ${job?.maxAttempts ?? 1}::int, null, 0)::text end
    from series
  `.execute(tx)
  return { number: (rows[0] as { number: string }).number }
}

/** An empty quote as a tradesperson wants to find it: the usual parts in the usual order, valid for the company's usual time. */
export function emptyContent(options: {
  title: string
  today: string
  validDays: number
  pricesIncludeVat: boolean
  terms: string
  about: string
  language: Language
}): DocumentContent {
  const word = (key: keyof typeof draftHeadings) => draftHeadings[key][options.language]
  return {
    title: options.title,
    validTo: addDays(options.today, options.validDays),
    pricing: { pricesIncludeVat: options.pricesIncludeVat, vatMode: 'standard', form: 'fixed', deduction: 'none' },
    blocks: [
      { id: shortId(), type: 'letter', heading: word('letter'), body: '' },
      { id: shortId(), type: 'text', heading: word('scope'), body: '' },
      { id: shortId(), type: 'not-included', heading: word('notIncluded'), items: [] },
      { id: shortId(), type: 'price-table', heading: word('price'), rows: [], choices: [] },
      { id: shortId(), type: 'times', heading: word('times'), start: '', end: '' },
      { id: shortId(), type: 'payment-plan', heading: word('payment'), parts: [], body: '' },
      { id: shortId(), type: 'terms', heading: word('terms'), body: options.terms },
      ...(options.about
        ? [{ id: shortId(), type: 'about', heading: word('about'), body: options.about } satisfies Block]
        : []),
    ],
  }
}

export type SavedDraft = { revision: number; savedAt: Date; price: PriceResult | null }

/**
 * Saves the whole content over the revision it was read at. Throws the problem `edited-elsewhere` (409) when another window or
 * person saved in between, with that revision and time; the caller's text is untouched and can be compared.
 */
export async function saveDraft(
  tx: Tx,
  actor: CompanyActor,
  save: { documentId: string; revision: number; content: DocumentContent },
  at: Date,
): Promise<SavedDraft> {
  const content = seesCost(actor)
    ? save.content
    : keepCosts(await contentOf(tx, actor.companyId, save.documentId), save.content)
  const price = priceOf(content, new Set(), await personsOf(tx, actor.companyId, save.documentId))
  const saved = await tx
    .updateTable('document')
    .set({
      content: JSON.stringify(content),
      title: content.title,
      // What the customer has stays in the list until the draft is sent (freezeVersion).
      valid_to: sql`case when state = 'sent' then valid_to else ${save.content.validTo}::date end`,
      revision: save.revision + 1,
      revised_by: actor.memberId,
      revised_at: at,
      total_ore: sql`case when state = 'sent' then total_ore else ${price?.totalOre ?? null}::bigint end`,
      to_pay_ore: sql`case when state = 'sent' then to_pay_ore else ${price?.toPayOre ?? null}::bigint end`,
    })
    .where('company_id', '=', actor.companyId)
    .where('id', '=', save.documentId)
    .where('revision', '=', save.revision)
    .where('state', 'not in', [...agreedStates])
    // What an ÄTA says of itself stands in an ÄTA and nowhere else.
    .where('kind', save.content.change ? '=' : '!=', 'change-order')
    .returning('revision')
    .executeTakeFirst()
  if (saved) return { revision: saved.revision, savedAt: at, price }
  const now = await tx
    .selectFrom('document')
    .select(['revision', 'revised_at', 'state', 'kind'])
    .where('company_id', '=', actor.companyId)
    .where('id', '=', save.documentId)
    .executeTakeFirst()
  if (!now) throw new Problem('not-found', {}, { status: 404 })
  if ((now.kind === 'change-order') !== (save.content.change !== undefined))
    throw new Problem('change-misplaced', {}, { status: 422 })
  if (now.revision === save.revision) throw new Problem('document-signed', {}, { status: 409 })
  throw new Problem('edited-elsewhere', { revision: now.revision, at: now.revised_at.toISOString() }, { status: 409 })
}

/** What is stored, held until the saving is done: costs are taken over from exactly this. */
async function contentOf(tx: Tx, companyId: string, id: string): Promise<DocumentContent> {
  const d = await tx
    .selectFrom('document')
    .select('content')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!d) throw new Problem('not-found', {}, { status: 404 })
  return d.content
}

/** The people a deduction is computed for: parties with a share, with what they say they have used this year. */
export async function personsOf(tx: Tx, companyId: string, documentId: string): Promise<DeductionPerson[]> {
  const rows = await tx
    .selectFrom('document_party as p')
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['p.id', 'p.share', 'c.used_rot_kr', 'c.used_rut_kr'])
    .where('p.company_id', '=', companyId)
    .where('p.document_id', '=', documentId)
    .where('p.share', '>', 0)
    .orderBy('p.position')
    .execute()
  return rows.map(r => ({ id: r.id, share: r.share, usedRotKr: r.used_rot_kr, usedRutKr: r.used_rut_kr }))
}

/** Sets client, receivers and the facts that decide the right of withdrawal. Recomputes the sum, which depends on shares. */
export async function setRecipients(
  tx: Tx,
  actor: CompanyActor,
  set: {
    documentId: string
    client: { id: string; name: string } | null
    parties: {
      clientPersonId: string
      signs: boolean
      share: number
      otherwise?: Exclude<Role, 'signer'> | undefined
    }[]
    /** Left as it was where nothing is said. */
    signing?: Signing | undefined
    companySigns?: boolean | undefined
    concludedWhere: 'distance' | 'home' | 'premises'
    workType: 'ordinary' | 'construction' | 'urgent' | 'custom-goods'
  },
  newId: () => string,
): Promise<void> {
  const document = await tx
    .updateTable('document')
    .set({
      client_id: set.client?.id ?? null,
      client_name: set.client?.name ?? '',
      concluded_where: set.concludedWhere,
      work_type: set.workType,
      ...(set.signing ? { signing: set.signing } : {}),
      ...(set.companySigns === undefined ? {} : { company_signs: set.companySigns }),
      revision: sql`revision + 1`,
    })
    .where('company_id', '=', actor.companyId)
    .where('id', '=', set.documentId)
    .where('state', 'not in', [...agreedStates])
    .returning(['content', 'kind'])
    .executeTakeFirst()
  if (!document) {
    const known = await tx
      .selectFrom('document')
      .select('id')
      .where('company_id', '=', actor.companyId)
      .where('id', '=', set.documentId)
      .executeTakeFirst()
    throw known ? new Problem('document-signed', {}, { status: 409 }) : new Problem('not-found', {}, { status: 404 })
  }
  if (document.kind === 'change-order')
    await refuseOtherClient(tx, actor.companyId, set.documentId, set.client?.id ?? null)
  await refuseStrangers(tx, actor.companyId, set.client?.id ?? null, set.parties)

  // Parties that stay keep their id: links, visits and questions hang on it.
  const before = await tx
    .selectFrom('document_party')
    .select(['id', 'client_person_id'])
    .where('company_id', '=', actor.companyId)
    .where('document_id', '=', set.documentId)
    .execute()
  const kept = new Set(set.parties.map(p => p.clientPersonId))
  for (const gone of before.filter(b => !kept.has(b.client_person_id))) {
    const linked = await tx
      .selectFrom('room_link')
      .select('id')
      .where('company_id', '=', actor.companyId)
      .where('party_id', '=', gone.id)
      .executeTakeFirst()
    if (linked)
      await tx
        .updateTable('document_party')
        .set({ signs: false, share: 0, position: 99 })
        .where('company_id', '=', actor.companyId)
        .where('id', '=', gone.id)
        .execute()
    else
      await tx
        .deleteFrom('document_party')
        .where('company_id', '=', actor.companyId)
        .where('id', '=', gone.id)
        .execute()
  }
  for (const [position, p] of set.parties.entries()) {
    const known = before.find(b => b.client_person_id === p.clientPersonId)
    const values = { position, signs: p.signs, share: p.share, ...(p.otherwise ? { otherwise: p.otherwise } : {}) }
    if (known)
      await tx
        .updateTable('document_party')
        .set(values)
        .where('company_id', '=', actor.companyId)
        .where('id', '=', known.id)
        .execute()
    else
      await tx
        .insertInto('document_party')
        .values({
          company_id: actor.companyId,
          id: newId(),
          document_id: set.documentId,
          client_person_id: p.clientPersonId,
          ...values,
        })
        .execute()
  }
  const price = priceOf(document.content, new Set(), await personsOf(tx, actor.companyId, set.documentId))
  await tx
    .updateTable('document')
    .set({ total_ore: price?.totalOre ?? null, to_pay_ore: price?.toPayOre ?? null })
    .where('company_id', '=', actor.companyId)
    .where('id', '=', set.documentId)
    .where('state', 'not in', ['sent', 'partly-signed'])
    .execute()
}

/** An ÄTA tells what its agreement comes to: it goes to those who have the agreement, and to nobody else's client. */
async function refuseOtherClient(tx: Tx, companyId: string, documentId: string, clientId: string | null) {
  const contract = await tx
    .selectFrom('change_order as c')
    .innerJoin('document as d', join =>
      join.onRef('d.company_id', '=', 'c.company_id').onRef('d.id', '=', 'c.contract_id'),
    )
    .select('d.client_id')
    .where('c.company_id', '=', companyId)
    .where('c.document_id', '=', documentId)
    .executeTakeFirst()
  if (contract?.client_id !== clientId) throw new Problem('change-client', {}, { status: 409 })
}

/** Receivers are people of the client the document is for, each once. */
async function refuseStrangers(
  tx: Tx,
  companyId: string,
  clientId: string | null,
  parties: readonly { clientPersonId: string }[],
) {
  const ids = [...new Set(parties.map(p => p.clientPersonId))]
  if (ids.length === 0) return
  const known = await tx
    .selectFrom('client_person')
    .select('id')
    .where('company_id', '=', companyId)
    .where('client_id', '=', clientId)
    .where('id', 'in', ids)
    .execute()
  if (known.length < parties.length) throw new Problem('party-unknown', {}, { status: 422, field: 'parties' })
}
