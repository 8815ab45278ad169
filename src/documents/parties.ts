// Who is on a document: receivers and the company's contact person.
import { sql } from 'kysely'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Part } from './signers.ts'

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

/** Everybody on a document, in order; last, who came into somebody's place in the newest version. */
export async function partiesOf(tx: Tx, companyId: string, documentId: string): Promise<PartyContact[]> {
  return partyQuery(tx, companyId)
    .where('p.document_id', '=', documentId)
    .where(eb =>
      eb.or([
        eb('p.position', '<', 99),
        sql<boolean>`exists (select from version_party v join document d on d.company_id = v.company_id and d.id = v.document_id
          where v.company_id = p.company_id and v.document_id = p.document_id and v.version = d.latest_version and v.party_id = p.id
            and v.for_party_id is not null)`,
      ]),
    )
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

/** A person's part in a version, with how it is reached and when each step was taken. */
export type VersionPart = Part & {
  name: string
  byMail: boolean
  bySms: boolean
  invitedAt: Date | null
  approvedAt: Date | null
  signedAt: Date | null
  method: string | null
}

/** The parts of a sent version, signers first in their order. None for versions sent before anybody had one. */
export async function partsOf(tx: Tx, companyId: string, documentId: string, version: number): Promise<VersionPart[]> {
  const { rows } = await sql<Omit<VersionPart, 'invited' | 'approved' | 'signed'>>`
    select v.party_id as "partyId", v.role, v.turn, c.name, v.by_mail as "byMail", v.by_sms as "bySms", v.invited_at as "invitedAt",
      v.approved_at as "approvedAt", v.for_party_id as "forPartyId", s.signed_at as "signedAt", s.method
    from version_party v
    join document_party p on p.company_id = v.company_id and p.id = v.party_id
    join client_person c on c.company_id = p.company_id and c.id = p.client_person_id
    left join signature s on s.company_id = v.company_id and s.document_id = v.document_id and s.version = v.version and s.party_id = v.party_id
    where v.company_id = ${companyId} and v.document_id = ${documentId} and v.version = ${version}
    order by v.turn = 0, v.turn, p.position
  `.execute(tx)
  return rows.map(r => ({
    ...r,
    invited: r.invitedAt !== null,
    approved: r.approvedAt !== null,
    signed: r.signedAt !== null,
  }))
}
