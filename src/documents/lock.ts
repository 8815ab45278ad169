// Everything that decides a document's fate takes its row first, then its version's: two at once come one after the other and never wait for
// each other in a ring.
import type { Tx } from '../platform/database/connect.ts'

export async function lockDocument(tx: Tx, companyId: string, documentId: string): Promise<void> {
  await tx
    .selectFrom('document')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', documentId)
    .forUpdate()
    .execute()
}
