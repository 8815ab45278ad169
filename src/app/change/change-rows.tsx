// What it costs, row by row. One row is open at a time and the first stands ready: a price is all it asks for.
import { useId, useState } from 'react'
import type { PriceRow } from '../../blocks/contract.ts'
import { rowAmount } from '../../blocks/price.ts'
import { Icon } from '../../design/icons.tsx'
import { formatOre, formatQuantity } from '../../kernel/money.ts'
import { appWords } from '../app.messages.ts'
import { ArticlePicker } from '../editor/article-picker.tsx'
import { changeRow, insertRows, isBlank, removeRow, type Table, tablesOf } from '../editor/content.ts'
import { editorWords } from '../editor/editor.messages.ts'
import { partAnchor } from '../editor/part-list.tsx'
import { useDraft } from '../editor/use-draft.ts'
import { Segments, Units, useFigure } from '../shell/fields.tsx'
import { useToast } from '../shell/toast.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { changeWords as w } from './change.messages.ts'
import { firstRow, named } from './change-content.ts'

const UNITS = 'units-of-a-change'

export function ChangeRows() {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const { content, change, undo } = useDraft()
  const table = tablesOf(content)[0]
  const [blank, setBlank] = useState(() => firstRow(undefined))
  const [open, setOpen] = useState<string | null>(null)
  const [picking, setPicking] = useState(false)
  if (!table) return null
  const { pricing } = content
  const removal = content.change?.type === 'removal'
  const rows = table.rows.length > 0 ? table.rows : [blank]
  const isOpen = (row: PriceRow) => open === row.id || (table.rows.length === 0 && open === null) || isBlank(row)
  const set = (row: PriceRow, more: Partial<PriceRow>, field: string) => {
    const next = named({ ...row, ...more }, content.title)
    if (table.rows.some(r => r.id === row.id)) return change(changeRow(table.id, row.id, next), `${field} ${row.id}`)
    setOpen(row.id)
    change(insertRows(table.id, null, [next]), `${field} ${row.id}`)
  }
  const add = () => {
    const row = firstRow(table.rows[table.rows.length - 1])
    change(insertRows(table.id, null, [row]))
    setOpen(row.id)
  }
  const remove = (row: PriceRow) => {
    change(removeRow(table.id, row.id))
    setBlank(firstRow(undefined))
    setOpen('')
    toast(say(editorWords.rowRemoved), undo)
  }
  return (
    <section className="change-part" id={partAnchor(table.id)} tabIndex={-1}>
      <header className="change-head">
        <h2>{say(w.price)}</h2>
        <span className="help">
          {say(pricing.pricesIncludeVat && pricing.vatMode === 'standard' ? w.inclVat : w.exclVat)}
        </span>
      </header>
      <ul className="change-rows">
        {rows.map(row => (
          <li key={row.id} data-row={row.id}>
            {isOpen(row) ? (
              <RowFields
                row={row}
                removal={removal}
                set={(more, field) => set(row, more, field)}
                remove={isBlank(row) && rows.length === 1 ? null : () => remove(row)}
                done={isBlank(row) ? null : () => setOpen('')}
              />
            ) : (
              <button
                type="button"
                className="cell change-row"
                aria-label={`${say(w.editRow, { what: row.description || say(editorWords.unnamedRow) })}, ${formatOre(rowAmount(row), language)}`}
                onClick={() => setOpen(row.id)}
              >
                <span>
                  {row.description || say(editorWords.unnamedRow)}
                  <small className="num">
                    {formatQuantity(row.quantityMilli, language)} {row.unit} × {formatOre(row.unitPriceOre, language)}
                  </small>
                </span>
                <span className="num">{formatOre(rowAmount(row), language)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="row-acts">
        <button type="button" className="link" disabled={rows.some(isBlank)} onClick={add}>
          <Icon name="plus" />
          {say(w.row)}
        </button>
        <button type="button" className="link" onClick={() => setPicking(true)}>
          <Icon name="articles" />
          {say(editorWords.fromArticles)}
        </button>
      </p>
      <Units id={UNITS} />
      {picking && (
        <ArticlePicker
          close={() => setPicking(false)}
          pick={picked => {
            const signed = removal ? picked.map(r => ({ ...r, unitPriceOre: -r.unitPriceOre })) : picked
            const blanks = table.rows.filter(isBlank)
            change(c =>
              blanks.reduce((all, b) => removeRow(table.id, b.id)(all), insertRows(table.id, null, signed)(c)),
            )
            setOpen('')
            setPicking(false)
          }}
        />
      )}
    </section>
  )
}

function RowFields({
  row,
  removal,
  set,
  remove,
  done,
}: {
  row: Table['rows'][number]
  removal: boolean
  set: (more: Partial<PriceRow>, field: string) => void
  remove: (() => void) | null
  done: (() => void) | null
}) {
  const say = useSay()
  const language = useLanguage()
  const id = useId()
  const { unreadable, setUnreadable } = useDraft()
  const falls = removal || row.unitPriceOre < 0
  const sign = falls ? -1 : 1
  const [deducted, setDeducted] = useState(falls)
  const quantity = useFigure({
    kind: 'quantity',
    value: row.quantityMilli,
    change: quantityMilli => set({ quantityMilli }, 'quantity'),
    unreadable: text => setUnreadable(`${row.id}.quantity`, text),
    pending: unreadable[`${row.id}.quantity`],
  })
  const price = useFigure({
    kind: 'kr',
    value: Math.abs(row.unitPriceOre),
    change: v => set({ unitPriceOre: (deducted || removal ? -1 : 1) * v || 0 }, 'price'),
    unreadable: text => setUnreadable(`${row.id}.price`, text),
    pending: unreadable[`${row.id}.price`],
  })
  const field = (name: string) => `${id}${name}`
  return (
    <div className="row-fields">
      <label htmlFor={field('what')}>{say(w.rowWhat)}</label>
      <input
        id={field('what')}
        className="input"
        value={row.description}
        placeholder={say(w.rowWhatHint)}
        maxLength={300}
        autoComplete="off"
        onChange={e => set({ description: e.target.value }, 'description')}
      />
      <div className="row-figures">
        <p>
          <label htmlFor={field('n')}>{say(editorWords.quantity)}</label>
          <input
            id={field('n')}
            className="input num"
            {...quantity.input}
            aria-invalid={quantity.error ? true : undefined}
            aria-describedby={quantity.error ? field('error') : undefined}
          />
        </p>
        <p>
          <label htmlFor={field('u')}>{say(editorWords.unit)}</label>
          <input
            id={field('u')}
            className="input"
            value={row.unit}
            maxLength={12}
            list={UNITS}
            autoComplete="off"
            onChange={e => set({ unit: e.target.value }, 'unit')}
          />
        </p>
        <p>
          <label htmlFor={field('p')}>{say(w.each)}</label>
          <input
            id={field('p')}
            className="input num"
            {...price.input}
            aria-invalid={price.error ? true : undefined}
            aria-describedby={price.error ? field('error') : undefined}
          />
        </p>
      </div>
      {(quantity.error || price.error) && (
        <p className="error" id={field('error')} role="alert">
          {quantity.error ?? price.error}
        </p>
      )}
      <Segments
        label={say(w.rowWork)}
        hideLabel
        value={row.work}
        change={work => set({ work }, 'work')}
        options={[
          ['labour', say(editorWords.labour)],
          ['material', say(editorWords.material)],
          ['other', say(editorWords.other)],
        ]}
      />
      <div className="row-ends">
        {!removal && (
          <label className="check">
            <input
              type="checkbox"
              checked={deducted}
              onChange={e => {
                setDeducted(e.target.checked)
                set({ unitPriceOre: (e.target.checked ? -1 : 1) * Math.abs(row.unitPriceOre) || 0 }, 'falls')
              }}
            />
            <span>{say(w.rowFalls)}</span>
          </label>
        )}
        <span className="num row-sum">
          {row.unitPriceOre !== 0 && formatOre(sign * Math.abs(rowAmount(row)), language)}
        </span>
        {remove && (
          <button type="button" className="link" onClick={remove}>
            {say(appWords.remove)}
          </button>
        )}
        {done && (
          <button type="button" className="button small" onClick={done}>
            {say(w.doneRow)}
          </button>
        )}
      </div>
    </div>
  )
}
