// A document as its company sees it, whole.
import type { z } from 'zod'
import { seesCost, withoutCosts } from '../articles/cost.ts'
import { maskedNumberOf } from '../clients/clients.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'
import type { DocumentDetail } from './contract.ts'
import { writtenKind } from './kinds.ts'
import { readingUntil, shownState } from './list.ts'
import { partsOf } from './parties.ts'
import { delegateOf, standingOf, unsigned } from './signers.ts'

export async function readDocument(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  id: string,
): Promise<z.infer<typeof DocumentDetail>> {
  const { companyId } = actor
  const d = await tx
    .selectFrom('document as d')
    .leftJoin('client as k', join => join.onRef('k.company_id', '=', 'd.company_id').onRef('k.id', '=', 'd.client_id'))
    .leftJoin('member as m', join => join.onRef('m.company_id', '=', 'd.company_id').onRef('m.id', '=', 'd.revised_by'))
    .selectAll('d')
    .select(['k.kind as client_kind', 'm.name as reviser'])
    .where('d.company_id', '=', companyId)
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (!d) throw new Problem('not-found', {}, { status: 404 })
  const everybody = await tx
    .selectFrom('document_party as p')
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select([
      'p.id',
      'p.client_person_id',
      'p.signs',
      'p.otherwise',
      'p.share',
      'c.name',
      'c.email',
      'c.phone',
      'c.used_rot_kr',
      'c.used_rut_kr',
      'c.personal_number',
      'c.key_id',
      'p.position',
    ])
    .where('p.company_id', '=', companyId)
    .where('p.document_id', '=', id)
    .orderBy('p.position')
    .execute()
  const parties = everybody.filter(p => p.position < 99)
  const versions = await tx
    .selectFrom('document_version')
    .select([
      'version',
      'hash',
      'frozen_at',
      'valid_to',
      'total_ore',
      'to_pay_ore',
      'chosen',
      'ended_at',
      'ended_why',
      'content_revision',
      'signing',
      'company_signs',
    ])
    .where('company_id', '=', companyId)
    .where('document_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const newest = versions[0]
  const parts = newest ? await partsOf(tx, companyId, id, newest.version) : []
  const signatures = await tx
    .selectFrom('signature as s')
    .innerJoin('document_version as v', join =>
      join
        .onRef('v.company_id', '=', 's.company_id')
        .onRef('v.document_id', '=', 's.document_id')
        .onRef('v.version', '=', 's.version'),
    )
    .leftJoin('member as m', join => join.onRef('m.company_id', '=', 's.company_id').onRef('m.id', '=', 's.member_id'))
    .select(['s.party_id', 's.signed_at', 's.method', 's.is_test', 'm.name as member'])
    .where('s.company_id', '=', companyId)
    .where('s.document_id', '=', id)
    .where('v.ended_why', '=', 'signed')
    .orderBy('s.signed_at')
    .orderBy(eb => eb('s.party_id', 'is', null))
    .execute()
  const nameOf = (s: { party_id: string | null; member: string | null }) =>
    s.party_id === null
      ? (s.member ?? '')
      : ((parts.find(p => p.partyId === s.party_id) ?? parties.find(p => p.id === s.party_id))?.name ?? d.client_name)
  const signed = signatures.at(-1)
  const sealed = await tx
    .selectFrom('sealed_file')
    .select(['sealed_at', 'level', 'timestamp_state', 'file_sha256'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', id)
    .executeTakeFirst()
  const { seen_at } = await tx
    .selectFrom('visit')
    .select(eb => eb.fn.max('seen_at').as('seen_at'))
    .where('company_id', '=', companyId)
    .where('document_id', '=', id)
    .executeTakeFirstOrThrow()
  const now = services.clock.now()
  const viewOf = async (p: (typeof everybody)[number]) => ({
    id: p.id,
    clientPersonId: p.client_person_id,
    name: p.name,
    email: p.email,
    phone: p.phone,
    signs: p.signs,
    otherwise: p.otherwise,
    share: p.share,
    personalNumberMasked: await maskedNumberOf(services, {
      company_id: companyId,
      id: p.client_person_id,
      personal_number: p.personal_number,
      key_id: p.key_id,
    }),
    usedRotKr: p.used_rot_kr,
    usedRutKr: p.used_rut_kr,
  })
  return {
    id: d.id,
    number: d.number,
    kind: writtenKind(d.kind),
    jobId: d.job_id,
    state: shownState({ ...d, seen_at }, now),
    readingUntil: readingUntil(seen_at, now)?.toISOString() ?? null,
    title: d.title,
    content: seesCost(actor) ? d.content : withoutCosts(d.content),
    seesCost: seesCost(actor),
    revision: d.revision,
    revisedAt: d.revised_at.toISOString(),
    revisedBy: d.reviser ?? null,
    sentRevision: versions[0]?.content_revision ?? null,
    clientId: d.client_id,
    clientName: d.client_name,
    clientKind: d.client_kind ?? null,
    parties: await Promise.all(parties.map(viewOf)),
    delegates: await Promise.all(
      everybody.filter(p => parts.some(x => x.forPartyId && x.partyId === p.id)).map(viewOf),
    ),
    signing: d.signing,
    companySigns: d.company_signs,
    awaitsCompany:
      newest !== undefined &&
      newest.ended_at === null &&
      newest.company_signs &&
      parts.some(p => p.signed) &&
      unsigned(newest.signing, parts).length === 0,
    progress: parts.map(p => ({
      partyId: p.partyId,
      name: p.name,
      role: p.role,
      standing: standingOf(newest?.signing ?? 'one', parts, p.partyId),
      invitedAt: p.invitedAt?.toISOString() ?? null,
      approvedAt: p.approvedAt?.toISOString() ?? null,
      signedAt: p.signedAt?.toISOString() ?? null,
      method: p.method,
      forPartyId: p.forPartyId ?? null,
    })),
    concludedWhere: d.concluded_where,
    workType: d.work_type,
    latestVersion: d.latest_version,
    versions: versions.map(v => ({
      version: v.version,
      hash: v.hash,
      frozenAt: v.frozen_at.toISOString(),
      validTo: v.valid_to,
      totalOre: v.total_ore,
      toPayOre: v.to_pay_ore,
      chosen: v.chosen,
      endedAt: v.ended_at?.toISOString() ?? null,
      endedWhy: v.ended_why,
    })),
    declineReason: d.decline_reason,
    signed: signed
      ? {
          at: signed.signed_at.toISOString(),
          name: nameOf(signed),
          method: signed.method,
          test: signed.is_test,
          remaining: parties
            .filter(p => p.signs && signatures.every(s => s.party_id !== p.id) && !delegateOf(parts, p.id))
            .map(p => p.name),
          by: signatures.map(s => ({
            partyId: s.party_id,
            name: nameOf(s),
            at: s.signed_at.toISOString(),
            method: s.method,
          })),
        }
      : null,
    sealed: sealed
      ? {
          at: sealed.sealed_at.toISOString(),
          level: sealed.level,
          timestamp: sealed.timestamp_state,
          sha256: sealed.file_sha256,
        }
      : null,
  }
}
