import { integer, json, table, text, timestamp } from '../../datamap/table.ts'
import type { AgreementContent } from './agreement.ts'

/** Never changed: what somebody accepted is found by its hash. */
export const processingAgreement = table('processing_agreement', {
  tenancy: 'none',
  is: 'A version of the data processing agreement, as it was when it held.',
  columns: {
    hash: text('nothing-personal'),
    version: integer('nothing-personal'),
    content: json<AgreementContent>('nothing-personal'),
    made_at: timestamp('nothing-personal'),
  },
})

export const processingTables = [processingAgreement] as const
