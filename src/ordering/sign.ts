// The moment of agreement: a verified answer becomes a signature, its evidence and the job that seals, in one transaction. Whatever else
// happens to the version at the same time (another signer, a no, a withdrawal), there is one outcome.
import { createHash } from 'node:crypto'
import { personalNumberOf } from '../clients/clients.ts'
import { dealHash } from '../documents/agreement.ts'
import { recordEvent } from '../documents/events.ts'
import { lockDocument } from '../documents/lock.ts'
import { partsOf } from '../documents/parties.ts'
import { standingOf, unsigned } from '../documents/signers.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { notify } from '../platform/events/live.ts'
import { makeLimits } from '../platform/http/limits.ts'
import { type EidIdentity, EidRefused, eid } from '../platform/ports/eid.ts'
import { encrypt } from '../platform/vault/cipher.ts'
import { isSigningCode } from '../signing/code.ts'
import type { EvidenceFile } from '../signing/evidence-file.ts'
import { noteSigned } from './complete.ts'
import { actorOf, endOrder, type Order } from './orders.ts'
import { agreementPlace, evidencePlace } from './places.ts'

export type Outcome =
  | 'signed'
  /** Signed, and the agreement waits for others. */
  | 'party-signed'
  | 'identified'
  | 'other-person'
  | 'not-verified'
  | 'too-late'
  | 'choice-changed'
  | 'ended-before'

/** BankID has answered `complete`. Verifies, compares, and signs or refuses. */
export async function completeBankId(services: Services, order: Order, raw: string): Promise<Outcome> {
  let verified: Verified
  try {
    verified = await verify(services, order, raw)
  } catch (error) {
    if (!(error instanceof EidRefused)) throw error
    services.log.error(
      { alarm: 'signature-refused', code: error.code, orderId: order.id },
      'an answer of BankID did not verify',
    )
    await endOrder(services, order, { state: 'failed', hint: 'not-verified' })
    return 'not-verified'
  }
  const { identity, at } = verified
  const compared = await compareSigner(services, order, identity)
  if (compared === 'other-person') {
    // Nothing of the other person is kept: not the answer, not the name.
    await endOrder(services, order, { state: 'failed', hint: 'other-person', event: 'other-person' })
    return 'other-person'
  }
  if (order.purpose === 'evidence') {
    const done = await finish(services, order)
    return done ? 'identified' : 'ended-before'
  }
  return sign(services, order, {
    method: 'bankid',
    at,
    test: identity.test,
    anotherSpelling: compared === 'another-spelling',
    evidence: {
      request: { userVisibleData: order.secrets.text, userNonVisibleData: order.secrets.nonVisible },
      raw,
      rootsPem: [...services.ports.get(eid).rootsPem],
      code: null,
    },
  })
}

type Verified = { identity: EidIdentity; at: Date }

/** Who signed, and when: by our clock, or by the bank's where ours is far from it. Throws EidRefused. */
async function verify(services: Services, order: Order, raw: string): Promise<Verified> {
  const now = services.clock.now()
  const by = (time: Date | null) =>
    services.ports.get(eid).verify(raw, {
      kind: order.purpose === 'sign' ? 'sign' : 'auth',
      text: order.secrets.text,
      nonVisible: order.purpose === 'sign' ? Buffer.from(order.secrets.nonVisible, 'base64') : null,
      now: time,
    })
  try {
    return { identity: await by(now), at: now }
  } catch (error) {
    if (!(error instanceof EidRefused && error.code === 'ocsp-time')) throw error
    // BankID gave the answer over its own channel, to an order of ours: either it was kept through an outage, or this machine's clock is
    // wrong. The person has signed either way.
    const identity = await by(null)
    const minutes = Math.round((now.getTime() - identity.at.getTime()) / 60_000)
    services.log.error(
      { alarm: 'signed-long-ago', minutes },
      'a signature’s own time is far from this machine’s: it was kept through an outage, or the clock here is wrong',
    )
    return { identity, at: identity.at }
  }
}

type Compared = 'same' | 'another-spelling' | 'other-person'

