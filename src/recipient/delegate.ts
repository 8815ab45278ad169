// Somebody who was to sign names another person to do so in their place. The other gets a link of their own, the company is told, and what is
// signed says in whose place. It is not taken back here: the company sends a new version.
import { addPersonWhoCame } from '../clients/come-along.ts'
import { queueDispatch } from '../delivery/dispatch.ts'
import { recordEvent } from '../documents/events.ts'
import { openLink } from '../documents/links.ts'
import { lockDocument } from '../documents/lock.ts'
import { contactOf, partsOf } from '../documents/parties.ts'
import { standingOf } from '../documents/signers.ts'
import { isMobile, readEmail, readPhone } from '../kernel/contact.ts'
import { findPersonalNumbers } from '../kernel/personal-number.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Room } from './room.ts'

/** Behind everybody of the draft, and behind those who are no longer on it (documents/drafts.ts). */
const POSITION = 100

export async function delegate(
  services: Services,
  tx: Tx,
  room: Room,
  to: { name: string; contact: string },
): Promise<void> {
  const at = services.clock.now()
  const { companyId, documentId, partyId } = room.actor
  const { version } = room
  if (room.delegate) throw new Problem('delegate-once', {}, { status: 409 })
  const { name, email, phone } = personOf(to, room.today)
  await lockDocument(tx, companyId, documentId)
  const living = await tx
    .selectFrom('document_version')
    .select('signing')
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!living) throw new Problem('offer-ended', {}, { status: 409 })
  const parts = await partsOf(tx, companyId, documentId, version)
  const mine = parts.find(p => p.partyId === partyId)
  const standing = standingOf(living.signing, parts, partyId)
  if (standing === 'signed') throw new Problem('signed-already', {}, { status: 409 })
  if (standing === 'delegated') throw new Problem('delegated-already', {}, { status: 409 })
  if (!mine || standing !== 'sign') throw new Problem('signer-unknown', {}, { status: 403 })

  const { client_id: clientId } = await tx
    .selectFrom('document')
    .select('client_id')
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow()
  const [personId, newParty] = [services.newId(), services.newId()]
  await addPersonWhoCame(tx, companyId, { id: personId, clientId: clientId as string, name, email, phone, at })
  await tx
    .insertInto('document_party')
    .values({
      company_id: companyId,
      id: newParty,
      document_id: documentId,
      client_person_id: personId,
      position: POSITION + parts.length,
      signs: true,
      share: 0,
    })
    .execute()
  await tx
    .insertInto('version_party')
    .values({
      company_id: companyId,
      document_id: documentId,
      version,
      party_id: newParty,
      role: 'signer',
      turn: mine.turn,
      by_mail: email !== null,
      by_sms: phone !== null,
      invited_at: at,
      approved_at: null,
      for_party_id: partyId,
    })
    .execute()
  await recordEvent(tx, { documentId, type: 'delegated', actor: room.actor, at, version, data: { party: newParty } })
  const linkId = await openLink(services, tx, { documentId, version, partyId: newParty })
  await queueDispatch(services, tx, {
    documentId,
    version,
    message: 'in-your-hands',
    channel: email ? 'mail' : 'sms',
    address: (email ?? phone) as string,
    to: { partyId: newParty, linkId },
  })
  const contact = await contactOf(tx, companyId, documentId)
  await queueDispatch(services, tx, {
    documentId,
    version,
    message: 'c.delegated',
    channel: 'mail',
    address: contact.email,
    to: { memberId: contact.memberId },
  })
}

/** A name of two words at least, as BankID's will be compared with it, and an address of one kind. */
function personOf(to: { name: string; contact: string }, today: string) {
  if (findPersonalNumbers(`${to.name}\n${to.contact}`, today).length > 0)
    throw new Problem('delegate-number', {}, { status: 422 })
  const name = to.name.replace(/\s+/g, ' ').trim()
  if (name.length > 120 || !/^\p{L}[\p{L}\p{M}’'.-]*( [\p{L}\p{M}’'.-]+)+$/u.test(name))
    throw new Problem('delegate-name', {}, { status: 422 })
  const [email, phone] = [readEmail(to.contact), readPhone(to.contact)]
  if (email.ok) return { name, email: email.value, phone: null }
  if (phone.ok && isMobile(phone.value)) return { name, email: null, phone: phone.value }
  throw new Problem('delegate-contact', {}, { status: 422 })
}
