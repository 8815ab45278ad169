// The second line of the row being worked on: VAT, deduction, discount, how it is offered, what only the company sees.
import { useId, useRef, useState } from 'react'
import type { PriceRow, VatRate } from '../../blocks/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { shortId } from '../../kernel/ids.ts'
import { formatPercent } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { useFigure } from '../shell/fields.tsx'
import { Menu } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf } from '../use-data.ts'
import { refusalWords, useLanguage, useSay } from '../words.tsx'
import { offerRow, type Table } from './content.ts'
import { rowMargin } from './draft-view.ts'
import { editorWords as w } from './editor.messages.ts'
import { printDiscount, readDiscount } from './fields.ts'
import { GrowingText } from './growing-text.tsx'
import type { RowActions } from './price-row.tsx'
import { useDraft } from './use-draft.ts'

const RATES: readonly VatRate[] = [25, 12, 6, 0]

type Props = {
  row: PriceRow
  table: Table
  actions: RowActions
  set: (more: Partial<PriceRow>, field: string) => void
}

export function RowDetails({ row, table, actions, set }: Props) {
  const say = useSay()
  const language = useLanguage()
  const { content, detail } = useDraft()
  const { pricing } = content
  const [noteOpen, setNoteOpen] = useState(Boolean(row.note))
  return (
    <div className="details">
      {pricing.vatMode === 'standard' && (
        <label className="bit">
          {say(w.vat)}
          <select value={row.vatRate} onChange={e => set({ vatRate: Number(e.target.value) as VatRate }, 'vat')}>
            {RATES.map(r => (
              <option key={r} value={r}>
                {formatPercent(r * 100, language)}
              </option>
            ))}
          </select>
        </label>
      )}
      {pricing.deduction !== 'none' && row.work === 'labour' && (
        <label className="bit">
          <input
            type="checkbox"
            checked={row.deductible}
            onChange={e => set({ deductible: e.target.checked }, 'deductible')}
          />
          {say(w.deductible, { kind: pricing.deduction.toUpperCase() })}
        </label>
      )}
      <Discount row={row} set={set} />
      <Offered row={row} table={table} />
      {row.offered !== 'choice' && <Range row={row} set={set} />}
      {detail.seesCost && <OwnCost row={row} set={set} />}
      <RowMenu row={row} actions={actions} set={set} note={noteOpen ? null : () => setNoteOpen(true)} />
      {noteOpen && (
        <GrowingText
          className="note-field"
          label={say(w.note)}
          value={row.note ?? ''}
          placeholder={say(w.note)}
          maxLength={500}
          change={note => set({ note: note || undefined }, 'note')}
        />
      )}
    </div>
  )
}

function Discount({ row, set }: Pick<Props, 'row' | 'set'>) {
  const say = useSay()
  const language = useLanguage()
  const id = useId()
  const { unreadable, setUnreadable } = useDraft()
  const key = `${row.id}.discount`
  const [text, setText] = useState(unreadable[key] ?? printDiscount(row.discount, language))
  const read = readDiscount(text, language)
  return (
    <label className="bit">
      {say(w.discount)}
      <input
        className="num"
        size={5}
        value={text}
        placeholder={say(w.discountShort)}
        autoComplete="off"
        aria-invalid={read.ok ? undefined : true}
        aria-describedby={read.ok ? undefined : id}
        onChange={e => {
          setText(e.target.value)
          const now = readDiscount(e.target.value, language)
          setUnreadable(key, now.ok ? null : e.target.value)
          if (now.ok) set({ discount: now.value }, 'discount')
        }}
        onBlur={() => {
          if (read.ok) setText(printDiscount(read.value, language))
        }}
      />
      {!read.ok && (
        <span className="error" id={id}>
          {refusalWords(read, language)}
        </span>
      )}
    </label>
  )
}

function Offered({ row, table }: Pick<Props, 'row' | 'table'>) {
  const say = useSay()
  const { change } = useDraft()
  const value = row.offered === 'choice' ? `choice ${row.choiceId}` : row.offered
  return (
    <label className="bit">
      <span className="sr">{say(w.offered)}</span>
      <select
        className="offered"
        value={value}
        onChange={e => {
          const [offered, choiceId] = e.target.value.split(' ') as [PriceRow['offered'], string | undefined]
          const choice =
            offered === 'choice'
              ? (table.choices.find(c => c.id === choiceId) ?? { id: shortId(), label: '' })
              : undefined
          change(offerRow(table.id, row.id, offered, choice))
        }}
      >
        <option value="included">{say(w['offered-included'])}</option>
        <option value="optional">{say(w['offered-optional'])}</option>
        {table.choices.map(c => (
          <option key={c.id} value={`choice ${c.id}`}>
            {say(w['offered-choice'])}: {c.label || say(w.choiceLabel)}
          </option>
        ))}
        <option value="choice new">{say(w.newChoice)}</option>
      </select>
    </label>
  )
}

