// A number that is taken away or replaced is gone only when its key is: until then a backup still holds it.
import { z } from 'zod'
import { job } from '../jobs/job.ts'

export const shredKey = job('shred-key', {
  does: 'Destroys a key whose data has been taken away.',
  input: z.object({ companyId: z.uuid(), keyId: z.uuid() }),
  async run(services, { companyId, keyId }) {
    await services.vault.shred(companyId, keyId)
    await services.database.company(companyId, tx =>
      tx
        .updateTable('vault_key')
        .set({ shredded_at: services.clock.now() })
        .where('company_id', '=', companyId)
        .where('id', '=', keyId)
        .where('shredded_at', 'is', null)
        .execute(),
    )
  },
})
