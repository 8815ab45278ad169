// One row of a price list as an article, with what cannot be read of it.
import type { z } from 'zod'
import { NewArticle } from '../articles/contract.ts'
import { readUnit } from '../articles/units.ts'
import { parseKr } from '../kernel/money.ts'
import { oneLine } from '../kernel/text.ts'
import type { ArticleField } from './contract.ts'
import { type Fault, faultsOf, type Given, type Read, tooLong } from './read.ts'

/** What a row says; what it does not say is left out, so that a known article keeps it. `category` is a name. */
export type ArticleRow = Partial<Omit<NewArticle, 'categoryId'>> & { category?: string }

export function readArticle(given: Given<ArticleField>, basis: 'incl' | 'excl'): Read<ArticleRow> {
  const faults: Fault[] = []
  const said: ArticleRow = {}
  const ore = (field: 'price' | 'cost') => {
    const cell = given(field)
    if (!cell) return undefined
    if (cell.number !== undefined) return Math.round(cell.number * 100)
    const read = parseKr(cell.text, 'sv')
    if (read.ok) return read.value
    faults.push({ field, code: read.code, facts: read.facts ?? {} })
    return undefined
  }
  const name = given('name')
  if (name) said.name = oneLine(name.text)
  else faults.push({ field: 'name', code: 'field-missing', facts: {} })
  const number = given('number')
  if (number) said.number = oneLine(number.text.replace(/,0+$/, ''))
  const price = ore('price')
  const own = given('basis')?.text
  const includes = own === undefined ? basis === 'incl' : /^(in|ja|brutto|1|x)/i.test(own)
  if (price !== undefined) Object.assign(said, { unitPriceOre: price, priceIncludesVat: includes })
  const cost = ore('cost')
  if (cost !== undefined) said.ownCostOre = cost
  const unit = given('unit')
  if (unit) said.unit = readUnit(unit.text)
  const category = given('category')
  if (category) {
    said.category = oneLine(category.text)
    if (said.category.length > 80) faults.push(tooLong('category', 80))
  }
  const note = given('note')
  if (note) said.note = note.text
  const work = given('work')
  if (work) {
    const kind = workOf(work.text)
    if (kind) said.work = kind
    else faults.push({ field: 'work', code: 'import-work', facts: {} })
  }
  const vat = given('vat')
  if (vat) {
    const rate = rateOf(vat.text, vat.number)
    if (rate === null) faults.push({ field: 'vat', code: 'import-vat', facts: {} })
    else said.vatRate = rate
  }
  const deductible = given('deductible')
  if (deductible) said.deductible = /^(ja|j|x|1|true|yes|y|rot|rut|rot\/rut)$/i.test(deductible.text)
  return { said, faults }
}

const FIELD: Readonly<Record<string, ArticleField>> = { unitPriceOre: 'price', ownCostOre: 'cost', vatRate: 'vat' }

/** The row as a whole article: what it leaves out is what is most often so. */
export function newArticleOf(said: ArticleRow): { article: NewArticle | null; faults: Fault[] } {
  const { category: _, ...rest } = said
  const work = rest.work ?? (/^(tim|dag|vecka|mån)$/.test(rest.unit ?? '') ? 'labour' : 'material')
  const whole: z.input<typeof NewArticle> = {
    ...{ unit: 'st', vatRate: 25, priceIncludesVat: false, unitPriceOre: rest.unitPriceOre as number },
    ...{ name: '', note: null, number: null, ownCostOre: null, deductible: work === 'labour' },
    ...rest,
    work,
  }
  const read = NewArticle.safeParse(whole, { reportInput: true })
  return read.success
    ? { article: read.data, faults: [] }
    : { article: null, faults: faultsOf(read.error, path => FIELD[path] ?? path) }
}

function workOf(text: string): NewArticle['work'] | null {
  const word = text.toLowerCase()
  if (/^(arbete|arbetskostnad|arb|tjänst|tid|timmar|labour|labor|service|work)/.test(word)) return 'labour'
  if (/^(material|mtrl|vara|varor|produkt|artikel|lager|goods|product|stock)/.test(word)) return 'material'
  return /^(övrigt|övr|annat|resa|resor|maskin|hyra|other|travel)/.test(word) ? 'other' : null
}

/** "25 %", "25" and a cell that shows 25 % but holds a quarter. */
function rateOf(text: string, number: number | undefined): NewArticle['vatRate'] | null {
  const bare = text.replace(/\s|%|moms/gi, '').replace(',', '.')
  if (!/^\d+(\.\d+)?$/.test(bare)) return null
  const value = number ?? Number(bare)
  const percent = value > 0 && value < 1 ? Math.round(value * 100) : value
  return percent === 25 || percent === 12 || percent === 6 || percent === 0 ? percent : null
}
