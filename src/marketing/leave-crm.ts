// Out of the operator's customer register, for good.
import { z } from 'zod'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job } from '../platform/jobs/job.ts'
import { crm } from '../platform/ports/crm.ts'

export const isCrmUsed = (services: Pick<Services, 'door'>) => services.door.processors.some(p => p.key === 'crm')

/** Whoever says no to advertising stands in no register of ours for it. */
export async function leaveCrm(tx: Tx, accountId: string): Promise<void> {
  const row = await tx
    .deleteFrom('crm_contact')
    .where('account_id', '=', accountId)
    .returning('remote_reference')
    .executeTakeFirst()
  if (row) await forgetInCrm.in(tx, { reference: row.remote_reference })
}

export const forgetInCrm = job('forget-in-crm', {
  does: 'Erases a contact for good in the operator’s customer register.',
  input: z.object({ reference: z.string() }),
  async run(services, { reference }) {
    if (!isCrmUsed(services)) return
    await services.door.through('crm', () => services.ports.get(crm).forget(reference))
  },
})
