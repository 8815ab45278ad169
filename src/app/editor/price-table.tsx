// The price table as it is written: only the row being worked on shows fields. Enter goes to the next row (and makes one at the end),
// Tab goes across, arrows up and down, and a copied spreadsheet becomes rows.
import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PriceRow } from '../../blocks/contract.ts'
import { rowAmount } from '../../blocks/price.ts'
import { shortId } from '../../kernel/ids.ts'
import { columnDecimals } from '../../kernel/money.ts'
import { useToast } from '../shell/toast.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { ArticlePicker } from './article-picker.tsx'
import {
  changeBlock,
  groupsOf,
  insertRows,
  isBlank,
  moveRow,
  neighbourOf,
  newRow,
  placeRow,
  type RowGroup,
  removeRow,
  type Table,
} from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { PlusWord } from './paper.tsx'
import { isSheet, parseSheet } from './paste.ts'
import { EditedRow, type RowActions } from './price-row.tsx'
import { ReadRow } from './read-row.tsx'
import { useDraft } from './use-draft.ts'

export const COLUMNS = ['description', 'work', 'quantity', 'unit', 'price'] as const
export type Column = (typeof COLUMNS)[number]
type Active = { rowId: string; column: Column }

export function PriceTable({ table }: { table: Table }) {
  const say = useSay()
  const toast = useToast()
  const language = useLanguage()
  const draft = useDraft()
  const { change } = draft
  const [active, setActive] = useState<Active | null>(null)
  const [picking, setPicking] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const now = useRef({ table, active, undo: draft.undo })
  now.current = { table, active, undo: draft.undo }

  /** Leaves the row being worked on; a row where nothing was written goes with it. */
  const leave = useCallback(
    (to: Active | null) => {
      const { table: t, active: from } = now.current
      const left = from && from.rowId !== to?.rowId ? t.rows.find(r => r.id === from.rowId) : undefined
      if (left && isBlank(left)) change(removeRow(t.id, left.id), 'new row')
      setActive(to)
    },
    [change],
  )

  const addRow = useCallback(
    (after: PriceRow | undefined, offered: PriceRow['offered'] = 'included', choiceId?: string) => {
      const row = newRow(after ?? now.current.table.rows.findLast(r => !isBlank(r)), offered, choiceId)
      const { active: from, table: t } = now.current
      const left = from && t.rows.find(r => r.id === from.rowId)
      change(
        c => insertRows(t.id, after?.id ?? null, [row])(left && isBlank(left) ? removeRow(t.id, left.id)(c) : c),
        'new row',
      )
      setActive({ rowId: row.id, column: 'description' })
    },
    [change],
  )

  // The focus follows the row that is worked on, once it has been drawn with fields.
  useEffect(() => {
    if (!active) return
    const cell = root.current?.querySelector<HTMLElement>(
      `[data-row="${active.rowId}"] [data-column="${active.column}"]`,
    )
    if (!cell || cell.contains(document.activeElement)) return
    cell.focus()
    if (cell instanceof HTMLInputElement) cell.select()
  }, [active])

  // Not on blur: a row that closes while the button is down would move what is being clicked.
  useEffect(() => {
    if (!active) return
    const outside = (e: MouseEvent) => {
      const target = e.target as Element
      if (target.isConnected && !root.current?.contains(target) && !target.closest('dialog, .toasts')) leave(null)
    }
    document.addEventListener('click', outside)
    return () => document.removeEventListener('click', outside)
  }, [active, leave])

  const actions = useMemo<RowActions>(
    () => ({
      enter: (rowId, column) => leave({ rowId, column }),
      next: (row, column, make) => {
        const next = neighbourOf(now.current.table, row.id, 1)
        const sameGroup = next && next.offered === row.offered && next.choiceId === row.choiceId
        if (make && isBlank(row)) {
          leave(null)
          root.current?.querySelector<HTMLElement>('[data-add]')?.focus()
        } else if (next && (sameGroup || !make)) leave({ rowId: next.id, column })
        else if (make) addRow(row, row.offered, row.choiceId)
      },
      previous: (row, column) => {
        const before = neighbourOf(now.current.table, row.id, -1)
        if (before) leave({ rowId: before.id, column })
      },
      insertAfter: row => addRow(row, row.offered, row.choiceId),
      remove: row => {
        const t = now.current.table
        const near = neighbourOf(t, row.id, -1) ?? neighbourOf(t, row.id, 1)
        change(removeRow(t.id, row.id))
        setActive(near ? { rowId: near.id, column: 'description' } : null)
        if (!isBlank(row)) toast(say(w.rowRemoved), () => now.current.undo())
      },
      duplicate: row => {
        const copy = { ...row, id: shortId() }
        change(insertRows(now.current.table.id, row.id, [copy]))
        setActive({ rowId: copy.id, column: 'description' })
      },
      move: (row, by) => change(moveRow(now.current.table.id, row.id, by)),
      drop: (rowId, at) => change(placeRow(now.current.table.id, rowId, at)),
      close: row => {
        leave(null)
        requestAnimationFrame(() =>
          root.current?.querySelector<HTMLElement>(`[data-row="${row.id}"] button.cell, [data-add]`)?.focus(),
        )
      },
      paste: (row, text) => {
        if (!isSheet(text)) return false
        const rows = parseSheet(text, language).map(p => ({
          ...newRow(row, row.offered, row.choiceId),
          description: p.description,
          quantityMilli: p.quantityMilli,
          unit: p.unit,
          unitPriceOre: p.unitPriceOre,
          ...(p.work ? { work: p.work } : {}),
          ...(p.vatRate !== null ? { vatRate: p.vatRate } : {}),
          ...(p.note ? { note: p.note } : {}),
        }))
        if (rows.length === 0) return false
        const t = now.current.table
        change(c => {
          const put = insertRows(t.id, row.id, rows)(c)
          return isBlank(row) ? removeRow(t.id, row.id)(put) : put
        })
        const doubtful = rows.filter(r => r.note).length
        const n = rows.length
        toast(doubtful > 0 ? say(w.pastedPartly, { n, doubtful }) : say(w.pasted, { n }), () => now.current.undo())
        setActive({ rowId: (rows[rows.length - 1] as PriceRow).id, column: 'description' })
        return true
      },
    }),
    [addRow, change, leave, language, say, toast],
  )

  const decimals = columnDecimals(table.rows.map(rowAmount))
  const reverse = draft.content.pricing.vatMode === 'reverse-charge'
  const rowOf = (r: PriceRow) =>
    active?.rowId === r.id ? (
      <EditedRow key={r.id} row={r} table={table} actions={actions} decimals={decimals} />
    ) : (
      <ReadRow
        key={r.id}
        row={r}
        actions={actions}
        decimals={decimals}
        unreadable={
          draft.unreadable[`${r.id}.quantity`] ??
          draft.unreadable[`${r.id}.price`] ??
          draft.unreadable[`${r.id}.discount`]
        }
      />
    )
  const groups = groupsOf(table)
  return (
    <div className="price-table" ref={root}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say(w.description)}</th>
            <th scope="col">{say(w.work)}</th>
            <th scope="col" className="r">
              {say(w.quantity)}
            </th>
            <th scope="col">{say(w.unit)}</th>
            <th scope="col" className="r">
              {say(w.price)}
              <span className="sr">
                {' '}
                {say(draft.content.pricing.pricesIncludeVat && !reverse ? w.inclVat : w.exclVat)}
              </span>
            </th>
            <th scope="col" className="r">
              {say(w.amount)}
            </th>
          </tr>
        </thead>
        {groups.map(g =>
          g.rows.length === 0 ? null : (
            <tbody key={`${g.kind}${g.choiceId}`}>
              {g.kind !== 'included' && <GroupHead group={g} table={table} />}
              {g.rows.map(r => (
                <Fragment key={r.id}>{rowOf(r)}</Fragment>
              ))}
            </tbody>
          ),
        )}
      </table>
      {table.rows.length === 0 && <p className="help table-empty">{say(w.tableEmpty)}</p>}
      <div className="table-tools">
        <button type="button" className="link" data-add onClick={() => addRow(groups[0]?.rows.at(-1))}>
          <PlusWord word={say(w.addRow)} />
        </button>
        <button type="button" className="link" onClick={() => setPicking(true)}>
          {say(w.fromArticles)}
        </button>
        <button
          type="button"
          className="link"
          onClick={() => {
            const choice = { id: shortId(), label: '' }
            change(changeBlock<Table>(table.id, t => ({ ...t, choices: [...t.choices, choice] })))
            addRow(undefined, 'choice', choice.id)
          }}
        >
          {say(w.addChoice)}
        </button>
        <button type="button" className="link" onClick={() => addRow(undefined, 'optional')}>
          {say(w.addOption)}
        </button>
        <kbd className="hint">{say(w.enterHint)}</kbd>
      </div>
      {picking && (
        <ArticlePicker
          close={() => setPicking(false)}
          pick={rows => {
            const after = (active && table.rows.find(r => r.id === active.rowId)) ?? groups[0]?.rows.at(-1)
            change(insertRows(table.id, after?.id ?? null, rows))
            setPicking(false)
          }}
        />
      )}
    </div>
  )
}

function GroupHead({ group, table }: { group: RowGroup; table: Table }) {
  const say = useSay()
  const { change } = useDraft()
  const choice = table.choices.find(c => c.id === group.choiceId)
  return (
    <tr className="group-head">
      <th colSpan={5} scope="rowgroup">
        {choice ? (
          <input
            className="choice-label"
            aria-label={say(w.choiceLabel)}
            value={choice.label}
            placeholder={say(w.choiceHint)}
            maxLength={120}
            onChange={e =>
              change(
                changeBlock<Table>(table.id, t => ({
                  ...t,
                  choices: t.choices.map(c => (c.id === choice.id ? { ...c, label: e.target.value } : c)),
                })),
                `choice ${choice.id}`,
              )
            }
          />
        ) : (
          say(w.optionsHead)
        )}
      </th>
      <td>{say(choice ? w.choiceAside : w.optionsAside)}</td>
    </tr>
  )
}
