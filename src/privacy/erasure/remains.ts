import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'

/** What is left to do outside the database when a transaction that removed rows has committed. */
export type Remains = {
  keys: { companyId: string; id: string }[]
  files: { companyId: string; sha256: string; key_id: string }[]
}
export const noRemains = (): Remains => ({ keys: [], files: [] })
export const addRemains = (to: Remains, more: Remains): void => {
  to.keys.push(...more.keys)
  to.files.push(...more.files)
}

/** Destroys the keys and removes the bytes. Again is harmless: what is gone stays gone. */
export async function removeRemains(services: Services, { keys, files }: Remains): Promise<void> {
  for (const key of keys) await services.vault.shred(key.companyId, key.id)
  for (const { companyId, ...file } of files) await services.files.remove(companyId, file)
  for (const companyId of new Set(keys.map(k => k.companyId)))
    await services.keeper.company(companyId, tx => noteShredded(services, tx, companyId, keys))
}

const noteShredded = (services: Services, tx: Tx, companyId: string, keys: Remains['keys']) =>
  tx
    .updateTable('vault_key')
    .set({ shredded_at: services.clock.now() })
    .where('company_id', '=', companyId)
    .where(
      'id',
      'in',
      keys.filter(k => k.companyId === companyId).map(k => k.id),
    )
    .where('shredded_at', 'is', null)
    .execute()
