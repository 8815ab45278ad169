// Whether everybody in the company signs in with two steps.
import type { Tx } from '../platform/database/connect.ts'

export async function requiresSecondFactor(tx: Tx, companyId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('company')
    .select('second_factor_since')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return row.second_factor_since !== null
}

export async function requireSecondFactor(tx: Tx, companyId: string, since: Date | null): Promise<void> {
  await tx.updateTable('company').set({ second_factor_since: since }).where('id', '=', companyId).execute()
}
