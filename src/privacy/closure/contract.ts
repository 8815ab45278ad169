import { z } from 'zod'

const Count = z.int().min(0)
export const ClosureView = z.object({
  name: z.string(),
  closure: z
    .object({
      state: z.enum(['regret', 'retrieval', 'erasing', 'erased']),
      askedAt: z.string(),
      retrievalFrom: z.string(),
      eraseOn: z.string(),
      certificate: z.string(),
    })
    .nullable(),
  /** The days as they would be if it were closed today. */
  would: z.object({ retrievalFrom: z.string(), eraseOn: z.string() }),
  consequences: z.object({ waiting: Count, signed: Count, documents: Count, clients: Count, members: Count }),
})
export type ClosureView = z.infer<typeof ClosureView>
export const CloseCompany = z.strictObject({ name: z.string().max(200) })
