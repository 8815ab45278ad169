// A member's own name or phone put right at a company, at the member's request.
import type { Tx } from '../platform/database/connect.ts'

export const correctMember = (tx: Tx, companyId: string, accountId: string, field: 'name' | 'phone', value: string) =>
  tx
    .updateTable('member')
    .set({ [field]: value })
    .where('company_id', '=', companyId)
    .where('account_id', '=', accountId)
    .where('left_at', 'is', null)
    .execute()
