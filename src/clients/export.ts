// The register as a file for a spreadsheet, under headings by which it is read back. Personal numbers never go along.
import { sql } from 'kysely'
import { printPhone } from '../kernel/contact.ts'
import { CSV_MARK, csvRow } from '../kernel/csv-row.ts'
import type { Tx } from '../platform/database/connect.ts'

const kind = { person: 'Privatperson', company: 'Företag', association: 'Förening' } as const
const phone = (e164: string | null) => (e164 === null ? null : printPhone(e164))

type Person = { name: string; email: string | null; phone: string | null; title: string | null }
type Row = {
  kind: keyof typeof kind
  name: string
  organisation_number: string | null
  email: string | null
  phone: string | null
  street: string | null
  postcode: string | null
  city: string | null
  work_street: string | null
  work_postcode: string | null
  work_city: string | null
  property_designation: string | null
  association_number: string | null
  flat_number: string | null
  language: 'sv' | 'en'
  people: Person[]
}

export async function exportClients(tx: Tx, companyId: string): Promise<string> {
  const { rows } = await sql<Row>`
    select c.*, coalesce((select json_agg(json_build_object('name', p.name, 'email', p.email, 'phone', p.phone, 'title', p.title)
      order by p.position) from client_person p where p.company_id = c.company_id and p.client_id = c.id and p.removed_at is null), '[]') as people
    from client c where c.company_id = ${companyId} and c.archived_at is null order by lower(c.name), c.id`.execute(tx)
  let text =
    CSV_MARK +
    csvRow([
      ...['Kundtyp', 'Namn', 'Organisationsnummer', 'E-post', 'Telefon', 'Adress', 'Postnummer', 'Ort'],
      ...['Arbetsadress', 'Arbetsplatsens postnummer', 'Arbetsort', 'Fastighetsbeteckning'],
      ...['Föreningens organisationsnummer', 'Lägenhetsnummer', 'Kontaktperson', 'Roll', 'Kontaktens e-post'],
      ...['Kontaktens telefon', 'Språk', 'Fler personer'],
    ])
  for (const c of rows) {
    // The person of a household of one is the household; a firm's first contact has columns of their own.
    const isFirm = c.kind !== 'person'
    const contact = isFirm ? c.people[0] : undefined
    const more = c.people.slice(isFirm || c.people.length === 1 ? 1 : 0)
    text += csvRow([
      ...[kind[c.kind], c.name, c.organisation_number, c.email, phone(c.phone), c.street, c.postcode, c.city],
      ...[c.work_street, c.work_postcode, c.work_city, c.property_designation, c.association_number, c.flat_number],
      ...[contact?.name ?? '', contact?.title ?? '', contact?.email ?? '', phone(contact?.phone ?? null)],
      ...[c.language === 'en' ? 'engelska' : 'svenska', more.map(personWords).join('; ')],
    ])
  }
  return text
}

const personWords = (p: Person) => [p.name, p.email, phone(p.phone)].filter(Boolean).join(', ')
