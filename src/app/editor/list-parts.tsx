// Parts that are lists: what is not included, when, and how it is paid.
import { useRef } from 'react'
import type { Block } from '../../blocks/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { formatPercent } from '../../kernel/money.ts'
import { appWords } from '../app.messages.ts'
import { DateField, useFigure } from '../shell/fields.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { changeBlock } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { GrowingText } from './growing-text.tsx'
import { PlusWord } from './paper.tsx'
import { useDraft } from './use-draft.ts'

type Of<T extends Block['type']> = Extract<Block, { type: T }>

export function NotIncluded({ block }: { block: Of<'not-included'> }) {
  const say = useSay()
  const { change } = useDraft()
  const list = useRef<HTMLUListElement>(null)
  const items = (make: (items: string[]) => string[], field: string | null = null) =>
    change(
      changeBlock<typeof block>(block.id, b => ({ ...b, items: make(b.items) })),
      field,
    )
  const focus = (i: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('textarea')[i]?.focus())
  return (
    <>
      <ul className="plain edit-list" ref={list}>
        {block.items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
          <li key={i}>
            <GrowingText
              className="item-field"
              label={say(w.item, { n: i + 1 })}
              value={item}
              placeholder={say(w.itemHint)}
              maxLength={300}
              oneLine
              change={text => items(all => all.with(i, text), `item ${block.id} ${i}`)}
              onKeyDown={e => {
                if (e.key === 'Enter') {
                  items(all => all.toSpliced(i + 1, 0, ''))
                  focus(i + 1)
                } else if (e.key === 'Backspace' && item === '') {
                  e.preventDefault()
                  items(all => all.toSpliced(i, 1))
                  focus(Math.max(0, i - 1))
                }
              }}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`${say(appWords.remove)}: ${item || say(w.item, { n: i + 1 })}`}
              onClick={() => items(all => all.toSpliced(i, 1))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="link"
        onClick={() => {
          items(all => [...all, ''])
          focus(block.items.length)
        }}
      >
        <PlusWord word={say(w.addItem)} />
      </button>
    </>
  )
}

export function Times({ block }: { block: Of<'times'> }) {
  const say = useSay()
  const { change } = useDraft()
  const set = (more: Partial<typeof block>, field: string) =>
    change(
      changeBlock<typeof block>(block.id, b => ({ ...b, ...more })),
      `${field} ${block.id}`,
    )
  return (
    <div className="pair-fields">
      <label>
        <span>{say(w.startTime)}</span>
        <input
          className="input"
          value={block.start}
          maxLength={120}
          placeholder={say(w.startHint)}
          onChange={e => set({ start: e.target.value }, 'start')}
        />
      </label>
      <label>
        <span>{say(w.endTime)}</span>
        <input
          className="input"
          value={block.end}
          maxLength={120}
          placeholder={say(w.endHint)}
          onChange={e => set({ end: e.target.value }, 'end')}
        />
      </label>
      <DateField
        label={say(w.startDate)}
        why={say(w.startDateWhy)}
        value={block.startDate ?? ''}
        mayBeEmpty
        change={day => {
          if (day) set({ startDate: day }, 'startDate')
          else change(changeBlock<typeof block>(block.id, ({ startDate: _gone, ...rest }) => rest))
        }}
      />
    </div>
  )
}

export function PaymentPlan({ block }: { block: Of<'payment-plan'> }) {
  const say = useSay()
  const language = useLanguage()
  const { change } = useDraft()
  const list = useRef<HTMLUListElement>(null)
  const parts = (make: (parts: (typeof block)['parts']) => (typeof block)['parts'], field: string | null = null) =>
    change(
      changeBlock<typeof block>(block.id, b => ({ ...b, parts: make(b.parts) })),
      field,
    )
  const sum = block.parts.reduce((a, p) => a + p.basisPoints, 0)
  return (
    <>
      <ul className="plain edit-list" ref={list}>
        {block.parts.map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <li key={i}>
            <input
              className="input"
              aria-label={`${say(w.payPart)} ${i + 1}`}
              value={part.label}
              placeholder={say(w.payPartHint)}
              maxLength={200}
              onChange={e => parts(all => all.with(i, { ...part, label: e.target.value }), `pay ${block.id} ${i}`)}
            />
            <Share
              label={`${say(w.share)} ${i + 1}`}
              value={part.basisPoints}
              change={basisPoints => {
                if (basisPoints > 0) parts(all => all.with(i, { ...part, basisPoints }), `share ${block.id} ${i}`)
              }}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`${say(appWords.remove)}: ${part.label || say(w.payPart)}`}
              onClick={() => parts(all => all.toSpliced(i, 1))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <div className="under-list">
        <button
          type="button"
          className="link"
          onClick={() => {
            parts(all => [...all, { label: '', basisPoints: Math.min(10_000, Math.max(100, 10_000 - sum)) }])
            requestAnimationFrame(() =>
              list.current?.querySelectorAll<HTMLElement>('li > input')[block.parts.length]?.focus(),
            )
          }}
        >
          <PlusWord word={say(w.addPayPart)} />
        </button>
        {block.parts.length > 0 && (
          <span className={sum === 10_000 ? 'help' : 'help late'} role="status">
            {sum === 10_000 ? say(w.paySumDone) : say(w.paySum, { sum: formatPercent(sum, language) })}
          </span>
        )}
      </div>
      <GrowingText
        className="prose-field"
        label={say(w.payText)}
        value={block.body}
        placeholder={say(w.payTextHint)}
        maxLength={20_000}
        change={body =>
          change(
            changeBlock<typeof block>(block.id, b => ({ ...b, body })),
            `body ${block.id}`,
          )
        }
      />
    </>
  )
}

function Share({ label, value, change }: { label: string; value: number; change: (value: number) => void }) {
  const figure = useFigure({ kind: 'percent', value, change })
  return (
    <span className="with-suffix share">
      <input
        className="input num"
        aria-label={label}
        aria-invalid={figure.error ? true : undefined}
        {...figure.input}
      />
      <span>%</span>
    </span>
  )
}
