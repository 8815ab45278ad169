// Somebody who came to a client by another's word, and not by the company's: known by a name and one way to reach them.
import type { Tx } from '../platform/database/connect.ts'

/** A person of the client, last among them. The client's own people are not touched. */
export async function addPersonWhoCame(
  tx: Tx,
  companyId: string,
  person: { id: string; clientId: string; name: string; email: string | null; phone: string | null; at: Date },
): Promise<void> {
  await tx
    .insertInto('client_person')
    .values({
      company_id: companyId,
      id: person.id,
      client_id: person.clientId,
      position: 90,
      name: person.name,
      email: person.email,
      phone: person.phone,
      title: null,
      key_id: null,
      personal_number: null,
      personal_number_index: null,
      used_year: null,
      created_at: person.at,
      removed_at: null,
    })
    .execute()
}
