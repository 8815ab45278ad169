// The content as it leaves the company. Apart from the shapes in frozen.ts, so that the browser can use it without their checks.
import type { Block, DocumentContent, PriceRow } from './contract.ts'

function saysSomething(b: Block): boolean {
  switch (b.type) {
    case 'letter':
    case 'text':
    case 'terms':
    case 'about':
      return b.body.trim() !== ''
    case 'not-included':
      return b.items.some(i => i.trim() !== '')
    case 'pictures':
      return b.pictures.length > 0
    case 'price-table':
      return b.rows.length > 0
    case 'packages':
      return b.options.some(o => o.rows.length > 0)
    case 'times':
      return b.start !== '' || b.end !== ''
    case 'payment-plan':
      return b.parts.length > 0 || b.body.trim() !== ''
  }
}

const ownPartOut = ({ ownCostOre: _own, ...row }: PriceRow): PriceRow => row

/** The content as it leaves the company: without own cost, without parts that say nothing. */
export function contentToSend(content: DocumentContent): DocumentContent {
  const blocks = content.blocks
    .map(b =>
      b.type === 'packages'
        ? { ...b, options: b.options.filter(o => o.rows.length > 0).map(o => ({ ...o, rows: o.rows.map(ownPartOut) })) }
        : b.type === 'price-table'
          ? {
              ...b,
              rows: b.rows.map(ownPartOut),
              choices: b.choices.filter(c => b.rows.some(r => r.offered === 'choice' && r.choiceId === c.id)),
            }
          : b,
    )
    .filter(saysSomething)
  return { ...content, blocks }
}
