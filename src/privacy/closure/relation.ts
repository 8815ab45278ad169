// What follows elsewhere from the end of an agreement, in the transaction that ends it. Slices below say what is theirs to do.
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'

type Follows = (services: Services, tx: Tx, companyId: string) => Promise<void>
const following = new Map<string, Follows>()

export const whenAgreementEnds = (name: string, does: Follows): void => void following.set(name, does)

export async function agreementEnded(services: Services, tx: Tx, companyId: string): Promise<void> {
  for (const does of following.values()) await does(services, tx, companyId)
}
