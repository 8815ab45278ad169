// What a document is made of, as the company writes it. The same shapes check the editor's input, the API's
// and the canonical form that is frozen and hashed. All money is integers in öre, all quantities in thousandths.
import { z } from 'zod'
import type { PricedRow } from './picks.ts'

/** A stored file, named by the SHA-256 of its (re-encoded) bytes. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/)
/** Ids inside a document (blocks, rows): made by whoever writes the document, stable through every version. */
export const PartId = z.string().regex(/^[a-z0-9]{4,24}$/)
export const IsoDate = z.iso.date()

export const VatRate = z.union([z.literal(25), z.literal(12), z.literal(6), z.literal(0)])
export type VatRate = z.infer<typeof VatRate>

/** Labour gives a deduction, material and other (travel, machines, disposal) never do. */
export const WorkKind = z.enum(['labour', 'material', 'other'])
export type WorkKind = z.infer<typeof WorkKind>

/** 100 million kronor: beyond it a figure is a slip of the hand, not a price. */
export const MAX_ROW_ORE = 10_000_000_000
export const MAX_QUANTITY_MILLI = 9_999_999_000

export const Discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal('amount'), ore: z.int().min(1).max(MAX_ROW_ORE) }),
])
export type Discount = z.infer<typeof Discount>

export const PriceRow = z.object({
  id: PartId,
  description: z.string().trim().max(300),
  note: z.string().max(500).optional(),
  articleId: z.uuid().optional(),
  work: WorkKind,
  quantityMilli: z.int().min(0).max(MAX_QUANTITY_MILLI),
  unit: z.string().trim().max(12),
  /** As entered: with or without VAT according to `pricing.pricesIncludeVat`. Negative is a reduction. */
  unitPriceOre: z.int().min(-MAX_ROW_ORE).max(MAX_ROW_ORE),
  vatRate: VatRate,
  discount: Discount.optional(),
  /** Labour that gives ROT or RUT. Ignored unless work is labour and the document has a deduction. */
  deductible: z.boolean(),
  /** included: part of the price · optional: the customer may tick it · choice: one of `choiceId`'s rows. */
  offered: z.enum(['included', 'optional', 'choice']),
  choiceId: PartId.optional(),
  picture: FileHash.optional(),
  /** The customer may change the quantity, within limits and in steps, thousandths. */
  quantityRange: z
    .object({
      minMilli: z.int().min(0).max(MAX_QUANTITY_MILLI),
      maxMilli: z.int().min(0).max(MAX_QUANTITY_MILLI),
      stepMilli: z.int().min(1).max(MAX_QUANTITY_MILLI),
    })
    .optional(),
  /** The company's own cost per unit, öre excl. VAT. Never frozen, never shown to the customer. */
  ownCostOre: z.int().min(0).max(MAX_ROW_ORE).optional(),
})
export type PriceRow = z.infer<typeof PriceRow>

const Heading = z.string().trim().max(120)
/** Plain text with a closed set of marks: blank line = paragraph, "- " = list item, **strong**. */
const Body = z.string().max(20_000)

export const Block = z.discriminatedUnion('type', [
  z.object({ id: PartId, type: z.literal('letter'), heading: Heading, body: Body }),
  z.object({ id: PartId, type: z.literal('text'), heading: Heading, body: Body }),
  z.object({
    id: PartId,
    type: z.literal('not-included'),
    heading: Heading,
    items: z.array(z.string().trim().max(300)).max(50),
  }),
  z.object({
    id: PartId,
    type: z.literal('pictures'),
    heading: Heading,
    pictures: z
      .array(z.object({ file: FileHash, alt: z.string().trim().max(300), caption: z.string().max(300) }))
      .max(24),
  }),
  z.object({
    id: PartId,
    type: z.literal('price-table'),
    heading: Heading,
    rows: z.array(PriceRow).max(1000),
    choices: z.array(z.object({ id: PartId, label: z.string().trim().max(120) })).max(20),
  }),
  /** One of these and no other: good, better, best. Its rows are the package; the customer picks it whole. */
  z.object({
    id: PartId,
    type: z.literal('packages'),
    heading: Heading,
    options: z
      .array(
        z.object({
          id: PartId,
          name: z.string().trim().max(80),
          text: z.string().max(600),
          picture: FileHash.optional(),
          /** The one the company advises; others are shown by what they cost more or less. */
          recommended: z.boolean(),
          rows: z.array(PriceRow).max(100),
        }),
      )
      .max(5),
  }),
  z.object({
    id: PartId,
    type: z.literal('times'),
    heading: Heading,
    start: z.string().trim().max(120),
    end: z.string().trim().max(120),
    /** When given, decides whether work begins inside the withdrawal period. */
    startDate: IsoDate.optional(),
  }),
  z.object({
    id: PartId,
    type: z.literal('payment-plan'),
    heading: Heading,
    parts: z.array(z.object({ label: z.string().trim().max(200), basisPoints: z.int().min(1).max(10_000) })).max(20),
    body: Body,
  }),
  z.object({ id: PartId, type: z.literal('terms'), heading: Heading, body: Body }),
  z.object({ id: PartId, type: z.literal('about'), heading: Heading, body: Body }),
])
export type Block = z.infer<typeof Block>
export type BlockType = Block['type']

