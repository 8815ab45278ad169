// A job: every document that belongs together, and for each agreement in it what stands today. It is named by its first document's id;
// its title and client are those of the agreement, or of the newest document while there is none.

import { sql } from 'kysely'
import type { z } from 'zod'
import type { Block } from '../blocks/contract.ts'
import { ruleSet } from '../blocks/rule-sets.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Language } from '../platform/http/endpoint.ts'
import { ledgerDocument, ledgerRows, startOfChange } from './changes.ts'
import type { ChangeView, ContractLedger, JobView } from './contract.ts'
import { writtenKind } from './kinds.ts'
import { countedAs, guardOf, ledgerOf } from './ledger.ts'
import { shownState } from './list.ts'
import { entriesOf } from './timeline.ts'

type PictureBlock = Extract<Block, { type: 'pictures' }>

/** The limit of an approximate price, in percent, where the document names none (KtjL 36 §). */
const LEGAL_LIMIT = 15
/** As much of what happened as a page shows; the rest is on each document. */
const ENTRIES = 200

export async function contractLedger(
  tx: Tx,
  companyId: string,
  contractId: string,
): Promise<z.infer<typeof ContractLedger>> {
  const { contract, changes } = await ledgerRows(tx, companyId, contractId)
  const ledger = ledgerOf(
    ledgerDocument(contract, null),
    changes.map(c => ledgerDocument(c, c.no)),
  )
  const { form, limitPercent } = contract.content.pricing
  const ordered = changes.filter(c => countedAs(c) === 'ordered').reduce((all, c) => all + (c.total_ore ?? 0), 0)
  const row = (c: (typeof changes)[number], no: number | null) => ({
    documentId: c.id,
    no,
    number: c.number,
    title: c.title,
    state: c.state,
    counted: countedAs({ no, state: c.state }),
    type: c.content.change?.type ?? null,
    form: c.content.pricing.form,
    days: c.content.change?.days ?? null,
    priceFollows: c.content.change?.priceFollows ?? false,
    stance: c.stance,
    totalOre: c.content.change?.priceFollows ? null : c.total_ore,
    at: c.last_event_at.toISOString(),
  })
  return {
    contractId,
    ...ledger,
    rows: [row({ ...contract, no: 0, stance: null }, null), ...changes.map(c => row(c, c.no))],
    guard:
      form === 'approximate'
        ? {
            ...guardOf({
              approximateOre: ledger.originalOre,
              limitPercent: limitPercent ?? LEGAL_LIMIT,
              orderedOre: ordered,
              workedUpOre: contract.worked_up_ore ?? 0,
            }),
            at: contract.worked_up_at?.toISOString() ?? null,
          }
        : null,
    reverseCharge: contract.content.pricing.vatMode === 'reverse-charge',
  }
}

/** A job whole: its documents and people, the ledger of each agreement, and what has happened. */
export async function readJob(
  services: Services,
  tx: Tx,
  companyId: string,
  jobId: string,
  language: Language,
): Promise<z.infer<typeof JobView>> {
  const now = services.clock.now()
  const documents = await tx
    .selectFrom('document')
    .select(['id', 'kind', 'number', 'title', 'client_id', 'client_name', 'state', 'total_ore', 'to_pay_ore'])
    .select(['valid_to', 'last_event_at', 'opened_at', 'open_questions', 'failed_dispatch', 'latest_version'])
    .select(sql<PictureBlock[]>`jsonb_path_query_array(content, '$.blocks[*] ? (@.type == "pictures")')`.as('pictures'))
    .where('company_id', '=', companyId)
    .where('job_id', '=', jobId)
    .orderBy('created_at')
    .execute()
  if (documents.length === 0) throw new Problem('not-found', {}, { status: 404 })
  const contracts = documents.filter(
    d => ['quote', 'agreement'].includes(d.kind) && (d.state === 'signed' || d.state === 'sealed'),
  )
  const named = contracts[0] ?? documents[documents.length - 1]
  const ids = documents.map(d => d.id)
  const client = named?.client_id ? await clientOf(tx, companyId, named.client_id) : undefined
  return {
    id: jobId,
    title: named?.title ?? '',
    clientId: named?.client_id ?? null,
    clientName: named?.client_name ?? '',
    clientKind: client?.kind ?? null,
    site: client ? siteOf(client) : null,
    people: await peopleOf(tx, companyId, ids),
    documents: documents.map(d => ({
      id: d.id,
      kind: writtenKind(d.kind),
      number: d.number,
      title: d.title,
      state: shownState({ ...d, seen_at: null }, now),
      totalOre: d.total_ore,
      toPayOre: d.to_pay_ore,
      openQuestions: d.open_questions,
      at: d.last_event_at.toISOString(),
      written: d.latest_version === 0,
    })),
    pictures: documents.flatMap(d =>
      d.pictures.flatMap(b =>
        b.pictures.map(p => ({ documentId: d.id, file: p.file, alt: p.alt, caption: p.caption })),
      ),
    ),
    ledgers: await Promise.all(contracts.map(c => contractLedger(tx, companyId, c.id))),
    entries: await entriesOf(tx, companyId, ids, language, ENTRIES),
  }
}

