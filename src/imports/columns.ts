// Which column is which: headings as Swedish programs and people write them. A guess, told and changed before anything is read by it.
import type { ArticleField, ClientField, ImportField, ImportKind } from './contract.ts'
import type { Cell, SheetRow } from './sheet.ts'

const articleHeadings: Readonly<Record<ArticleField, string>> = {
  name: 'benämning artikel artikelnamn artikelbenämning namn produkt produktnamn beskrivning text tjänst description name item product vara varunamn rubrik',
  number:
    'artikelnummer artikelnr artnr art.nr nummer nr produktnummer varunummer enummer e-nummer rsknummer rsk-nr rsk sku itemno articlenumber kod',
  price:
    'pris àpris apris styckpris enhetspris försäljningspris utpris cirkapris listpris kundpris pris/enhet price unitprice salesprice timpris prisexmoms prisexklmoms prisinklmoms prisexkl prisinkl nettopris bruttopris',
  basis: 'prisetär prisärangivet prisbas momsingår inklexkl',
  unit: 'enhet enh försäljningsenhet prisenhet unit uom måttenhet',
  category: 'kategori grupp artikelgrupp produktgrupp varugrupp category group avdelning',
  work: 'slag typ artikeltyp radtyp type kind arbetsslag',
  vat: 'moms momssats moms% momsprocent vat vatrate vat%',
  cost: 'kostnad inköpspris inpris självkostnad egenkostnad anskaffningspris inköp cost purchaseprice kostpris',
  note: 'förklaring anteckning kommentar notering anmärkning text2 note comment övrigt',
  deductible: 'rot rut rot/rut avdrag husarbete skattereduktion rotrut',
}
const clientHeadings: Readonly<Record<ClientField, string>> = {
  name: 'namn kund kundnamn företag företagsnamn name customer customername client bolag benämning förening fullständigtnamn',
  firstName: 'förnamn firstname givenname tilltalsnamn',
  lastName: 'efternamn lastname surname familyname',
  kind: 'kundtyp typ slag type kind kundkategori',
  organisationNumber: 'organisationsnummer orgnr org.nr organisationsnr orgnummer organizationnumber vatnr',
  personalNumber: 'personnummer pnr personnr persnr personalnumber ssn personid',
  email: 'epost e-post email e-mail mail mejl epostadress e-postadress emailaddress fakturaepost',
  phone: 'telefon tel telefonnummer telefonnr phone phonenumber tfn hemtelefon telefon1',
  mobile: 'mobil mobiltelefon mobilnummer mobilnr mobile cell telefon2',
  street: 'adress gatuadress gata postadress fakturaadress adress1 address street address1 utdelningsadress',
  postcode: 'postnummer postnr zip zipcode postcode postalcode',
  city: 'ort postort stad city town',
  workStreet: 'arbetsadress arbetsplats leveransadress objektadress worksite deliveryaddress besöksadress',
  workPostcode: 'arbetsplatsenspostnummer arbetspostnummer leveranspostnummer leveranspostnr objektpostnummer',
  workCity: 'arbetsort arbetsplatsensort leveransort objektort',
  propertyDesignation: 'fastighetsbeteckning fastighet fastighetsbet propertydesignation beteckning',
  associationNumber: 'föreningensorganisationsnummer brforgnr brforganisationsnummer föreningensorgnr',
  flatNumber: 'lägenhetsnummer lghnr lägenhet lgh lägenhetsnr apartment',
  contactName: 'kontaktperson kontakt referens erreferens contact contactperson attention attn',
  contactTitle: 'roll titel befattning title role',
  contactEmail: 'kontaktensepost kontaktepost kontaktpersonensepost contactemail',
  contactPhone: 'kontaktenstelefon kontakttelefon kontaktpersonenstelefon contactphone',
  language: 'språk language spr',
}
const bare = (heading: string) => heading.toLowerCase().replace(/[\s._:*()\-–/]/g, '')
const known = (headings: Readonly<Record<string, string>>) =>
  new Map(Object.entries(headings).flatMap(([field, words]) => words.split(' ').map(w => [bare(w), field] as const)))
const headings = { articles: known(articleHeadings), clients: known(clientHeadings) }

/** The field a heading means, or null. "Pris exkl. moms (kr)" is a price, with its basis. */
export function fieldOf(kind: ImportKind, heading: string): ImportField | null {
  const word = bare(heading)
  const exact = headings[kind].get(word) ?? headings[kind].get(word.replace(/(kr|sek)$/, ''))
  if (exact) return exact as ImportField
  if (kind === 'articles') {
    if (/(inköp|själv|kost|inpris)/.test(word) && /(pris|kostnad)/.test(word)) return 'cost'
    if (/pris|price/.test(word)) return 'price'
    if (/moms|vat/.test(word)) return 'vat'
  }
  return null
}

/** Whether a heading says that its prices include VAT. */
export function basisOf(heading: string): 'incl' | 'excl' | null {
  const word = bare(heading)
  if (/ex(kl|cl)?(usive)?(moms|vat)|netto|exkl|utanmoms/.test(word)) return 'excl'
  return /in(kl|cl)(usive)?(moms|vat)|brutto|inkl|medmoms/.test(word) ? 'incl' : null
}

export type Columns = { header: SheetRow | null; columns: Record<string, number> }

/** The row of headings among the first of a file, and what they mean: where most are known, and else the first row that is all words. */
export function guessColumns(kind: ImportKind, first: readonly SheetRow[], header?: number): Columns {
  const candidates = header === undefined ? first : first.filter(r => r.number === header)
  let best: { row: SheetRow | null; columns: Record<string, number>; score: number } = {
    row: null,
    columns: {},
    score: 0,
  }
  if (header !== 0)
    for (const row of candidates) {
      const columns = meant(kind, row)
      const score = Object.keys(columns).length
      if (score > best.score) best = { row, columns, score }
    }
  if (best.row || header === 0) return { header: best.row, columns: best.columns }
  const top = candidates[0]
  const isWords = top?.cells.every(c => !c || (c.number === undefined && !/^[\d\s.,:-]+$/.test(c.text)))
  return { header: top && (header !== undefined || (isWords && first.length > 1)) ? top : null, columns: {} }
}

function meant(kind: ImportKind, row: SheetRow): Record<string, number> {
  const found: Record<string, number> = {}
  for (const [index, cell] of row.cells.entries()) {
    const field = cell && isHeading(cell) ? fieldOf(kind, cell.text) : null
    if (field && !(field in found)) found[field] = index
  }
  return found
}
const isHeading = (cell: Cell) => cell.number === undefined && cell.text.length <= 60
