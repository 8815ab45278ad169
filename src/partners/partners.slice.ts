import { invoicing } from '../platform/ports/invoicing.ts'
import { partner } from '../platform/ports/partner.ts'
import { slice } from '../platform/slice.ts'
import { takeBack } from './connections.ts'
import { partnersMessages } from './partners.messages.ts'
import { partnersEndpoints } from './partners.routes.ts'
import { partnersTables } from './partners.tables.ts'
import { keepPartnerTold, tellInvoicing, tellPartner } from './tell.ts'

/** What a company connects itself, and whom it came through. */
export const partnersSlice = slice({
  name: 'partners',
  tables: partnersTables,
  endpoints: partnersEndpoints,
  jobs: [takeBack, tellInvoicing, tellPartner] as never,
  sweeps: [keepPartnerTold],
  ports: [invoicing as never, partner as never],
  messages: partnersMessages,
})
