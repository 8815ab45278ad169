// Links: one per person, version and address. Opening one shows one document with numbers masked; it ends when the version is
// replaced or withdrawn or the address turns out to be wrong, and then says why.
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { linkToken, linkTokenHash } from './link-token.ts'

/** A link outlives the offer, so that the customer can return to what was agreed; erasure ends it earlier. */
const LIFETIME_MS = 400 * 86_400_000
/** A meeting. Afterwards the company's device shows nothing of it. */
const IN_PERSON_MS = 2 * 3_600_000

/** Opens a link for a party to a version. The token follows from the id (link-token.ts). */
export async function openLink(
  services: Services,
  tx: Tx,
  to: { documentId: string; version: number; partyId: string; inPerson?: boolean },
): Promise<string> {
  if (!tx.companyId) throw new Error('A link belongs to a company.')
  const id = services.newId()
  const at = services.clock.now()
  await tx
    .insertInto('room_link')
    .values({
      company_id: tx.companyId,
      id,
      document_id: to.documentId,
      version: to.version,
      party_id: to.partyId,
      token_hash: linkTokenHash(services.secrets, linkToken(services.secrets, id)),
      created_at: at,
      expires_at: new Date(at.getTime() + (to.inPerson ? IN_PERSON_MS : LIFETIME_MS)),
      in_person: to.inPerson ?? false,
      ended_at: null,
      ended_why: null,
    })
    .execute()
  return id
}

/** The living link of a party to a version, or to the newest there is; null where none lives. */
export async function livingLink(
  tx: Tx,
  of: { documentId: string; version?: number; partyId: string },
): Promise<string | null> {
  let query = tx
    .selectFrom('room_link')
    .select('id')
    .where('company_id', '=', tx.companyId as string)
    .where('document_id', '=', of.documentId)
    .where('party_id', '=', of.partyId)
    .where('ended_at', 'is', null)
    .where('in_person', '=', false)
  if (of.version !== undefined) query = query.where('version', '=', of.version)
  const row = await query.orderBy('version', 'desc').orderBy('created_at', 'desc').executeTakeFirst()
  return row?.id ?? null
}

/** Ends living links of a document: of one party, of versions up to one, or all. */
export async function endLinks(
  services: Services,
  tx: Tx,
  which: { documentId: string; partyId?: string; upToVersion?: number },
  why: 'replaced' | 'withdrawn' | 'address-changed',
): Promise<void> {
  let query = tx
    .updateTable('room_link')
    .set({ ended_at: services.clock.now(), ended_why: why })
    .where('company_id', '=', tx.companyId as string)
    .where('document_id', '=', which.documentId)
    .where('ended_at', 'is', null)
  if (which.partyId) query = query.where('party_id', '=', which.partyId)
  if (which.upToVersion !== undefined) query = query.where('version', '<=', which.upToVersion)
  await query.execute()
}
