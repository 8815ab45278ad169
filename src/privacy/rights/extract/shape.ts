// The extract as data: what a machine may rely on. The JSON Schema of it is published and lies in every extract.
import { z } from 'zod'

const Field = z.object({
  field: z.string(),
  name: z.string(),
  holds: z.string(),
  /** Null where nothing is stored; absent where it is exempt. */
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  /** Why it is not handed out. */
  exempt: z.string().optional(),
  purpose: z.string(),
  basis: z.string(),
  kept: z.string(),
  source: z.string(),
})
const Row = z.object({
  table: z.string(),
  what: z.string(),
  company: z.string().nullable(),
  /** About others as well: what is theirs is left out. */
  shared: z.boolean(),
  /** The day it goes as things stand, in Sweden; null where that depends on something that has not happened. */
  goesOn: z.iso.date().nullable(),
  fields: z.array(Field),
})
const Disclosed = z.object({
  to: z.string(),
  purpose: z.string(),
  what: z.array(z.string()),
  at: z.iso.datetime(),
})
export const ExtractShape = z.object({
  format: z.literal('cling-extract'),
  version: z.literal(1),
  case: z.string(),
  madeAt: z.iso.datetime(),
  language: z.enum(['sv', 'en']),
  identity: z.int(),
  responsible: z.array(z.object({ name: z.string(), role: z.string(), contact: z.string().nullable() })),
  rights: z.array(z.string()),
  decisions: z.string(),
  rows: z.array(Row),
  recipients: z.array(Disclosed),
  kept: z.array(z.object({ reason: z.string(), law: z.string(), until: z.iso.date(), documents: z.int() })),
})
export type ExtractRow = z.infer<typeof Row>
export type ExtractField = z.infer<typeof Field>
export type ExtractDisclosed = z.infer<typeof Disclosed>

export const extractSchema = (): unknown => z.toJSONSchema(ExtractShape)

/** What is in an extract and what each file is: signed, so that anybody can see that it was made here and not changed. */
export const ManifestShape = z.strictObject({
  format: z.literal('cling-extract-manifest'),
  version: z.literal(1),
  case: z.string(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})
export type Manifest = z.infer<typeof ManifestShape>
