// The company's own particulars as the app meets them.
import { z } from 'zod'
import {
  zBankgiro,
  zEmail,
  zIban,
  zLine,
  zOrganisationNumber,
  zPersonalNumber,
  zPhone,
  zPlusgiro,
  zSwish,
  zText,
} from '../kernel/fields.ts'

const coded = (pattern: RegExp, code: string, form: (text: string) => string = t => t) =>
  z
    .string()
    .max(300)
    .transform((text, context) => {
      const bare = text.trim()
      if (pattern.test(bare)) return form(bare)
      context.addIssue({ code: 'custom', params: { code } })
      return z.NEVER
    })

/** Empty means: take it away. */
const orNothing = <T extends z.ZodType>(inner: T) =>
  z.preprocess(v => (typeof v === 'string' && v.trim() === '' ? null : v), inner.nullable())
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const CompanyInput = z.object({
  name: zLine(120).pipe(z.string().min(1)),
  form: z.enum(['legal', 'sole-trader']).nullable(),
  /** A company's number. For a sole trader leave it out: theirs is `soleTraderNumber`. */
  organisationNumber: orNothing(zOrganisationNumber),
  /** Left out: unchanged. Null: taken away. */
  soleTraderNumber: orNothing(zPersonalNumber).optional(),
  street: orNothing(zLine(120)),
  postcode: orNothing(coded(/^(\d{3}) ?(\d{2})$/, 'postcode-form', t => t.replace(/^(\d{3}) ?(\d{2})$/, '$1 $2'))),
  city: orNothing(zLine(80)),
  phone: orNothing(zPhone),
  email: orNothing(zEmail),
  website: orNothing(
    coded(/^(https?:\/\/)?[\p{L}\p{N}.-]+\.[\p{L}]{2,}(\/[^\s<>"]*)?$/u, 'website-form', t =>
      t.replace(/^https?:\/\//, ''),
    ),
  ),
  colour: orNothing(coded(/^#?[0-9a-fA-F]{6}$/, 'colour-form', t => `#${t.replace('#', '').toLowerCase()}`)),
  logoFile: Hash.nullable(),
  fTax: z.boolean(),
  bankgiro: orNothing(zBankgiro),
  plusgiro: orNothing(zPlusgiro),
  iban: orNothing(zIban),
  swish: orNothing(zSwish),
  defaultTerms: zText(20_000),
  defaultAbout: zText(5000),
  privacyText: zText(3000).default(''),
  defaultValidDays: z.int().min(1).max(365),
  pricesIncludeVat: z.boolean(),
})
export type CompanyInput = z.infer<typeof CompanyInput>

export const CompanyView = z.object({
  name: z.string(),
  form: z.enum(['legal', 'sole-trader']).nullable(),
  organisationNumber: z.string().nullable(),
  soleTraderNumberMasked: z.string().nullable(),
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  website: z.string().nullable(),
  colour: z.string().nullable(),
  logoFile: z.string().nullable(),
  fTax: z.boolean(),
  bankgiro: z.string().nullable(),
  plusgiro: z.string().nullable(),
  iban: z.string().nullable(),
  swish: z.string().nullable(),
  defaultTerms: z.string(),
  defaultAbout: z.string(),
  privacyText: z.string(),
  defaultValidDays: z.int(),
  pricesIncludeVat: z.boolean(),
})
export type CompanyView = z.infer<typeof CompanyView>
