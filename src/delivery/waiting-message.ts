// All that the words of one message are put together from, in one statement: a signature makes three messages, and each asked a dozen times.
import { sql } from 'kysely'
import type { DocumentContent } from '../blocks/contract.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { type Contact, contactOf } from '../documents/parties.ts'
import { sealedFileOf } from '../documents/sealed-file.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Language } from '../platform/http/endpoint.ts'
import type { DeliveryMessage } from './delivery.messages.ts'

type Row = {
  id: string
  message: DeliveryMessage
  channel: 'mail' | 'sms'
  address: string
  member_id: string | null
  link_id: string | null
  note: string | null
  order_id: string | null
  document_id: string
  version: number | null
  number: string
  kind: DocumentKind
  client_kind: string | null
  client_name: string
  decline_reason: string | null
  draft: DocumentContent | null
  company: string
  form: 'legal' | 'sole-trader' | null
  organisation_number: string | null
  street: string | null
  postcode: string | null
  city: string | null
  phone: string | null
  colour: string | null
  canonical: Buffer | null
  key_id: string | null
  party_name: string | null
  party_language: Language | null
  asked: string | null
  answered: string | null
  bounced_address: string | null
  notice_id: string | null
  notice_name: string | null
  notice_scope: 'whole' | 'part' | null
  notice_part: string | null
  notice_note: string | null
  notice_outcome: 'ended' | 'waiting' | 'accepted' | 'disputed' | null
  notice_answer: string | null
  received_at: Date | null
  link_ended_at: Date | null
  signed_at: Date | null
  method: string | null
  /** Who has signed, by name, in the order they did. */
  signers: string[] | null
  is_test: boolean | null
  /** Who asked the receiver to sign in their place. */
  asker: string | null
  /** Who signs and has not, by name. */
  remaining: string[]
}

export type WaitingMessage = Row & { contact: Contact; file: Awaited<ReturnType<typeof sealedFileOf>> | null }

/** Null when it is settled already, or about no document. */
export async function waitingMessage(tx: Tx, companyId: string, id: string): Promise<WaitingMessage | null> {
  const {
    rows: [row],
  } = await sql<Row>`
    select x.id, x.message, x.channel, x.address, x.member_id, x.link_id, x.note, x.refers_to ->> 'orderId' as order_id, x.document_id, x.version,
      d.number, d.kind, (select k.kind from client k where k.company_id = d.company_id and k.id = d.client_id) as client_kind, d.client_name, d.decline_reason, case when v.version is null then d.content end as draft,
      c.name as company, c.form, c.organisation_number, c.street, c.postcode, c.city, c.phone, c.colour, v.canonical, v.key_id,
      receiver.name as party_name, household.language as party_language, q.body as asked, q.answer as answered,
      wn.id as notice_id, wn.name as notice_name, wn.scope as notice_scope, wn.part as notice_part, wn.note as notice_note, wn.outcome as notice_outcome,
      wn.answer as notice_answer, wn.received_at,
      bounced.address as bounced_address, l.ended_at as link_ended_at, s.signed_at, s.method, s.names as signers, s.is_test,
      (select asks.name from version_party mine
        join document_party p on p.company_id = mine.company_id and p.id = mine.for_party_id
        join client_person asks on asks.company_id = p.company_id and asks.id = p.client_person_id
        where mine.company_id = x.company_id and mine.document_id = x.document_id and mine.version = x.version
          and mine.party_id = x.party_id) as asker,
      array(
        select other.name from document_party p
        join client_person other on other.company_id = p.company_id and other.id = p.client_person_id
        where p.company_id = x.company_id and p.document_id = x.document_id and p.signs and p.id <> all (coalesce(s.parties, '{}'))
        order by p.position
      ) as remaining
    from dispatch x
    join document d on d.company_id = x.company_id and d.id = x.document_id
    join company c on c.id = x.company_id
    left join document_version v on v.company_id = x.company_id and v.document_id = x.document_id and v.version = x.version
    left join document_party party on party.company_id = x.company_id and party.id = x.party_id
    left join client_person receiver on receiver.company_id = x.company_id and receiver.id = party.client_person_id
    left join client household on household.company_id = x.company_id and household.id = receiver.client_id
    left join question q on q.company_id = x.company_id and q.id = (x.refers_to ->> 'questionId')::uuid
    left join withdrawal_notice wn on wn.company_id = x.company_id and wn.id = (x.refers_to ->> 'noticeId')::uuid
    left join dispatch bounced on bounced.company_id = x.company_id and bounced.id = (x.refers_to ->> 'dispatchId')::uuid
    left join room_link l on l.company_id = x.company_id and l.id = x.link_id
    left join lateral (
      select max(g.signed_at) as signed_at, (array_agg(g.method order by g.signed_at desc))[1] as method, bool_or(g.is_test) as is_test,
        array_remove(array_agg(g.party_id) || array(
          select d.for_party_id from version_party d
          where d.company_id = x.company_id and d.document_id = x.document_id and d.version = x.version and d.for_party_id is not null
        ), null) as parties, array_agg(coalesce(signer.name, colleague.name) order by g.signed_at) as names
      from signature g
      left join document_party signing on signing.company_id = g.company_id and signing.id = g.party_id
      left join client_person signer on signer.company_id = g.company_id and signer.id = signing.client_person_id
      left join member colleague on colleague.company_id = g.company_id and colleague.id = g.member_id
      where g.company_id = x.company_id and g.document_id = x.document_id and g.version = x.version
    ) s on true
    where x.company_id = ${companyId} and x.id = ${id} and x.state = 'queued' and x.document_id is not null
  `.execute(tx)
  if (!row) return null
  const { document_id: documentId, version } = row
  const copied = row.message === 'sealed' || row.message === 'c.signed'
  return {
    ...row,
    contact: await contactOf(tx, companyId, documentId),
    file: copied && version ? await sealedFileOf(tx, { companyId, documentId, version }) : null,
  }
}
