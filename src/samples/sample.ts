// The samples as people would type them, read into what the app sends. Used by the demo, the sample company, the benches and the tests.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Block, type DocumentContent, type PriceRow, Pricing } from '../blocks/contract.ts'
import { addDays } from '../kernel/dates.ts'
import { shortId } from '../kernel/ids.ts'
import { parseKr, parsePercent, parseQuantity } from '../kernel/money.ts'
import { packagePath } from '../platform/package-path.ts'

const Work = z.enum(['labour', 'material', 'other'])
const Row = z.union([
  z.tuple([z.string(), z.string(), z.string(), z.string(), Work]),
  z.object({
    description: z.string(),
    quantity: z.string(),
    unit: z.string(),
    price: z.string(),
    work: Work,
    note: z.string().optional(),
    optional: z.literal(true).optional(),
    choice: z.string().optional(),
    picture: z.string().optional(),
    /** At least, at most, in steps of. */
    range: z.tuple([z.string(), z.string(), z.string()]).optional(),
    vat: z.union([z.literal(25), z.literal(12), z.literal(6), z.literal(0)]).optional(),
  }),
])
type Row = Exclude<z.infer<typeof Row>, unknown[]>
const Packages = z.array(
  z.object({ name: z.string(), text: z.string(), recommended: z.literal(true).optional(), rows: z.array(Row) }),
)
const Parts = z.object({ label: z.string(), percent: z.string() })
const SampleBlock = z.looseObject({ type: z.string(), heading: z.string() })

/** An ÄTA as it is written standing up. */
const ChangeSample = z.object({
  title: z.string(),
  happened: z.string(),
  place: z.string(),
  reason: z.string(),
  ifNot: z.string(),
  days: z.int(),
  rows: z.array(Row),
})
export type ChangeSample = z.infer<typeof ChangeSample>

/** What follows after the quote is signed: found on the way, ordered, credited; and another quote that is regretted. */
const Chain = z.object({
  metres: z.string(),
  notice: ChangeSample,
  order: ChangeSample,
  credit: ChangeSample,
  regretted: z.object({ title: z.string(), scope: z.string(), note: z.string(), rows: z.array(Row) }),
})
export type Chain = z.infer<typeof Chain>

const Sample = z.object({
  company: z.looseObject({ name: z.string(), logo: z.string().optional() }),
  member: z.object({ name: z.string(), phone: z.string(), email: z.string() }),
  client: z.looseObject({
    kind: z.enum(['person', 'company', 'association']),
    name: z.string(),
    people: z.array(z.looseObject({ name: z.string(), share: z.int(), email: z.string() })),
  }),
  signer: z.string(),
  choose: z.array(z.string()),
  ask: z.object({ about: z.string(), text: z.string() }),
  answer: z.string(),
  concludedWhere: z.enum(['distance', 'home', 'premises']),
  workType: z.enum(['ordinary', 'construction', 'urgent', 'custom-goods']),
  quote: z.object({
    title: z.string(),
    validDays: z.int(),
    cover: z.string().optional(),
    pricing: z.looseObject({ payByDays: z.int().optional(), discountPercent: z.string().optional() }),
    blocks: z.array(SampleBlock),
  }),
  chain: Chain.optional(),
})
export type Sample = z.infer<typeof Sample> & { name: string }

const folder = (name: string) => packagePath('samples', name)

export const sampleNames = (): string[] => readdirSync(packagePath('samples')).sort()

export function readSample(name: string): Sample {
  const file = join(folder(name), 'sample.json')
  if (!existsSync(file))
    throw new Error(`Det finns inget exempel som heter ${name}. Välj: ${sampleNames().join(', ')}.`)
  return { ...Sample.parse(JSON.parse(readFileSync(file, 'utf8'))), name }
}

export const samplePicture = (sample: Sample, file: string): Buffer => readFileSync(join(folder(sample.name), file))

/** Names of every picture the quote shows; the logo apart. */
export function samplePictures(sample: Sample): string[] {
  const found = sample.quote.cover ? [sample.quote.cover] : []
  for (const b of sample.quote.blocks) {
    for (const p of (b.pictures as { file: string }[] | undefined) ?? []) found.push(p.file)
    for (const r of (b.rows as Row[] | undefined) ?? []) if (!Array.isArray(r) && r.picture) found.push(r.picture)
  }
  return [...new Set(found)]
}

const whole = (read: { ok: true; value: number } | { ok: false; code: string }): number => {
  if (!read.ok) throw new Error(`A figure in the sample cannot be read (${read.code}).`)
  return read.value
}

