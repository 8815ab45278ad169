import { z } from 'zod'

const Version = z.object({ version: z.int(), path: z.string() })
export const ServiceStanding = z.object({
  current: Version.extend({ hash: z.string() }),
  accepted: Version.extend({ at: z.string(), by: z.string() }).nullable(),
  /** The day the newest begins to hold for a company that has signed an older one. */
  begins: z.string().nullable(),
})
export const AcceptService = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
