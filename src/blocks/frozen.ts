// A document as it is sent: everything a reader will see and rely on, in one value that is made canonical and hashed. Nothing here is
// looked up later; nothing the company keeps to itself (own cost) comes along.
import { z } from 'zod'
import { DocumentContent, FileHash, IsoDate } from './contract.ts'

const Roles = z.object({
  tint: z.string(),
  ink: z.string(),
  fill: z.string(),
  on: z.string(),
  edge: z.string().nullable(),
  line: z.string(),
})

/** The kinds that can be written and sent. */
export const WrittenKind = z.enum(['quote', 'agreement', 'change-order', 'price-indication', 'other'])
export type WrittenKind = z.infer<typeof WrittenKind>

/** Whether a yes to such a document makes an agreement. A price indication and other papers are read, never signed. */
export const binds = (kind: WrittenKind): boolean => kind === 'quote' || kind === 'agreement' || kind === 'change-order'

/** The agreement an ÄTA belongs to, as it stood when the ÄTA was sent. Öre incl. VAT (excl. under reverse charge), before deduction. */
export const FrozenChange = z.object({
  no: z.int().min(1),
  contract: z.object({
    documentId: z.uuid(),
    number: z.string(),
    title: z.string(),
    version: z.int(),
    versionHash: z.string(),
    concludedOn: IsoDate,
  }),
  originalOre: z.int(),
  orderedOre: z.int(),
  pendingOre: z.int(),
})
export type FrozenChange = z.infer<typeof FrozenChange>

export const FrozenVersion = z.object({
  v: z.literal(1),
  documentId: z.uuid(),
  kind: WrittenKind,
  number: z.string(),
  version: z.int().min(1),
  frozenAt: z.iso.datetime(),
  /** The language it was written in; the other is a translation of our own words around it. */
  language: z.literal('sv'),
  company: z.object({
    name: z.string(),
    form: z.enum(['legal', 'sole-trader']),
    /** A sole trader's is a personal number and stands here because the law demands it in the document (DAL 2:2 p. 1). */
    organisationNumber: z.string(),
    address: z.array(z.string()),
    email: z.string(),
    phone: z.string().nullable(),
    fTax: z.boolean(),
    payment: z.array(z.object({ kind: z.enum(['bankgiro', 'plusgiro', 'iban', 'swish']), value: z.string() })),
    logo: FileHash.nullable(),
    colour: z.string().nullable(),
    brand: z.object({ light: Roles, dark: Roles }),
    contact: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      photo: FileHash.nullable(),
    }),
  }),
  client: z.object({
    kind: z.enum(['person', 'company', 'association']),
    name: z.string(),
    organisationNumber: z.string().nullable(),
    address: z.array(z.string()),
    workAddress: z.array(z.string()),
    /** Property designation, or association number and flat. */
    property: z.string().nullable(),
  }),
  parties: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      title: z.string().nullable(),
      signs: z.boolean(),
      /** Of somebody who does not sign; left out where they get the finished copy and nothing else. */
      otherwise: z.enum(['approver', 'viewer']).optional(),
      share: z.int(),
      usedRotKr: z.int(),
      usedRutKr: z.int(),
      personalNumberMasked: z.string().nullable(),
    }),
  ),
  /** All must sign, at once or one after the other; left out where one signature makes the agreement. */
  signing: z.enum(['all', 'ordered']).optional(),
  /** The company signs too, last. */
  companySigns: z.literal(true).optional(),
  content: DocumentContent,
  /** In an ÄTA and nowhere else. */
  change: FrozenChange.optional(),
  concluded: z.object({
    where: z.enum(['distance', 'home', 'premises']),
    work: z.enum(['ordinary', 'construction', 'urgent', 'custom-goods']),
  }),
  /** The legal texts a reader relies on, by id, version and the SHA-256 of their source. */
  texts: z.array(z.object({ id: z.string(), version: z.int(), sha256: z.string() })),
  files: z.array(z.object({ sha256: FileHash, mime: z.string(), width: z.int(), height: z.int() })),
  operator: z.string(),
  test: z.boolean(),
})
export type FrozenVersion = z.infer<typeof FrozenVersion>

/** Hashes of every picture a document shows. */
export function picturesOf(content: DocumentContent): string[] {
  const files = content.cover ? [content.cover] : []
  for (const b of content.blocks) {
    if (b.type === 'pictures') files.push(...b.pictures.map(p => p.file))
    if (b.type === 'packages') files.push(...b.options.flatMap(o => (o.picture ? [o.picture] : [])))
    if (b.type === 'price-table') files.push(...b.rows.flatMap(r => (r.picture ? [r.picture] : [])))
  }
  return [...new Set(files)]
}

/** Days an answer can be given: through this day, Swedish time. */
export const isOpenOn = (frozen: Pick<FrozenVersion, 'content'>, today: string): boolean =>
  IsoDate.parse(frozen.content.validTo) >= today
