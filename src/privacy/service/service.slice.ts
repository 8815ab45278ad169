import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { slice } from '../../platform/slice.ts'
import { acceptService, announceService, serviceStanding } from './agreement.ts'
import { AcceptService, ServiceStanding } from './contract.ts'
import { serviceTables } from './service.tables.ts'

export const serviceSlice = slice({
  name: 'service',
  tables: serviceTables,
  sweeps: [announceService],
  endpoints: [
    endpoint({
      get: '/api/app/service-agreement',
      permission: 'self',
      does: 'Shows which version of the service agreement the company has signed, and a newer one.',
      input: z.object({}),
      output: ServiceStanding,
      handle: ({ services, tx, actor }) => serviceStanding(services, tx, actor.companyId),
    }),
    endpoint({
      post: '/api/app/service-agreement/accept',
      permission: 'company.own',
      does: 'Signs the service agreement for the company, in the version that was shown.',
      input: AcceptService,
      output: ServiceStanding,
      handle: async ({ services, tx, actor, input }) => {
        await acceptService(services, tx, actor, input.hash)
        return serviceStanding(services, tx, actor.companyId)
      },
    }),
  ],
})
