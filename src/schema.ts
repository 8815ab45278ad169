// Every table of the system, in the order of the slices. Kysely's types, the data map and the coverage tests read this list.
import { accountTables } from './accounts/accounts.tables.ts'
import { articleTables } from './articles/articles.tables.ts'
import { clientTables } from './clients/clients.tables.ts'
import { companyTables } from './company/company.tables.ts'
import { consentTables } from './consent/consent.tables.ts'
import { conversationTables } from './conversation/conversation.tables.ts'
import type { SchemaOf } from './datamap/table.ts'
import { deliveryTables } from './delivery/delivery.tables.ts'
import { documentTables } from './documents/documents.tables.ts'
import { feedbackTables } from './feedback/feedback.tables.ts'
import { importTables } from './imports/imports.tables.ts'
import { incidentTables } from './incidents/incidents.tables.ts'
import { instructionTables } from './instructions/instructions.tables.ts'
import { marketingTables } from './marketing/marketing.tables.ts'
import { operatorTables } from './operator/operator.tables.ts'
import { partnersTables } from './partners/partners.tables.ts'
import { platformTables } from './platform/platform.tables.ts'
import { closureTables } from './privacy/closure/closure.tables.ts'
import { erasureTables } from './privacy/erasure/erasure.tables.ts'
import { portabilityTables } from './privacy/portability/portability.tables.ts'
import { processingTables } from './privacy/processing/processing.tables.ts'
import { retentionTables } from './privacy/retention/retention.tables.ts'
import { rightsTables } from './privacy/rights/rights.tables.ts'
import { serviceTables } from './privacy/service/service.tables.ts'
import { recipientTables } from './recipient/recipient.tables.ts'
import { signingTables } from './signing/signing.tables.ts'
import { supportTables } from './support/support.tables.ts'
import { templateTables } from './templates/templates.tables.ts'
import { withdrawalTables } from './withdrawal/withdrawal.tables.ts'

export const tables = [
  ...platformTables,
  ...companyTables,
  ...accountTables,
  ...consentTables,
  ...instructionTables,
  ...clientTables,
  ...articleTables,
  ...templateTables,
  ...importTables,
  ...documentTables,
  ...signingTables,
  ...recipientTables,
  ...deliveryTables,
  ...conversationTables,
  ...feedbackTables,
  ...withdrawalTables,
  ...rightsTables,
  ...erasureTables,
  ...closureTables,
  ...retentionTables,
  ...processingTables,
  ...serviceTables,
  ...portabilityTables,
  ...marketingTables,
  ...partnersTables,
  ...operatorTables,
  ...supportTables,
  ...incidentTables,
] as const

export type Schema = SchemaOf<typeof tables>
