// Packages of which the customer picks one: each with its name, what sets it apart, and what it contains.
import { useId } from 'react'
import type { Block, PriceRow, WorkKind } from '../../blocks/contract.ts'
import { rowAmount } from '../../blocks/price.ts'
import { Icon } from '../../design/icons.tsx'
import { formatKr } from '../../kernel/money.ts'
import { appWords } from '../app.messages.ts'
import { CheckBox, Units, useFigure } from '../shell/fields.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { changeBlock, newPackage, newRow, type Package } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { GrowingText } from './growing-text.tsx'
import { PlusWord } from './paper.tsx'
import { useDraft } from './use-draft.ts'

type PackagesBlock = Extract<Block, { type: 'packages' }>
const MOST = 5

export function Packages({ block }: { block: PackagesBlock }) {
  const say = useSay()
  const { change } = useDraft()
  const units = useId()
  const options = (make: (all: Package[]) => Package[], field: string | null = null) =>
    change(
      changeBlock<PackagesBlock>(block.id, b => ({ ...b, options: make(b.options) })),
      field,
    )
  return (
    <>
      <Units id={units} />
      {block.options.map((o, i) => (
        <PackagePart
          key={o.id}
          option={o}
          name={o.name || say(w.packageNo, { n: i + 1 })}
          units={units}
          set={(more, field) =>
            options(
              all =>
                all.map(x =>
                  x.id === o.id
                    ? { ...x, ...more }
                    : // One is advised, or none.
                      more.recommended
                      ? { ...x, recommended: false }
                      : x,
                ),
              `${field} ${o.id}`,
            )
          }
          remove={() => options(all => all.filter(x => x.id !== o.id))}
        />
      ))}
      {block.options.length < MOST && (
        <button type="button" className="link" onClick={() => options(all => [...all, newPackage()])}>
          <PlusWord word={say(w.addPackage)} />
        </button>
      )}
    </>
  )
}

function PackagePart({
  option,
  name,
  units,
  set,
  remove,
}: {
  option: Package
  name: string
  units: string
  set: (more: Partial<Package>, field: string) => void
  remove: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  const setRow = (id: string, more: Partial<PriceRow>, field: string) =>
    set({ rows: option.rows.map(r => (r.id === id ? { ...r, ...more } : r)) }, `${field} ${id}`)
  const sum = option.rows.reduce((all, r) => all + rowAmount(r), 0)
  return (
    <section className="package-edit" aria-label={name}>
      <div className="package-head">
        <input
          className="input"
          aria-label={say(w.packageName)}
          placeholder={say(w.packageNameHint)}
          value={option.name}
          maxLength={80}
          onChange={e => set({ name: e.target.value }, 'name')}
        />
        <b className="num">{sum === 0 ? say(appWords.counting) : formatKr(sum, language)}</b>
        <button type="button" className="icon-button" aria-label={`${say(appWords.remove)}: ${name}`} onClick={remove}>
          <Icon name="close" />
        </button>
      </div>
      <GrowingText
        className="note-field"
        label={say(w.packageText)}
        value={option.text}
        placeholder={say(w.packageText)}
        maxLength={600}
        change={text => set({ text }, 'text')}
      />
      <CheckBox
        label={say(w.packageAdvised)}
        checked={option.recommended}
        change={recommended => set({ recommended }, 'recommended')}
      />
      <ul className="plain package-rows" aria-label={say(w.packageRows)}>
        {option.rows.map(r => (
          <PackageRow
            key={r.id}
            row={r}
            units={units}
            set={(more, field) => setRow(r.id, more, field)}
            remove={() => set({ rows: option.rows.filter(x => x.id !== r.id) }, 'rows')}
          />
        ))}
      </ul>
      <button
        type="button"
        className="link"
        onClick={() => set({ rows: [...option.rows, newRow(option.rows.at(-1))] }, 'rows')}
      >
        <PlusWord word={say(w.addRow)} />
      </button>
    </section>
  )
}

function PackageRow({
  row,
  units,
  set,
  remove,
}: {
  row: PriceRow
  units: string
  set: (more: Partial<PriceRow>, field: string) => void
  remove: () => void
}) {
  const say = useSay()
  const { setUnreadable } = useDraft()
  const quantity = useFigure({
    kind: 'quantity',
    value: row.quantityMilli,
    change: v => set({ quantityMilli: v }, 'quantity'),
    unreadable: text => setUnreadable(`${row.id}.quantity`, text),
  })
  const price = useFigure({
    kind: 'kr',
    value: row.unitPriceOre,
    change: v => set({ unitPriceOre: v }, 'price'),
    unreadable: text => setUnreadable(`${row.id}.price`, text),
  })
  return (
    <li>
      <input
        className="input wide"
        aria-label={say(w.description)}
        placeholder={say(w.description)}
        value={row.description}
        maxLength={300}
        onChange={e => set({ description: e.target.value }, 'description')}
      />
      <select
        className="input"
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
      <input
        className="input num"
        aria-label={say(w.quantity)}
        aria-invalid={quantity.error ? true : undefined}
        {...quantity.input}
      />
      <input
        className="input"
        aria-label={say(w.unit)}
        value={row.unit}
        maxLength={12}
        list={units}
        onChange={e => set({ unit: e.target.value }, 'unit')}
      />
      <input
        className="input num"
        aria-label={say(w.price)}
        aria-invalid={price.error ? true : undefined}
        {...price.input}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={`${say(appWords.remove)}: ${row.description || say(w.description)}`}
        onClick={remove}
      >
        <Icon name="close" />
      </button>
      {(quantity.error || price.error) && <span className="error">{quantity.error ?? price.error}</span>}
    </li>
  )
}
