// One field of one human put right, at the human's own request. Where the household holds the same value it is the same mistake.
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'

export type PersonField = 'name' | 'email' | 'phone'
export type HouseholdField = 'street' | 'postcode' | 'city'

/** Changes the person, and the household where this is its first person. False where nobody is left to change. */
export async function correctPerson(
  services: Services,
  tx: Tx,
  companyId: string,
  who: { personId: string; clientId: string | null },
  field: PersonField,
  value: string,
): Promise<boolean> {
  const old = await tx
    .selectFrom('client_person')
    .select(['name', 'email', 'phone'])
    .where('company_id', '=', companyId)
    .where('id', '=', who.personId)
    .forUpdate()
    .executeTakeFirst()
  if (!old) return false
  await tx
    .updateTable('client_person')
    .set({ [field]: value })
    .where('company_id', '=', companyId)
    .where('id', '=', who.personId)
    .execute()
  if (who.clientId && old[field] !== null)
    await tx
      .updateTable('client')
      .set({ [field]: value, updated_at: services.clock.now() })
      .where('company_id', '=', companyId)
      .where('id', '=', who.clientId)
      .where(field, '=', old[field])
      .execute()
  return true
}

export async function correctHousehold(
  services: Services,
  tx: Tx,
  companyId: string,
  clientId: string,
  field: HouseholdField,
  value: string,
): Promise<boolean> {
  const changed = await tx
    .updateTable('client')
    .set({ [field]: value, updated_at: services.clock.now() })
    .where('company_id', '=', companyId)
    .where('id', '=', clientId)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}
