import { z } from 'zod'
import { choiceNames } from '../../instructions/choices.ts'

const Instant = z.iso.datetime()
const Name = z.enum(choiceNames)
const Value = z.union([z.boolean(), z.int()])

export const Accept = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
export const Instruct = z
  .strictObject({ choice: Name, value: Value })
  .refine(
    i =>
      i.choice === 'evidenceYears'
        ? typeof i.value === 'number' && i.value >= 1 && i.value <= 100
        : typeof i.value === 'boolean',
    {
      path: ['value'],
    },
  )
export const Objection = z.strictObject({ processor: z.string().max(300) })

export const ProcessingView = z.object({
  agreement: z.object({ version: z.int(), hash: z.string(), path: z.string() }),
  /** The last acceptance, of whatever version. */
  accepted: z.object({ version: z.int(), hash: z.string(), path: z.string(), at: Instant, by: z.string() }).nullable(),
  choices: z.record(Name, Value),
  register: z.array(
    z.object({
      choice: Name,
      value: Value,
      at: Instant,
      by: z.string(),
      /** Why it is not followed, in a sentence; null where it is. */
      stopped: z.string().nullable(),
    }),
  ),
  processors: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      task: z.string(),
      place: z.string(),
      values: z.string(),
      /** `announced`: not used before that day. */
      state: z.enum(['in-use', 'announced', 'objected']),
      from: z.string().nullable(),
    }),
  ),
})
