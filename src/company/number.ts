// The company's number as it must stand on its documents. A sole trader's is a personal number: encrypted under a key of its own and
// decrypted only where the law demands it in print (policy clause X-47).
import type { Services } from '../platform/context.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import type { VaultKey } from '../platform/vault/vault.ts'

type Row = {
  id: string
  form: 'legal' | 'sole-trader' | null
  organisation_number: string | null
  sole_trader_number: Buffer | null
  key_id: string | null
}

const numberPlace = (companyId: string) => place('company', 'sole_trader_number', companyId, companyId)

export const encryptTraderNumber = (key: VaultKey, number: string): Buffer =>
  encrypt(key.key, Buffer.from(number), numberPlace(key.companyId))

/** Twelve digits, or null. */
export async function traderNumberOf(services: Services, row: Row): Promise<string | null> {
  if (!row.sole_trader_number || !row.key_id) return null
  const key = await services.vault.key(row.id, row.key_id)
  return decrypt(key, row.sole_trader_number, numberPlace(row.id)).toString('utf8')
}

/** "878000-3656", for a sole trader the ten digits of theirs, or null where nothing is given. */
export async function companyNumberOf(services: Services, row: Row): Promise<string | null> {
  if (row.form !== 'sole-trader') return row.organisation_number
  const digits = await traderNumberOf(services, row)
  return digits && `${digits.slice(2, 8)}-${digits.slice(8)}`
}
