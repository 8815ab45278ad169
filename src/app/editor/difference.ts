// What differs between two drafts, in words a person can choose by.
import type { Block, DocumentContent, PriceRow } from '../../blocks/contract.ts'

export type Difference = { where: string; mine: string; theirs: string }

export function differences(mine: DocumentContent, theirs: DocumentContent): Difference[] {
  const found: Difference[] = []
  const compare = (where: string, a: unknown, b: unknown) => {
    if (JSON.stringify(a) !== JSON.stringify(b)) found.push({ where, mine: words(a), theirs: words(b) })
  }
  compare('Rubrik', mine.title, theirs.title)
  compare('Gäller till', mine.validTo, theirs.validTo)
  compare('Prisform och avdrag', mine.pricing, theirs.pricing)
  const ids = [...new Set([...mine.blocks.map(b => b.id), ...theirs.blocks.map(b => b.id)])]
  for (const id of ids) {
    const a = mine.blocks.find(b => b.id === id)
    const b = theirs.blocks.find(o => o.id === id)
    if (!a || !b) {
      found.push({
        where: (a ?? b)?.heading ?? '',
        mine: a ? summary(a) : 'borttagen',
        theirs: b ? summary(b) : 'borttagen',
      })
      continue
    }
    if (a.type === 'price-table' && b.type === 'price-table') rowDifferences(a.heading, a.rows, b.rows, found)
    else if (JSON.stringify(a) !== JSON.stringify(b))
      found.push({ where: a.heading, mine: summary(a), theirs: summary(b) })
  }
  return found
}

function rowDifferences(heading: string, mine: readonly PriceRow[], theirs: readonly PriceRow[], found: Difference[]) {
  for (const id of new Set([...mine.map(r => r.id), ...theirs.map(r => r.id)])) {
    const a = mine.find(r => r.id === id)
    const b = theirs.find(r => r.id === id)
    if (JSON.stringify(a) === JSON.stringify(b)) continue
    found.push({
      where: `${heading}: ${(a ?? b)?.description || 'rad utan namn'}`,
      mine: a ? rowWords(a) : 'borttagen',
      theirs: b ? rowWords(b) : 'borttagen',
    })
  }
}

const rowWords = (r: PriceRow) =>
  `${r.description}, ${r.quantityMilli / 1000} ${r.unit} × ${(r.unitPriceOre / 100).toLocaleString('sv-SE')} kr, moms ${r.vatRate} %`

function summary(b: Block): string {
  switch (b.type) {
    case 'letter':
    case 'text':
    case 'terms':
    case 'about':
      return b.body || 'tom'
    case 'not-included':
      return b.items.join('; ') || 'tom'
    case 'pictures':
      return `${b.pictures.length} bilder`
    case 'price-table':
      return `${b.rows.length} rader`
    case 'times':
      return [b.start, b.end].filter(Boolean).join(' till ') || 'tom'
    case 'payment-plan':
      return b.parts.map(p => `${p.label} ${p.basisPoints / 100} %`).join('; ') || b.body || 'tom'
  }
}

const words = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
