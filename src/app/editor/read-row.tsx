// A row at rest: words and figures. A click on a cell begins to work in it; with the keyboard the description is the way in.
import { type MouseEvent, memo } from 'react'
import type { PriceRow } from '../../blocks/contract.ts'
import { rowAmount } from '../../blocks/price.ts'
import { formatOre, formatQuantity } from '../../kernel/money.ts'
import { fileUrl } from '../api.ts'
import { useLanguage, useSay } from '../words.tsx'
import { editorWords as w } from './editor.messages.ts'
import { printDiscount } from './fields.ts'
import type { RowActions } from './price-row.tsx'
import type { Column } from './price-table.tsx'

export const ReadRow = memo(function ReadRow({
  row,
  actions,
  decimals,
  unreadable,
}: {
  row: PriceRow
  actions: RowActions
  decimals: 0 | 2
  unreadable: string | undefined
}) {
  const say = useSay()
  const language = useLanguage()
  const name = row.description || say(w.unnamedRow)
  const open = (e: MouseEvent) => {
    const column = (e.target as Element).closest<HTMLElement>('[data-column]')?.dataset.column
    actions.enter(row.id, (column as Column | undefined) ?? 'description')
  }
  const amount = rowAmount(row)
  return (
    <tr
      className={unreadable === undefined ? 'row' : 'row bad'}
      data-row={row.id}
      onClick={open}
      onDragOver={e => {
        if (e.dataTransfer.types.includes('text/cling-row')) e.preventDefault()
      }}
      onDrop={e => {
        const id = e.dataTransfer.getData('text/cling-row')
        if (!id) return
        e.preventDefault()
        actions.drop(id, row.id)
      }}
    >
      <th scope="row" data-column="description">
        {row.picture && <img src={fileUrl(row.picture)} alt="" className="swatch" />}
        <button type="button" className="cell" aria-label={say(w.editRow, { row: name })}>
          {name}
        </button>
        {(row.note || row.discount) && (
          <small>
            {[row.discount && `${say(w.discount)} ${printDiscount(row.discount, language)}`, row.note]
              .filter(Boolean)
              .join(', ')}
          </small>
        )}
      </th>
      <td data-column="work" className="work">
        {say(w[row.work])}
      </td>
      <td data-column="quantity" className="r">
        {formatQuantity(row.quantityMilli, language)}
      </td>
      <td data-column="unit" className="unit">
        {row.unit}
      </td>
      <td data-column="price" className="r">
        {formatOre(row.unitPriceOre, language)}
      </td>
      <td className="r amount" data-column="price">
        {unreadable !== undefined ? (
          <span className="late">{unreadable}</span>
        ) : row.offered !== 'included' && amount === 0 ? (
          say(w['offered-included']).toLowerCase()
        ) : row.offered === 'included' || amount < 0 ? (
          formatOre(amount, language, decimals)
        ) : (
          `+${formatOre(amount, language, decimals)}`
        )}
      </td>
    </tr>
  )
})
