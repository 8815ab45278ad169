// The company's own signature, where it asked for one: last, when everybody else has signed, by a member with a BankID of their own.
import { type Agreement, agreementHash, signedData, signText } from '../documents/agreement.ts'
import { priceOf } from '../documents/drafts.ts'
import { recordEvent } from '../documents/events.ts'
import { openVersion } from '../documents/freeze.ts'
import { partsOf } from '../documents/parties.ts'
import { unsigned } from '../documents/signers.ts'
import { stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { CompanyActor, Visitor } from '../platform/http/endpoint.ts'
import { eid } from '../platform/ports/eid.ts'
import { decrypt, encrypt } from '../platform/vault/cipher.ts'
import { type OrderSecrets, orderPlace } from './orders.ts'
import { agreementPlace } from './places.ts'

/** Begins the member's order. Throws EidUnavailable or EidRefused where BankID would not. */
export async function beginCountersign(
  services: Services,
  actor: CompanyActor,
  of: { documentId: string; sameDevice: boolean },
  visitor: Visitor,
): Promise<string> {
  const { companyId, memberId } = actor
  const { documentId } = of
  const found = await services.database.company(companyId, async tx => {
    const version = await tx
      .selectFrom('document_version')
      .select(['version', 'canonical', 'key_id', 'signing', 'company_signs'])
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    const member = await tx
      .selectFrom('member')
      .select('name')
      .where('company_id', '=', companyId)
      .where('id', '=', memberId)
      .executeTakeFirstOrThrow()
    if (!version) return null
    const parts = await partsOf(tx, companyId, documentId, version.version)
    const signature = await tx
      .selectFrom('signature')
      .select(['id', 'agreement', 'key_id'])
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('version', '=', version.version)
      .executeTakeFirst()
    return { version, member, parts, signature }
  })
  if (!found?.version.company_signs) throw new Problem('countersign-not-asked', {}, { status: 409 })
  const { version, member, parts, signature } = found
  if (!signature || unsigned(version.signing, parts).length > 0)
    throw new Problem('countersign-early', {}, { status: 409 })
  if (!member.name?.trim().includes(' ')) throw new Problem('countersign-nameless', {}, { status: 409 })

  const key = await services.vault.key(companyId, version.key_id)
  const frozen = await openVersion(services, { companyId, documentId }, version)
  const theirs = JSON.parse(
    decrypt(key, signature.agreement, agreementPlace(signature.id, companyId)).toString('utf8'),
  ) as Agreement
  const { authority: _, ...deal } = theirs
  const at = services.clock.now()
  const agreement: Agreement = {
    ...deal,
    signer: { partyId: memberId, name: member.name.trim(), company: true },
    concludedOn: stockholmDate(at),
    ticked: [],
  }
  const price = priceOf(
    frozen.content,
    new Set(agreement.chosen),
    frozen.parties.filter(p => p.share > 0),
  )
  if (!price) throw new Problem('offer-without-price', {}, { status: 409 })
  const hash = await agreementHash(agreement)
  const text = signText(frozen, agreement, price, hash)
  const nonVisible = signedData(agreement, hash)
  const id = services.newId()
  const started = await services.door.through('eid', () =>
    services.ports.get(eid).start({
      kind: 'sign',
      endUserIp: visitor.ip || '127.0.0.1',
      userAgent: visitor.userAgent,
      text,
      nonVisible,
      returnUrl: of.sameDevice ? `${services.config.publicUrl}/app/dokument/${documentId}` : null,
    }),
  )
  const secrets: OrderSecrets = {
    ...started,
    text,
    nonVisible: Buffer.from(nonVisible).toString('base64'),
    drawing: null,
    sentTo: null,
  }
  await services.database.company(companyId, async tx => {
    await tx
      .updateTable('signing_order')
      .set({ state: 'cancelled', hint: 'cancelled', finished_at: at })
      .where('company_id', '=', companyId)
      .where('document_id', '=', documentId)
      .where('member_id', '=', memberId)
      .where('state', '=', 'pending')
      .where('reply', 'is', null)
      .execute()
    await tx
      .insertInto('signing_order')
      .values({
        company_id: companyId,
        id,
        document_id: documentId,
        version: version.version,
        party_id: null,
        link_id: null,
        member_id: memberId,
        purpose: 'sign',
        method: 'bankid',
        state: 'pending',
        hint: 'outstandingTransaction',
        agreement: encrypt(key, Buffer.from(JSON.stringify(agreement)), orderPlace('agreement', id, companyId)),
        agreement_hash: hash,
        key_id: version.key_id,
        secrets: encrypt(key, Buffer.from(JSON.stringify(secrets)), orderPlace('secrets', id, companyId)),
        same_device: of.sameDevice,
        started_at: at,
        opened_at: null,
        finished_at: null,
      })
      .execute()
    await recordEvent(tx, {
      documentId,
      type: 'signing-started',
      actor,
      at,
      version: version.version,
      data: { method: 'bankid' },
    })
    await services.door.disclose(tx, {
      id: services.newId(),
      processor: 'eid',
      purpose: 'sign',
      columns: [
        'company.name',
        'company.organisation_number',
        'client.name',
        'document.title',
        'document_version.total_ore',
        'document_version.to_pay_ore',
      ],
      subject: { kind: 'member', id: memberId },
      documentId,
    })
  })
  return id
}
