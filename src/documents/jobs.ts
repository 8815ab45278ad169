// A job: every document that belongs together, and for each agreement in it what stands today. It is named by its first document's id;
// its title and client are those of the agreement, or of the newest document while there is none.

import type { z } from 'zod'
import { ruleSet } from '../blocks/rule-sets.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { ledgerDocument, ledgerRows, startOfChange } from './changes.ts'
import type { ChangeView, ContractLedger, JobView } from './contract.ts'
import { writtenKind } from './kinds.ts'
import { countedAs, guardOf, ledgerOf } from './ledger.ts'
import { shownState } from './list.ts'

/** The limit of an approximate price, in percent, where the document names none (KtjL 36 §). */
const LEGAL_LIMIT = 15

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

/** A job whole: its documents and the ledger of each agreement. */
export async function readJob(
  services: Services,
  tx: Tx,
  companyId: string,
  jobId: string,
): Promise<z.infer<typeof JobView>> {
  const now = services.clock.now()
  const documents = await tx
    .selectFrom('document')
    .select(['id', 'kind', 'number', 'title', 'client_id', 'client_name', 'state', 'total_ore', 'to_pay_ore'])
    .select(['valid_to', 'last_event_at', 'opened_at', 'open_questions', 'failed_dispatch', 'latest_version'])
    .where('company_id', '=', companyId)
    .where('job_id', '=', jobId)
    .orderBy('created_at')
    .execute()
  if (documents.length === 0) throw new Problem('not-found', {}, { status: 404 })
  const contracts = documents.filter(
    d => ['quote', 'agreement'].includes(d.kind) && (d.state === 'signed' || d.state === 'sealed'),
  )
  const named = contracts[0] ?? documents[documents.length - 1]
  return {
    id: jobId,
    title: named?.title ?? '',
    clientId: named?.client_id ?? null,
    clientName: named?.client_name ?? '',
    documents: documents.map(d => ({
      id: d.id,
      kind: writtenKind(d.kind),
      number: d.number,
      title: d.title,
      state: shownState({ ...d, seen_at: null }, now),
      totalOre: d.total_ore,
      toPayOre: d.to_pay_ore,
      at: d.last_event_at.toISOString(),
      written: d.latest_version === 0,
    })),
    ledgers: await Promise.all(contracts.map(c => contractLedger(tx, companyId, c.id))),
  }
}

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
