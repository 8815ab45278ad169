import { integer, json, optional, table, text, timestamp } from '../../datamap/table.ts'
import type { ServiceContent } from './agreement.ts'

/** Never changed: what somebody signed is found by its hash. */
export const serviceAgreement = table('service_agreement', {
  tenancy: 'none',
  is: 'A version of the service agreement, as it was when it held.',
  columns: {
    hash: text('nothing-personal'),
    version: integer('nothing-personal'),
    content: json<ServiceContent>('nothing-personal'),
    made_at: timestamp('nothing-personal'),
    announced_at: optional(timestamp('nothing-personal')),
  },
})
export const serviceTables = [serviceAgreement] as const
