// `cling channel`: a company came here through the marketplace, or does no longer. Entered by the operator, since the marketplace says so.
import { z } from 'zod'
import { cameThrough, disconnect } from '../partners/connections.ts'
import { partnersMessages } from '../partners/partners.messages.ts'
import type { Services } from '../platform/context.ts'
import { withServices } from './with-services.ts'

export const channelCommand = (args: readonly string[]): Promise<number> =>
  withServices(partnersMessages, services => runChannel(services, args))

export async function runChannel(services: Services, [companyId = '', end]: readonly string[]): Promise<string> {
  if (!z.uuid().safeParse(companyId).success) return 'channel FÖRETAGETS-ID [--end]'
  if (end === '--end') {
    await services.database.company(companyId, tx => disconnect(services, tx, companyId, 'partner'))
    return 'Antecknat. Inget mer lämnas till marknadsplatsen, och det som lämnats raderas där.'
  }
  await services.database.company(companyId, tx => cameThrough(services, tx, companyId))
  return 'Antecknat. Företagets kunder lämnas till marknadsplatsen: personnummer, adress, telefon och e-post, inget annat.'
}
