import { slice } from '../platform/slice.ts'
import { collectOrders } from './collect.ts'
import { countersignEndpoints } from './countersign.routes.ts'
import { orderingMessages } from './ordering.messages.ts'
import { orderingEndpoints } from './ordering.routes.tsx'
import { sealAgreement, sealUnsealed, stampPending } from './seal-job.ts'

export const orderingSlice = slice({
  name: 'ordering',
  endpoints: [...orderingEndpoints, ...countersignEndpoints],
  jobs: [sealAgreement as never],
  sweeps: [collectOrders, sealUnsealed, stampPending],
  messages: orderingMessages,
})
