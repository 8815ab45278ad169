// The company's own particulars.
import { maskPersonalNumber, PersonalNumber } from '../kernel/personal-number.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
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
  if (key) await noteKey(tx, key, at)
  const number = input.soleTraderNumber
  await tx
    .updateTable('company')
    .set({
      name: input.name,
      form: input.form,
      organisation_number: input.form === 'sole-trader' ? null : input.organisationNumber,
      ...(input.form === 'sole-trader' && key && number
        ? { sole_trader_number: encryptTraderNumber(key, number.reveal()), key_id: key.id }
        : {}),
      ...(input.form !== 'sole-trader' || number === null ? { sole_trader_number: null } : {}),
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
      default_valid_days: input.defaultValidDays,
      prices_include_vat: input.pricesIncludeVat,
      updated_at: at,
    })
    .where('id', '=', companyId)
    .execute()
}
