// One article, written or changed.
import { type FormEvent, useState } from 'react'
import type { ArticleView, CategoryView, NewArticle } from '../../articles/contract.ts'
import { articleMargin } from '../../articles/margin.ts'
import { formatKr, formatPercent } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { CheckBox, ErrorSummary, FigureField, Segments, SelectField, TextField, Units } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { fieldsOf, sentenceOf } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { articleWords as w } from './articles.messages.ts'

const FORM = 'article-form'
const UNITS = 'article-units'
const empty: NewArticle = {
  name: '',
  number: null,
  categoryId: null,
  note: null,
  unit: 'tim',
  work: 'labour',
  unitPriceOre: 0,
  priceIncludesVat: true,
  vatRate: 25,
  ownCostOre: null,
  deductible: true,
}

export function ArticleSheet({
  article,
  isArchived,
  category,
  categories,
  seesCost,
  close,
  done,
}: {
  article: ArticleView | null
  isArchived: boolean
  /** The category that is looked at: a new article goes there. */
  category: string | null
  categories: readonly CategoryView[]
  seesCost: boolean
  close: () => void
  done: (word: string) => void
}) {
  const say = useSay()
  const language = useLanguage()
  const [a, setA] = useState<NewArticle>(article ?? { ...empty, categoryId: category })
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ text: string; fields: Record<string, string> } | null>(null)
  const set = (more: Partial<NewArticle>) => setA(now => ({ ...now, ...more }))
  const work = async (make: () => Promise<unknown>, word: string) => {
    setBusy(true)
    try {
      await make()
      done(word)
    } catch (error) {
      setRefused({ text: sentenceOf(error, say), fields: fieldsOf(error) })
      setBusy(false)
    }
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const given = { ...a, deductible: a.deductible && a.work === 'labour' }
    void work(() => (article ? api.saveArticle({ ...given, id: article.id }) : api.addArticle(given)), say(w.saved))
  }
  const margin = seesCost ? articleMargin(a) : null
  const chosen = categories.some(c => c.id === a.categoryId) ? (a.categoryId ?? '') : ''
  return (
    <Sheet
      title={article ? article.name : say(w.newArticle)}
      close={close}
      foot={
        isArchived && article ? (
          <button
            type="button"
            className="button main"
            disabled={busy}
            onClick={() => void work(() => api.restoreArticle(article.id), say(w.restored))}
          >
            {say(w.restore)}
          </button>
        ) : (
          <>
            {article && (
              <button
                type="button"
                className="button danger"
                disabled={busy}
                onClick={() => void work(() => api.removeArticle(article.id), say(w.removed))}
              >
                {say(w.remove)}
              </button>
            )}
            <button type="submit" form={FORM} className="button main" disabled={busy}>
              {say(appWords.save)}
            </button>
          </>
        )
      }
    >
      <form id={FORM} onSubmit={submit} noValidate>
        <fieldset className="bare" disabled={isArchived}>
          {refused && (
            <ErrorSummary
              text={refused.text}
              fields={refused.fields}
              labels={{ name: say(w.name), number: say(w.number), categoryId: say(w.category) }}
            />
          )}
          <TextField
            name="name"
            label={say(w.name)}
            value={a.name}
            change={name => set({ name })}
            error={refused?.fields.name}
            maxLength={300}
            autoFocus={!article}
          />
          <div className="two">
            <SelectField
              name="categoryId"
              label={say(w.category)}
              value={chosen}
              change={id => set({ categoryId: id || null })}
              error={refused?.fields.categoryId}
              options={[['', say(w.noCategory)], ...categories.map(c => [c.id, c.name] as const)]}
            />
            <TextField
              name="number"
              label={say(w.number)}
              aside={say(appWords.optional)}
              value={a.number ?? ''}
              change={number => set({ number: number || null })}
              error={refused?.fields.number}
              maxLength={40}
            />
          </div>
          <Segments
            label={say(w.kind)}
            value={a.work}
            change={kind => set({ work: kind })}
            options={(['labour', 'material', 'other'] as const).map(k => [k, say(w[k])])}
          />
          <div className="two">
            <FigureField
              name="unitPriceOre"
              label={say(w.price)}
              kind="kr"
              value={a.unitPriceOre}
              change={unitPriceOre => set({ unitPriceOre })}
              error={refused?.fields.unitPriceOre}
              suffix="kr"
            />
            <TextField
              name="unit"
              label={say(w.unit)}
              value={a.unit}
              change={unit => set({ unit })}
              error={refused?.fields.unit}
              maxLength={12}
              list={UNITS}
            />
            <Units id={UNITS} />
          </div>
          <div className="two">
            <SelectField
              label={say(w.basis)}
              value={a.priceIncludesVat ? 'incl' : 'excl'}
              change={v => set({ priceIncludesVat: v === 'incl' })}
              options={[
                ['incl', say(w.inclVat)],
                ['excl', say(w.exclVat)],
              ]}
            />
            <SelectField
              label={say(w.vat)}
              value={String(a.vatRate)}
              change={v => set({ vatRate: Number(v) as NewArticle['vatRate'] })}
              options={['25', '12', '6', '0'].map(v => [v, formatPercent(Number(v) * 100, language)])}
            />
          </div>
          {a.work === 'labour' && (
            <CheckBox label={say(w.deductible)} checked={a.deductible} change={deductible => set({ deductible })} />
          )}
          <TextField
            name="note"
            label={say(w.note)}
            aside={say(appWords.optional)}
            value={a.note ?? ''}
            change={note => set({ note: note || null })}
            error={refused?.fields.note}
            rows={2}
            maxLength={500}
          />
          {seesCost && (
            <FigureField
              name="ownCostOre"
              label={say(w.ownCost)}
              aside={say(appWords.optional)}
              why={say(w.ownCostWhy)}
              kind="kr"
              value={a.ownCostOre ?? 0}
              change={v => set({ ownCostOre: v > 0 ? v : null })}
              suffix="kr"
            />
          )}
          {margin && (
            <p className="help" role="status">
              {say(w.marginIs, {
                percent: `${margin.percent < 0 ? '\u2212' : ''}${formatPercent(Math.abs(margin.percent) * 100, language)}`,
                kr: formatKr(margin.marginOre, language),
                unit: a.unit || '–',
              })}
            </p>
          )}
        </fieldset>
      </form>
    </Sheet>
  )
}
