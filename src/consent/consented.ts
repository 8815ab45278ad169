// Whether somebody with an account has said yes to a supplier: their last word, in whatever browser they said it while signed in.
import { sql } from 'kysely'
import type { Tx } from '../platform/database/connect.ts'
import type { Disclosure } from '../platform/outbound/door.ts'

export async function hasConsented(tx: Tx, subject: Disclosure['subject'], processor: string): Promise<boolean> {
  if (subject.kind !== 'member' || !subject.id || !tx.companyId) return false
  const { rows } = await sql<{ action: string }>`
    select e.action from member m join consent_account a on a.account_id = m.account_id join consent_event e on e.consent_id = a.consent_id
    where m.company_id = ${tx.companyId} and m.id = ${subject.id} and e.purpose = ${processor} order by e.seq desc limit 1`.execute(
    tx,
  )
  return rows[0]?.action === 'given'
}
