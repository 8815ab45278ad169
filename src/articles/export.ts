// The register as a file for a spreadsheet, under headings by which it is read back.
import { sql } from 'kysely'
import { CSV_MARK, csvRow } from '../kernel/csv-row.ts'
import { formatOre } from '../kernel/money.ts'
import type { Tx } from '../platform/database/connect.ts'

const work = { labour: 'Arbete', material: 'Material', other: 'Övrigt' } as const
/** A figure without marks between thousands, as every spreadsheet reads it. */
const figure = (ore: number) => formatOre(ore, 'sv').replace(/\s/g, '').replace('\u2212', '-')

export async function exportArticles(tx: Tx, companyId: string, seesCost: boolean): Promise<string> {
  const { rows } = await sql<{
    number: string | null
    name: string
    category: string | null
    work: keyof typeof work
    unit: string
    unit_price_ore: number
    price_includes_vat: boolean
    vat_rate: number
    own_cost_ore: number | null
    deductible: boolean
    note: string | null
  }>`select a.*, c.name as category from article a left join article_category c on c.company_id = a.company_id and c.id = a.category_id
    where a.company_id = ${companyId} and a.archived_at is null order by c.position nulls last, lower(a.name), a.id`.execute(
    tx,
  )
  const head = [
    'Artikelnummer',
    'Benämning',
    'Kategori',
    'Slag',
    'Enhet',
    'Pris',
    'Priset är',
    'Moms %',
    'ROT/RUT',
    'Förklaring',
  ]
  let text = CSV_MARK + csvRow(seesCost ? [...head, 'Kostnad'] : head)
  for (const a of rows) {
    const cells = [
      ...[a.number, a.name, a.category, work[a.work], a.unit, figure(a.unit_price_ore)],
      ...[a.price_includes_vat ? 'inkl. moms' : 'exkl. moms', a.vat_rate, a.deductible ? 'ja' : 'nej', a.note],
    ]
    text += csvRow(seesCost ? [...cells, a.own_cost_ore === null ? '' : figure(a.own_cost_ore)] : cells)
  }
  return text
}