/** The quote's content, with pictures by the hash they were stored under. */
export function sampleContent(sample: Sample, today: string, stored: ReadonlyMap<string, string>): DocumentContent {
  const { quote } = sample
  const hash = (file: string) => stored.get(file) as string
  const { payByDays, discountPercent, ...pricing } = quote.pricing
  return {
    title: quote.title,
    validTo: addDays(today, quote.validDays),
    ...(quote.cover ? { cover: hash(quote.cover) } : {}),
    pricing: Pricing.parse({
      ...pricing,
      ...(payByDays ? { payBy: addDays(today, payByDays) } : {}),
      ...(discountPercent
        ? { discount: { kind: 'percent', basisPoints: whole(parsePercent(discountPercent, 'sv')) } }
        : {}),
    }),
    blocks: quote.blocks.map(b => Block.parse(blockOf(b, hash, today, quote.pricing.deduction !== 'none'))),
  }
}

function blockOf(b: z.infer<typeof SampleBlock>, hash: (file: string) => string, today: string, deducts: boolean) {
  const id = shortId()
  switch (b.type) {
    case 'pictures':
      return { ...b, id, pictures: (b.pictures as { file: string }[]).map(p => ({ ...p, file: hash(p.file) })) }
    case 'times': {
      const { startInDays, ...rest } = b
      return { ...rest, id, ...(startInDays ? { startDate: addDays(today, startInDays as number) } : {}) }
    }
    case 'payment-plan':
      return {
        ...b,
        id,
        parts: z
          .array(Parts)
          .parse(b.parts)
          .map(p => ({ label: p.label, basisPoints: whole(parsePercent(p.percent, 'sv')) })),
      }
    case 'packages':
      return {
        type: 'packages',
        id,
        heading: b.heading,
        options: Packages.parse(b.options).map(o => ({
          id: shortId(),
          name: o.name,
          text: o.text,
          recommended: o.recommended ?? false,
          rows: sampleRows(o.rows, deducts),
        })),
      }
    case 'price-table': {
      const choices = new Map<string, string>()
      const rows = sampleRows(z.array(Row).parse(b.rows), deducts, choices, hash)
      return {
        type: 'price-table',
        id,
        heading: b.heading,
        rows,
        choices: [...choices].map(([label, choiceId]) => ({ id: choiceId, label })),
      }
    }
    default:
      return { ...b, id }
  }
}

/** Rows as the app sends them. Labels of choices get an id each, in `choices`. */
export function sampleRows(
  rows: readonly z.infer<typeof Row>[],
  deducts: boolean,
  choices = new Map<string, string>(),
  hash = (file: string) => file,
): PriceRow[] {
  return rows
    .map(r => (Array.isArray(r) ? { description: r[0], quantity: r[1], unit: r[2], price: r[3], work: r[4] } : r))
    .map((r: Row): PriceRow => {
      if (r.choice && !choices.has(r.choice)) choices.set(r.choice, shortId())
      const [min, max, step] = (r.range ?? []).map(q => whole(parseQuantity(q, 'sv')))
      return {
        id: shortId(),
        description: r.description,
        ...(r.note ? { note: r.note } : {}),
        work: r.work,
        quantityMilli: whole(parseQuantity(r.quantity, 'sv')),
        unit: r.unit,
        unitPriceOre: whole(parseKr(r.price, 'sv')),
        vatRate: r.vat ?? 25,
        deductible: deducts && r.work === 'labour',
        offered: r.optional ? 'optional' : r.choice ? 'choice' : 'included',
        ...(r.choice ? { choiceId: choices.get(r.choice) as string } : {}),
        ...(r.picture ? { picture: hash(r.picture) } : {}),
        ...(r.range
          ? { quantityRange: { minMilli: min as number, maxMilli: max as number, stepMilli: step as number } }
          : {}),
      }
    })
}

/** What the company's settings page would send. */
export function sampleCompany(sample: Sample, logoFile: string | null) {
  const { logo: _, ...company } = sample.company
  const none = { street: '', postcode: '', city: '', phone: '', website: '', colour: '', bankgiro: '', plusgiro: '' }
  return {
    ...none,
    iban: '',
    swish: '',
    organisationNumber: '',
    email: sample.member.email,
    form: 'legal',
    fTax: false,
    defaultTerms: '',
    defaultAbout: '',
    defaultValidDays: 30,
    pricesIncludeVat: sample.client.kind === 'person',
    ...company,
    logoFile,
  }
}

/** What the client page would send; shares belong to the quote. */
export function sampleClient(sample: Sample) {
  return { ...sample.client, people: sample.client.people.map(({ share: _, ...person }) => person) }
}
