import { mailSender } from '../platform/ports/mail.ts'
import { smsSender } from '../platform/ports/sms.ts'
import { slice } from '../platform/slice.ts'
import { deliveryMessages } from './delivery.messages.ts'
import { deliveryEndpoints } from './delivery.routes.ts'
import { deliveryTables } from './delivery.tables.ts'
import { resendQueued, sendDispatch } from './dispatch.ts'
import { remind } from './reminders.ts'

export const deliverySlice = slice({
  name: 'delivery',
  tables: deliveryTables,
  endpoints: deliveryEndpoints,
  jobs: [sendDispatch as never],
  sweeps: [resendQueued, remind],
  ports: [mailSender as never, smsSender as never],
  messages: deliveryMessages,
})
