// Signing when they meet: a link for one person that is opened on the company's own device. It lives for the meeting, carries no session of
// the company, and leads to a BankID on the person's own phone.
import { recordEvent } from '../documents/events.ts'
import { linkToken, roomPath } from '../documents/link-token.ts'
import { openLink } from '../documents/links.ts'
import { partsOf } from '../documents/parties.ts'
import { standingOf } from '../documents/signers.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor } from '../platform/http/endpoint.ts'

/** The path to open. Throws where it is not this person's to sign now. */
export async function openInPerson(
  services: Services,
  tx: Tx,
  actor: CompanyActor,
  at: { documentId: string; partyId: string },
): Promise<{ path: string }> {
  const { companyId } = actor
  const { documentId, partyId } = at
  const version = await tx
    .selectFrom('document_version')
    .select(['version', 'signing'])
    .where('company_id', '=', companyId)
    .where('document_id', '=', documentId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!version) throw new Problem('not-sent', {}, { status: 409 })
  const parts = await partsOf(tx, companyId, documentId, version.version)
  const part = parts.find(p => p.partyId === partyId)
  if (!part) throw new Problem('party-unknown', {}, { status: 404 })
  const standing = standingOf(version.signing, parts, partyId)
  if (standing === 'awaits-turn' || standing === 'awaits-approval')
    throw new Problem('not-yet-asked', { name: part.name }, { status: 409 })
  if (standing !== 'sign') throw new Problem('not-theirs-to-sign', { name: part.name }, { status: 409 })
  const linkId = await openLink(services, tx, { documentId, version: version.version, partyId, inPerson: true })
  await recordEvent(tx, {
    documentId,
    type: 'in-person',
    actor,
    at: services.clock.now(),
    version: version.version,
    data: { party: partyId },
  })
  return { path: roomPath(linkToken(services.secrets, linkId)) }
}
