// The row being worked on: fields on the first line, what belongs to the row on the second.
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react'
import type { ArticleView } from '../../articles/contract.ts'
import type { PriceRow, Pricing, WorkKind } from '../../blocks/contract.ts'
import { rowAmount } from '../../blocks/price.ts'
import { Icon } from '../../design/icons.tsx'
import { formatOre, mulDiv } from '../../kernel/money.ts'
import { appWords } from '../app.messages.ts'
import { Units, useFigure } from '../shell/fields.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { changeRow, isBlank, type Table } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import type { Column } from './price-table.tsx'
import { RowDetails } from './row-details.tsx'
import { useDraft } from './use-draft.ts'

export type RowActions = {
  enter: (rowId: string, column: Column) => void
  /** To the next row; with `make` a new one where the group ends. */
  next: (row: PriceRow, column: Column, make: boolean) => void
  previous: (row: PriceRow, column: Column) => void
  insertAfter: (row: PriceRow) => void
  remove: (row: PriceRow) => void
  duplicate: (row: PriceRow) => void
  move: (row: PriceRow, by: -1 | 1) => void
  drop: (rowId: string, at: string) => void
  close: (row: PriceRow) => void
  /** True when the text was several cells and became rows. */
  paste: (row: PriceRow, text: string) => boolean
}

const UNITS = 'units-of-a-row'

/** An article as it goes into a row: its price in the basis this document is written in. */
export function fromArticle(a: ArticleView, pricing: Pricing): Partial<PriceRow> {
  const wants = pricing.pricesIncludeVat && pricing.vatMode === 'standard'
  const unitPriceOre =
    a.priceIncludesVat === wants
      ? a.unitPriceOre
      : wants
        ? mulDiv(a.unitPriceOre, 100 + a.vatRate, 100)
        : mulDiv(a.unitPriceOre, 100, 100 + a.vatRate)
  return {
    articleId: a.id,
    description: a.name,
    ...(a.note ? { note: a.note } : {}),
    unit: a.unit,
    work: a.work,
    unitPriceOre,
    vatRate: a.vatRate,
    deductible: a.deductible,
    ...(a.ownCostOre !== null ? { ownCostOre: a.ownCostOre } : {}),
  }
}

export function EditedRow({
  row,
  table,
  actions,
  decimals,
}: {
  row: PriceRow
  table: Table
  actions: RowActions
  decimals: 0 | 2
}) {
  const say = useSay()
  const language = useLanguage()
  const { change, unreadable } = useDraft()
  const set = (more: Partial<PriceRow>, field: string) =>
    change(changeRow(table.id, row.id, more), `${field} ${row.id}`)
  const name = row.description || say(w.unnamedRow)
  const isUnread = ['quantity', 'price', 'discount'].some(f => `${row.id}.${f}` in unreadable)

  const onKeyDown = (e: KeyboardEvent<HTMLElement>) => {
    const target = e.target as HTMLElement
    const column = target.dataset.column as Column | undefined
    if (!column || e.defaultPrevented) return
    const isSelect = target instanceof HTMLSelectElement
    if (e.key === 'Enter') {
      e.preventDefault()
      if (e.shiftKey) actions.insertAfter(row)
      else actions.next(row, 'description', true)
    } else if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) {
      e.preventDefault()
      actions.move(row, e.key === 'ArrowUp' ? -1 : 1)
    } else if (e.key === 'ArrowDown' && !isSelect) {
      e.preventDefault()
      actions.next(row, column, false)
    } else if (e.key === 'ArrowUp' && !isSelect) {
      e.preventDefault()
      actions.previous(row, column)
    } else if (e.key === 'Escape') {
      e.preventDefault()
      actions.close(row)
    } else if (e.key === 'Backspace' && column === 'description' && isBlank(row)) {
      e.preventDefault()
      actions.remove(row)
    }
  }
  const onPaste = (e: ClipboardEvent) => {
    if (actions.paste(row, e.clipboardData.getData('text/plain'))) e.preventDefault()
  }

  return (
    <>
      <tr className="row edited" data-row={row.id} onKeyDown={onKeyDown} onPaste={onPaste}>
        <th scope="row">
          <button
            type="button"
            className="grip"
            draggable
            aria-label={say(w.moveRow, { row: name })}
            onDragStart={e => {
              e.dataTransfer.setData('text/cling-row', row.id)
              e.dataTransfer.effectAllowed = 'move'
            }}
            onKeyDown={e => {
              if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return
              e.preventDefault()
              actions.move(row, e.key === 'ArrowUp' ? -1 : 1)
            }}
          >
            <Icon name="drag" />
          </button>
          <Description row={row} set={set} />
        </th>
        <td className="work" data-label={say(w.work)}>
          <select
            className="input"
            data-column="work"
            aria-label={say(w.work)}
            value={row.work}
            onChange={e => set({ work: e.target.value as WorkKind }, 'work')}
          >
            {(['labour', 'material', 'other'] as const).map(k => (
              <option key={k} value={k}>
                {say(w[k])}
              </option>
            ))}
          </select>
        </td>
        <td className="r quantity" data-label={say(w.quantity)}>
          <Figure
            row={row}
            field="quantity"
            value={row.quantityMilli}
            set={v => set({ quantityMilli: v }, 'quantity')}
          />
        </td>
        <td className="unit" data-label={say(w.unit)}>
          <input
            className="input"
            data-column="unit"
            aria-label={say(w.unit)}
            value={row.unit}
            maxLength={12}
            autoComplete="off"
            list={UNITS}
            onChange={e => set({ unit: e.target.value }, 'unit')}
          />
          <Units id={UNITS} />
        </td>
        <td className="r price" data-label={say(w.price)}>
          <Figure row={row} field="price" value={row.unitPriceOre} set={v => set({ unitPriceOre: v }, 'price')} />
        </td>
        <td className="r amount">
          {isUnread || row.unitPriceOre === 0 ? (
            <span className="unknown">{say(appWords.counting)}</span>
          ) : (
            formatOre(rowAmount(row), language, decimals)
          )}
        </td>
      </tr>
      <tr className="details-row" data-row={row.id}>
        <td colSpan={6}>
          <RowDetails row={row} table={table} actions={actions} set={set} />
        </td>
      </tr>
    </>
  )
}

