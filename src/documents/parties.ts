// Who is on a document: receivers and the company's contact person.
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'

export type PartyContact = { id: string; name: string; email: string | null; phone: string | null; signs: boolean }

const partyQuery = (tx: Tx, companyId: string) =>
  tx
    .selectFrom('document_party as p')
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['p.id', 'c.name', 'c.email', 'c.phone', 'p.signs'])
    .where('p.company_id', '=', companyId)

/** A party's name and addresses. */
export async function partyContact(tx: Tx, companyId: string, partyId: string): Promise<PartyContact> {
  const row = await partyQuery(tx, companyId).where('p.id', '=', partyId).executeTakeFirst()
  if (!row) throw new Problem('party-unknown', {}, { status: 404 })
  return row
}

/** Everybody on a document, in order. */
export async function partiesOf(tx: Tx, companyId: string, documentId: string): Promise<PartyContact[]> {
  return partyQuery(tx, companyId)
    .where('p.document_id', '=', documentId)
    .where('p.position', '<', 99)
    .orderBy('p.position')
    .execute()
}

export type Contact = {
  memberId: string
  name: string | null
  email: string
  phone: string | null
  photo: string | null
  language: 'sv' | 'en'
}

/** The member who is the document's contact; when they have left, an owner of the company. */
export async function contactOf(tx: Tx, companyId: string, documentId: string): Promise<Contact> {
  const row = await tx
    .selectFrom('document as d')
    .innerJoin('member as m', 'm.company_id', 'd.company_id')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.id as memberId', 'm.name', 'm.phone', 'm.photo_file as photo', 'm.language', 'a.email'])
    .where('d.company_id', '=', companyId)
    .where('d.id', '=', documentId)
    .where('m.left_at', 'is', null)
    .where('m.joined_at', 'is not', null)
    .where(eb => eb.or([eb('m.id', '=', eb.ref('d.contact_member_id')), eb('m.role', '=', 'owner')]))
    .orderBy(eb => eb('m.id', '=', eb.ref('d.contact_member_id')), 'desc')
    .orderBy('m.created_at')
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
  return row
}