export const Pricing = z.object({
  pricesIncludeVat: z.boolean(),
  /** Reverse charge (construction, ML 16:13) is a VAT type, not a 0 % rate; always an explicit choice. */
  vatMode: z.enum(['standard', 'reverse-charge']),
  /** unit-price: settled by the quantity done, at the prices of the rows. */
  form: z.enum(['fixed', 'approximate', 'running', 'ceiling', 'unit-price']),
  /** Ceiling form: the most the customer pays incl. VAT, before deduction. */
  ceilingOre: z
    .int()
    .min(1)
    .max(MAX_ROW_ORE * 10)
    .optional(),
  /** Approximate form: how far the price may go over, in percent; the law's limit is 15 (KtjL 36 §). */
  limitPercent: z.int().min(0).max(100).optional(),
  discount: Discount.optional(),
  deduction: z.enum(['none', 'rot', 'rut']),
  /** The day the customer is expected to have paid by: decides rate and year of the deduction. */
  payBy: IsoDate.optional(),
})
export type Pricing = z.infer<typeof Pricing>

/** What an ÄTA says of itself beside its rows (docs/glossary.md). */
export const Change = z.object({
  /** Ä, T or A: work changed, added, or falling away. */
  type: z.enum(['change', 'addition', 'removal']),
  /** The client has ordered it, the company has found it, or the client wishes it. */
  raisedBy: z.enum(['ordered', 'discovered', 'wish']),
  /** Id of the rule set the agreement rests on (rule-sets.ts); empty while nobody has said. */
  rules: z.string().max(24),
  foundOn: IsoDate.optional(),
  place: z.string().trim().max(200),
  /** Why it is outside what was agreed. */
  reason: z.string().max(2000),
  /** What follows if it is not done. */
  ifNot: z.string().max(2000),
  /** Working days by which the end moves; null while that is not known. */
  days: z.int().min(-365).max(365).nullable(),
  answerBy: IsoDate.optional(),
  /** Notice is given now and the price comes later: nothing can be ordered yet. */
  priceFollows: z.boolean(),
})
export type Change = z.infer<typeof Change>

export const DocumentContent = z.object({
  title: z.string().trim().max(120),
  cover: FileHash.optional(),
  validTo: IsoDate,
  blocks: z.array(Block).max(60),
  pricing: Pricing,
  /** Only in an ÄTA. */
  change: Change.optional(),
})
export type DocumentContent = z.infer<typeof DocumentContent>

/** Somebody a deduction is computed for. Shares are weights; used amounts are the person's own statement, whole kronor. */
export type DeductionPerson = { id: string; share: number; usedRotKr: number; usedRutKr: number }

export type PriceInput = {
  rows: readonly PricedRow[]
  pricing: Pricing
  /** What is picked (picks.ts). What is not offered is refused by the caller, ignored here. */
  chosen: ReadonlySet<string>
  persons: readonly DeductionPerson[]
}

export type PriceResult = {
  /** Per row in the order given: its amount in öre after its own discount, in the basis prices are entered in. */
  rows: { id: string; amountOre: number; counted: boolean }[]
  /** Öre incl. VAT (excl. under reverse charge), after the whole-quote discount. */
  byWork: Record<WorkKind, number>
  /** The whole-quote discount, positive öre in the basis prices are entered in; 0 when none. */
  discountOre: number
  vat: { rate: VatRate; baseOre: number; vatOre: number }[]
  netOre: number
  vatOre: number
  totalOre: number
  deduction: {
    kind: 'rot' | 'rut'
    ratePercent: number
    /** Deductible labour incl. VAT in whole kronor, and the sum deducted. */
    baseKr: number
    amountKr: number
    persons: { id: string; labourKr: number; deductionKr: number; roomKr: number; capKr: number }[]
  } | null
  /** What the customer pays: totalOre − deduction. */
  toPayOre: number
}