/** Limits within which the customer may change the quantity; proposed from the quantity that stands. */
function Range({ row, set }: Pick<Props, 'row' | 'set'>) {
  const say = useSay()
  const range = row.quantityRange
  return (
    <>
      <label className="bit">
        <input
          type="checkbox"
          checked={range !== undefined}
          onChange={e =>
            set(
              {
                quantityRange: e.target.checked
                  ? { minMilli: row.quantityMilli, maxMilli: row.quantityMilli * 2 || 1000, stepMilli: 1000 }
                  : undefined,
              },
              'range',
            )
          }
        />
        {say(w.rangeOffer)}
      </label>
      {range &&
        (['minMilli', 'maxMilli', 'stepMilli'] as const).map(key => (
          <Limit key={key} row={row} range={range} limit={key} set={set} />
        ))}
    </>
  )
}

const limitWords = { minMilli: w.rangeMin, maxMilli: w.rangeMax, stepMilli: w.rangeStep }

function Limit({
  row,
  range,
  limit,
  set,
}: Pick<Props, 'row' | 'set'> & {
  range: NonNullable<PriceRow['quantityRange']>
  limit: keyof typeof limitWords
}) {
  const say = useSay()
  const { setUnreadable } = useDraft()
  const figure = useFigure({
    kind: 'quantity',
    value: range[limit],
    change: v => set({ quantityRange: { ...range, [limit]: limit === 'stepMilli' ? Math.max(1, v) : v } }, limit),
    unreadable: text => setUnreadable(`${row.id}.${limit}`, text),
  })
  return (
    <label className="bit">
      {say(limitWords[limit])}
      <input className="num" size={4} aria-invalid={figure.error ? true : undefined} {...figure.input} />
      {figure.error && <span className="error">{figure.error}</span>}
    </label>
  )
}

function OwnCost({ row, set }: Pick<Props, 'row' | 'set'>) {
  const say = useSay()
  const language = useLanguage()
  const { content } = useDraft()
  const figure = useFigure({
    kind: 'kr',
    value: row.ownCostOre ?? 0,
    change: v => set({ ownCostOre: v > 0 ? v : undefined }, 'cost'),
  })
  const margin = rowMargin(row, content.pricing)
  return (
    <label className="bit own">
      <Icon name="eye" />
      {say(w.onlyYou)}: {say(w.ownCostShort)}
      <input
        className="num"
        size={6}
        aria-label={`${say(w.onlyYou)}: ${say(w.ownCost)}`}
        aria-invalid={figure.error ? true : undefined}
        {...figure.input}
      />
      {figure.error && <span className="error">{figure.error}</span>}
      {margin && (
        <span>
          {say(w.margin, {
            percent: formatPercent(Math.abs(margin.percent) * 100, language).replace(
              /^/,
              margin.percent < 0 ? '\u2212' : '',
            ),
          })}
        </span>
      )}
    </label>
  )
}

function RowMenu({ row, actions, set, note }: Pick<Props, 'row' | 'actions' | 'set'> & { note: (() => void) | null }) {
  const say = useSay()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const { content, addArticle, addPicture } = useDraft()
  const saveArticle = async () => {
    try {
      addArticle(
        await api.addArticle({
          name: row.description,
          number: null,
          categoryId: null,
          note: row.note ?? null,
          unit: row.unit,
          work: row.work,
          unitPriceOre: row.unitPriceOre,
          priceIncludesVat: content.pricing.pricesIncludeVat && content.pricing.vatMode === 'standard',
          vatRate: row.vatRate,
          ownCostOre: row.ownCostOre ?? null,
          deductible: row.deductible && row.work === 'labour',
        }),
      )
      toast(say(w.articleSaved))
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  const putPicture = async (file: File | undefined) => {
    if (!file) return
    try {
      const picture = await api.upload(file, 'picture')
      addPicture(picture)
      set({ picture: picture.sha256 }, 'picture')
    } catch (error) {
      toast(`${file.name}: ${sentenceOf(error, say)}`)
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={e => {
          void putPicture(e.target.files?.[0])
          e.target.value = ''
        }}
      />
      <Menu
        label={say(w.moreOn, { what: row.description || say(w.unnamedRow) })}
        items={[
          ...(note ? [{ label: say(w.note), icon: 'plus' as const, pick: note }] : []),
          row.picture
            ? { label: say(w.removeRowPicture), icon: 'picture', pick: () => set({ picture: undefined }, 'picture') }
            : { label: say(w.rowPicture), icon: 'picture', pick: () => input.current?.click() },
          { label: say(w.duplicate), icon: 'file', pick: () => actions.duplicate(row) },
          {
            label: say(w.saveArticle),
            icon: 'articles',
            disabled: row.description.trim() === '',
            pick: () => void saveArticle(),
          },
          { label: say(w.moveUp), icon: 'up', pick: () => actions.move(row, -1) },
          { label: say(w.moveDown), icon: 'down', pick: () => actions.move(row, 1) },
          { label: say(w.removeRow), icon: 'close', danger: true, pick: () => actions.remove(row) },
        ]}
      />
    </>
  )
}