/** By number where one is held, else by name: letters and their order of parts, not accents of writing. */
async function compareSigner(services: Services, order: Order, identity: EidIdentity): Promise<Compared> {
  if (order.memberId) {
    const { name } = order.agreement.signer
    return isLikelySame(name, identity) ? 'same' : 'other-person'
  }
  const person = await services.database.company(order.companyId, tx =>
    tx
      .selectFrom('document_party as p')
      .innerJoin('client_person as c', join =>
        join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
      )
      .select(['c.company_id', 'c.id', 'c.name', 'c.personal_number', 'c.key_id'])
      .where('p.company_id', '=', order.companyId)
      .where('p.id', '=', order.partyId)
      .executeTakeFirstOrThrow(),
  )
  const held = await personalNumberOf(services, person)
  const sameName = nameParts(person.name).join(' ') === nameParts(identity.name).join(' ')
  if (held) {
    if (held.reveal() !== identity.personalNumber.reveal()) return 'other-person'
    return sameName ? 'same' : 'another-spelling'
  }
  if (sameName) return 'same'
  return isLikelySame(person.name, identity) ? 'another-spelling' : 'other-person'
}

const nameParts = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLocaleLowerCase('sv')
    .replace(/[^\p{L}\s-]/gu, '')
    .split(/[\s-]+/)
    .filter(Boolean)

/** The same surname and a shared given name: "Åsa Maria Berg" and "Åsa Berg" are one, "Erik Berg" is another. */
export function isLikelySame(name: string, identity: Pick<EidIdentity, 'givenName' | 'surname'>): boolean {
  const parts = nameParts(name)
  const surnames = nameParts(identity.surname)
  const given = nameParts(identity.givenName)
  return surnames.some(s => parts.includes(s)) && given.some(g => parts.includes(g))
}

const CODE_TRIES = 5
/** As long as the message with the code says. */
const CODE_MS = 10 * 60_000

/** A code was entered in the room. Throws a problem when it is not the one. */
export async function completeCode(services: Services, order: Order, code: string): Promise<Outcome> {
  const age = services.clock.now().getTime() - order.startedAt.getTime()
  if (order.state !== 'pending') return 'ended-before'
  if (age > CODE_MS) {
    await endOrder(services, order, { state: 'failed', hint: 'code-expired' })
    throw new Problem('code-expired', {}, { field: 'code' })
  }
  await makeLimits(services).count({ name: 'signing-code', attempts: CODE_TRIES, seconds: 900 }, order.id)
  if (!isSigningCode(services.secrets, order.id, code)) throw new Problem('code-wrong', {}, { field: 'code' })
  if (order.purpose === 'evidence') return (await finish(services, order)) ? 'identified' : 'ended-before'
  const { bankId } = services.config
  return sign(services, order, {
    method: order.method,
    at: services.clock.now(),
    test: bankId.kind === 'emulator' || bankId.environment === 'test',
    anotherSpelling: false,
    evidence: {
      request: null,
      raw: null,
      rootsPem: [],
      code: { sentTo: order.secrets.sentTo ?? '', drawing: order.secrets.drawing },
    },
  })
}

/** An identification for the evidence file: nothing is signed. */
async function finish(services: Services, order: Order): Promise<boolean> {
  return services.database.company(order.companyId, async tx => {
    const done = await tx
      .updateTable('signing_order')
      .set({ state: 'complete', hint: 'complete', finished_at: services.clock.now(), reply: null })
      .where('company_id', '=', order.companyId)
      .where('id', '=', order.id)
      .where('state', '=', 'pending')
      .returning('id')
      .executeTakeFirst()
    if (!done) return false
    await recordEvent(tx, {
      documentId: order.documentId,
      type: 'evidence-fetched',
      actor: actorOf(order),
      at: services.clock.now(),
      version: order.version,
    })
    await notify(tx, { topic: 'order', orderId: order.id })
    return true
  })
}

type Signed = {
  method: Order['method']
  at: Date
  test: boolean
  anotherSpelling: boolean
  evidence: Pick<EvidenceFile['signature'], 'request' | 'raw' | 'rootsPem' | 'code'>
}

