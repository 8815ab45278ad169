// A key is made before the transaction that uses it. Where that one never committed, nothing was ever encrypted under the key.
import { sweep } from '../jobs/job.ts'

export const sweepKeys = sweep('sweep-keys', {
  does: 'Removes keys that were made more than a day ago for a transaction that never committed.',
  everySeconds: 3600,
  async run(services) {
    const unused = await services.vault.sweepUnused((companyId, ids) =>
      services.database.company(companyId, async tx => {
        const noted = await tx
          .selectFrom('vault_key')
          .select('id')
          .where('company_id', '=', companyId)
          .where('id', 'in', ids)
          .execute()
        return new Set(noted.map(k => k.id))
      }),
    )
    if (unused > 0) services.log.info({ unused }, 'removed keys that nothing was encrypted under')
  },
})
