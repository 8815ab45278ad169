// The company's own particulars.
import { maskPersonalNumber, PersonalNumber } from '../kernel/personal-number.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { shredKey } from '../platform/vault/shred-job.ts'
import { noteKey, type VaultKey } from '../platform/vault/vault.ts'
import type { CompanyInput, CompanyView } from './contract.ts'
import { encryptTraderNumber, traderNumberOf } from './number.ts'

export async function readCompany(services: Services, tx: Tx, companyId: string): Promise<CompanyView> {
  const c = await tx.selectFrom('company').selectAll().where('id', '=', companyId).executeTakeFirstOrThrow()
  const number = await traderNumberOf(services, c)
  return {
    name: c.name,
    form: c.form,
    organisationNumber: c.organisation_number,
    soleTraderNumberMasked: number ? maskPersonalNumber(PersonalNumber.of(number)) : null,
    street: c.street,
    postcode: c.postcode,
    city: c.city,
    phone: c.phone,
    email: c.email,
    website: c.website,
    colour: c.colour,
    logoFile: c.logo_file,
    fTax: c.f_tax,
    bankgiro: c.bankgiro,
    plusgiro: c.plusgiro,
    iban: c.iban,
    swish: c.swish,
    defaultTerms: c.default_terms ?? '',
    defaultAbout: c.default_about ?? '',
    privacyText: c.privacy_text ?? '',
    defaultValidDays: c.default_valid_days,
    pricesIncludeVat: c.prices_include_vat,
  }
}

/** Saves all of it. `key` is a new vault key when a sole trader's number was given. */
export async function saveCompany(
  services: Services,
  tx: Tx,
  companyId: string,
  input: CompanyInput,
  key: VaultKey | null,
): Promise<void> {
  const at = services.clock.now()
  // A number of a company says what the company is.
  const form = input.form ?? (input.organisationNumber ? 'legal' : null)
  const number = form === 'sole-trader' ? input.soleTraderNumber : null
  if (key && number) await noteKey(tx, key, at)
  if (number !== undefined) await shredNumber(tx, companyId)
  if (input.logoFile) await refuseUnknownPicture(tx, companyId, input.logoFile)
  await tx
    .updateTable('company')
    .set({
      name: input.name,
      form,
      organisation_number: form === 'sole-trader' ? null : input.organisationNumber,
      ...(key && number ? { sole_trader_number: encryptTraderNumber(key, number.reveal()), key_id: key.id } : {}),
      ...(number === null ? { sole_trader_number: null, key_id: null } : {}),
      street: input.street,
      postcode: input.postcode,
      city: input.city,
      phone: input.phone,
      email: input.email,
      website: input.website,
      colour: input.colour,
      logo_file: input.logoFile,
      f_tax: input.fTax,
      bankgiro: input.bankgiro,
      plusgiro: input.plusgiro,
      iban: input.iban,
      swish: input.swish,
      default_terms: input.defaultTerms || null,
      default_about: input.defaultAbout || null,
      privacy_text: input.privacyText || null,
      default_valid_days: input.defaultValidDays,
      prices_include_vat: input.pricesIncludeVat,
      updated_at: at,
    })
    .where('id', '=', companyId)
    .execute()
}

/** The number that stood there is replaced or taken away: its key goes with it. */
async function shredNumber(tx: Tx, companyId: string) {
  const before = await tx.selectFrom('company').select('key_id').where('id', '=', companyId).executeTakeFirstOrThrow()
  if (before.key_id) await shredKey.in(tx, { companyId, keyId: before.key_id })
}

async function refuseUnknownPicture(tx: Tx, companyId: string, sha256: string) {
  const known = await tx
    .selectFrom('file')
    .select('sha256')
    .where('company_id', '=', companyId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (!known) throw new Problem('picture-missing', {}, { field: 'logoFile' })
}