const clientOf = (tx: Tx, companyId: string, clientId: string) =>
  tx
    .selectFrom('client')
    .select(['kind', 'street', 'postcode', 'city', 'work_street', 'work_postcode', 'work_city'])
    .where('company_id', '=', companyId)
    .where('id', '=', clientId)
    .executeTakeFirst()

/** Where the work is done: the address given for it, or else the client's own. */
function siteOf(c: NonNullable<Awaited<ReturnType<typeof clientOf>>>): string | null {
  const elsewhere = c.work_street || c.work_city
  const [street, postcode, city] = elsewhere
    ? [c.work_street, c.work_postcode, c.work_city]
    : [c.street, c.postcode, c.city]
  const town = [postcode, city].filter(Boolean).join(' ')
  return [street, town].filter(Boolean).join(', ') || null
}

const peopleOf = (tx: Tx, companyId: string, documentIds: readonly string[]) =>
  tx
    .selectFrom('document_party as p')
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['c.id', 'c.name', 'c.email', 'c.phone'])
    .distinct()
    .where('p.company_id', '=', companyId)
    .where('p.document_id', 'in', documentIds)
    .orderBy('c.name')
    .execute()

/** An ÄTA's own facts: its agreement, how it stands with notice and answer, and whether it may begin. */
export async function readChange(
  services: Services,
  tx: Tx,
  companyId: string,
  documentId: string,
): Promise<z.infer<typeof ChangeView>> {
  const today = stockholmDate(services.clock.now())
  const c = await tx
    .selectFrom('change_order as c')
    .innerJoin('document as k', join =>
      join.onRef('k.company_id', '=', 'c.company_id').onRef('k.id', '=', 'c.contract_id'),
    )
    .innerJoin('document as d', join =>
      join.onRef('d.company_id', '=', 'c.company_id').onRef('d.id', '=', 'c.document_id'),
    )
    .select(['c.no', 'c.contract_id', 'c.noticed_at', 'c.stance', 'c.stance_at', 'c.ground', 'c.ground_reason'])
    .select(['c.started_at', 'k.number', 'k.title', 'd.content'])
    .where('c.company_id', '=', companyId)
    .where('c.document_id', '=', documentId)
    .executeTakeFirst()
  if (!c) throw new Problem('not-found', {}, { status: 404 })
  return {
    no: c.no,
    contract: { id: c.contract_id, number: c.number, title: c.title },
    noticedAt: c.noticed_at?.toISOString() ?? null,
    stance: c.stance,
    stanceAt: c.stance_at?.toISOString() ?? null,
    ground: c.ground,
    groundReason: c.ground_reason,
    groundsKnown: ruleSet(c.content.change?.rules ?? '')?.unreached ?? false,
    startedAt: c.started_at?.toISOString() ?? null,
    start: await startOfChange(tx, companyId, documentId, today),
    ledger: await contractLedger(tx, companyId, c.contract_id),
  }
}