async function sign(services: Services, order: Order, s: Signed): Promise<Outcome> {
  const { companyId } = order
  const id = services.newId()
  const key = await services.vault.key(companyId, order.keyId)
  const file: EvidenceFile = {
    v: 1,
    documentId: order.documentId,
    version: order.version,
    agreement: order.agreement,
    agreementHash: order.agreementHash,
    signature: { partyId: order.agreement.signer.partyId, method: s.method, at: s.at.toISOString(), ...s.evidence },
  }
  const evidence = Buffer.from(JSON.stringify(file))
  const actor = actorOf(order)
  const deal = await dealHash(order.agreement)
  return services.database.company(companyId, async (tx): Promise<Outcome> => {
    // The document's row first, as declining, withdrawing and sending anew take it: two at once come one after the other.
    await lockDocument(tx, companyId, order.documentId)
    const pending = await tx
      .selectFrom('signing_order')
      .select('id')
      .where('company_id', '=', companyId)
      .where('id', '=', order.id)
      .where('state', '=', 'pending')
      .forUpdate()
      .executeTakeFirst()
    // Somebody else has dealt with this very order.
    if (!pending) return 'ended-before'
    const refused = await refusalOf(tx, order, deal)
    const inPerson = await isInPerson(tx, order)
    await tx
      .updateTable('signing_order')
      .set({ state: refused ? 'failed' : 'complete', hint: refused ?? 'complete', finished_at: s.at, reply: null })
      .where('company_id', '=', companyId)
      .where('id', '=', order.id)
      .execute()
    await notify(tx, { topic: 'order', orderId: order.id })
    if (refused) {
      await recordEvent(tx, {
        documentId: order.documentId,
        type: 'signing-failed',
        actor,
        at: s.at,
        version: order.version,
        data: { hint: refused },
      })
      return refused
    }
    await tx
      .insertInto('signature')
      .values({
        company_id: companyId,
        id,
        document_id: order.documentId,
        version: order.version,
        party_id: order.partyId,
        member_id: order.memberId,
        method: s.method,
        signed_at: s.at,
        agreement: encrypt(key, Buffer.from(JSON.stringify(order.agreement)), agreementPlace(id, companyId)),
        agreement_hash: order.agreementHash,
        deal_hash: deal,
        evidence: encrypt(key, evidence, evidencePlace(id, companyId)),
        evidence_sha256: createHash('sha256').update(evidence).digest('hex'),
        key_id: order.keyId,
        another_spelling: s.anotherSpelling,
        in_person: inPerson,
        is_test: s.test,
      })
      .execute()
    const fact = {
      method: s.method,
      agreement: order.agreementHash,
      anotherSpelling: s.anotherSpelling,
      ...(inPerson ? { inPerson } : {}),
    }
    return (await noteSigned(services, tx, { order, actor, at: s.at, fact })) ? 'signed' : 'party-signed'
  })
}

async function isInPerson(tx: Tx, { companyId, linkId }: Order): Promise<boolean> {
  if (!linkId) return false
  const link = await tx
    .selectFrom('room_link')
    .select('in_person')
    .where('company_id', '=', companyId)
    .where('id', '=', linkId)
    .executeTakeFirst()
  return link?.in_person ?? false
}

/** Why a finished signature does not count: the version has ended, it is not this person's to sign now, or others signed something else. */
async function refusalOf(tx: Tx, order: Order, deal: string): Promise<'too-late' | 'choice-changed' | null> {
  const { companyId, documentId, version } = order
  const living = await tx
    .selectFrom('document_version')
    .select(['signing', 'company_signs'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!living) return 'too-late'
  const parts = await partsOf(tx, companyId, documentId, version)
  if (order.partyId) {
    if (parts.length > 0 && standingOf(living.signing, parts, order.partyId) !== 'sign') return 'too-late'
  } else if (!living.company_signs || unsigned(living.signing, parts).length > 0) return 'too-late'
  const other = await tx
    .selectFrom('signature')
    .select('id')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('deal_hash', '!=', deal)
    .executeTakeFirst()
  return other ? 'choice-changed' : null
}
