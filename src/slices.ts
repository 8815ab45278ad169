// The table of contents, in order. A folder may import only from folders that stand above it here; it reads tables of slices
// above and writes only its own. Wiring (main, worker, cli, schema, this file) stands outside the order.

import { accountsSlice } from './accounts/accounts.slice.ts'
import { articlesSlice } from './articles/articles.slice.ts'
import { clientsSlice } from './clients/clients.slice.ts'
import { companySlice } from './company/company.slice.ts'
import { consentSlice } from './consent/consent.slice.ts'
import { conversationSlice } from './conversation/conversation.slice.ts'
import { deliverySlice } from './delivery/delivery.slice.ts'
import { documentsSlice } from './documents/documents.slice.ts'
import { feedbackSlice } from './feedback/feedback.slice.ts'
import { importsSlice } from './imports/imports.slice.ts'
import { incidentsSlice } from './incidents/incidents.slice.ts'
import { instructionsSlice } from './instructions/instructions.slice.ts'
import { smsReportsSlice } from './integrations/cellsynt/reports.slice.ts'
import { outboxSlice } from './integrations/outbox/outbox.slice.tsx'
import { kernelMessages } from './kernel/kernel.messages.ts'
import { marketingSlice } from './marketing/marketing.slice.ts'
import { operatorSlice } from './operator/operator.slice.ts'
import { orderingSlice } from './ordering/ordering.slice.ts'
import { partnersSlice } from './partners/partners.slice.ts'
import { platformSlice } from './platform/platform.slice.ts'
import { type Slice, slice } from './platform/slice.ts'
import { closureSlice } from './privacy/closure/closure.slice.ts'
import { erasureSlice } from './privacy/erasure/erasure.slice.ts'
import { mergingSlice } from './privacy/merging/merging.slice.ts'
import { portabilitySlice } from './privacy/portability/portability.slice.ts'
import { processingSlice } from './privacy/processing/processing.slice.ts'
import { retentionSlice } from './privacy/retention/retention.slice.ts'
import { rightsSlice } from './privacy/rights/rights.slice.ts'
import { serviceSlice } from './privacy/service/service.slice.ts'
import { recipientSlice } from './recipient/recipient.slice.ts'
import { samplesSlice } from './samples/sample-company.ts'
import { signingSlice } from './signing/signing.slice.ts'
import { supportSlice } from './support/support.slice.ts'
import { templatesSlice } from './templates/templates.slice.ts'
import { websiteSlice } from './website/website.slice.ts'
import { withdrawalSlice } from './withdrawal/withdrawal.slice.ts'

/** Every folder under src/, top first. Folders without a slice (pure rules, screens) have a place in the order all the same. */
export const order = [
  'kernel',
  'design',
  'datamap',
  'platform',
  'company',
  'accounts',
  'consent',
  // Before what takes in and sends anything of a client: that asks here whether it may.
  'instructions',
  'clients',
  'blocks',
  'texts',
  'articles',
  // What documents begin from and are filled with.
  'templates',
  // Reads files into the two registers above; who uses what it wrote is read out of the declarations.
  'imports',
  'documents',
  'signing',
  'delivery',
  'conversation',
  'feedback',
  'recipient',
  'ordering',
  // After signing: the consumer changes their mind.
  'withdrawal',
  'privacy',
  'marketing',
  'partners',
  // What people ask the operator; asking about one's data begins a case of rights.
  'support',
  'incidents',
  'samples',
  'website',
  'operator',
  'integrations',
  'app',
  'testing',
] as const

export const slices: readonly Slice[] = [
  slice({ name: 'kernel', messages: kernelMessages }),
  platformSlice,
  companySlice,
  accountsSlice,
  consentSlice,
  instructionsSlice,
  clientsSlice,
  articlesSlice,
  templatesSlice,
  importsSlice,
  documentsSlice,
  signingSlice,
  deliverySlice,
  conversationSlice,
  feedbackSlice,
  recipientSlice,
  orderingSlice,
  withdrawalSlice,
  rightsSlice,
  erasureSlice,
  retentionSlice,
  mergingSlice,
  processingSlice,
  serviceSlice,
  closureSlice,
  portabilitySlice,
  marketingSlice,
  partnersSlice,
  supportSlice,
  incidentsSlice,
  samplesSlice,
  websiteSlice,
  operatorSlice,
  outboxSlice,
  smsReportsSlice,
]