function Figure({
  row,
  field,
  value,
  set,
}: {
  row: PriceRow
  field: 'quantity' | 'price'
  value: number
  set: (value: number) => void
}) {
  const say = useSay()
  const id = useId()
  const { unreadable, setUnreadable } = useDraft()
  const key = `${row.id}.${field}`
  const figure = useFigure({
    kind: field === 'price' ? 'kr' : 'quantity',
    value,
    change: set,
    unreadable: text => setUnreadable(key, text),
    pending: unreadable[key],
  })
  return (
    <>
      <input
        className="input num"
        data-column={field}
        aria-label={say(w[field])}
        aria-invalid={figure.error ? true : undefined}
        aria-describedby={figure.error ? id : undefined}
        {...figure.input}
      />
      {figure.error && (
        <span className="error floating" id={id}>
          {figure.error}
        </span>
      )}
    </>
  )
}

/** The description, with the articles that fit what is typed. */
function Description({ row, set }: { row: PriceRow; set: (more: Partial<PriceRow>, field: string) => void }) {
  const say = useSay()
  const language = useLanguage()
  const { articles, content } = useDraft()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const typed = row.description.trim().toLowerCase()
  const fitting =
    open && typed.length >= 2
      ? articles.filter(a => a.name.toLowerCase().includes(typed) && a.name !== row.description).slice(0, 6)
      : []
  const pick = (a: ArticleView) => {
    set(fromArticle(a, content.pricing), 'article')
    setOpen(false)
    setAt(-1)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (fitting.length === 0) return
    const picked = fitting[at]
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      setAt((at + (e.key === 'ArrowDown' ? 1 : -1) + fitting.length + 1) % (fitting.length + 1))
    } else if (e.key === 'Enter' && picked) {
      e.preventDefault()
      pick(picked)
    } else if (e.key === 'Escape') {
      e.preventDefault()
      e.stopPropagation()
      setOpen(false)
    }
  }
  const listed = fitting.length > 0
  return (
    <div className="suggesting">
      <input
        className="input"
        data-column="description"
        aria-label={say(w.description)}
        role="combobox"
        aria-expanded={listed}
        aria-controls={listed ? id : undefined}
        aria-activedescendant={listed && at >= 0 && at < fitting.length ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        value={row.description}
        maxLength={300}
        onChange={e => {
          setOpen(true)
          setAt(-1)
          set({ description: e.target.value }, 'description')
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      {listed && (
        <>
          <div className="menu-list suggestions" role="listbox" id={id} aria-label={say(w.fromArticles)}>
            {fitting.map((a, i) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
              <div
                key={a.id}
                id={`${id}-${i}`}
                role="option"
                aria-selected={i === at}
                onPointerDown={e => e.preventDefault()}
                onClick={() => pick(a)}
              >
                <span>{a.name}</span>
                <span className="num">
                  {formatOre(fromArticle(a, content.pricing).unitPriceOre ?? 0, language)} / {a.unit}
                </span>
              </div>
            ))}
          </div>
          <span className="sr" role="status">
            {say(w.suggestions, { n: fitting.length })}
          </span>
        </>
      )}
    </div>
  )
}
