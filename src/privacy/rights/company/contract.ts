// A case as the company that is responsible meets it.
import { z } from 'zod'
import { caseKinds } from '../kinds.ts'
import { grounds } from './grounds.ts'

const Day = z.iso.date()
export const ById = z.object({ id: z.uuid() })

export const CompanyCases = z.object({
  cases: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      kind: z.enum(Object.keys(caseKinds) as [keyof typeof caseKinds]),
      asks: z.string(),
      /** By whose name the company knows the person; null where that is gone. */
      who: z.string().nullable(),
      clientId: z.uuid().nullable(),
      /** What was written, in the person's words. */
      words: z.array(z.string()),
      /** A correction of a named field: approving it makes it. */
      pointed: z.boolean(),
      state: z.enum(['identity', 'company', 'open', 'answered', 'refused', 'withdrawn']),
      answer: z.enum(['approved', 'objected', 'silent']).nullable(),
      receivedOn: Day,
      deadline: Day,
      /** When the answer goes without the company; null where it waits for it. */
      releaseOn: Day.nullable(),
      late: z.boolean(),
      refusal: z.object({ hold: z.string(), law: z.string(), until: Day }).nullable(),
    }),
  ),
})
export type CompanyCases = z.infer<typeof CompanyCases>

export const ObjectTo = z.strictObject({
  id: z.uuid(),
  ground: z.enum(Object.keys(grounds) as [keyof typeof grounds]),
  until: Day,
  reason: z.string().trim().min(10).max(2000),
  alternative: z.string().trim().min(3).max(2000),
})
export type ObjectTo = z.infer<typeof ObjectTo>
