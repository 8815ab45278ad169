// What the company sells again and again.
import { type FormEvent, useEffect, useState } from 'react'
import type { ArticleView, NewArticle } from '../../articles/articles.ts'
import { Icon } from '../../design/icons.tsx'
import { formatKr, formatPercent } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useHere } from '../router.tsx'
import { CheckBox, ErrorSummary, FigureField, Segments, SelectField, TextField } from '../shell/fields.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { Empty, Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { fieldsOf, sentenceOf, useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { articleWords as w } from './articles.messages.ts'

/** As many as the service gives at once. */
const MOST = 200

export function Articles() {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const q = useHere().search.get('q') ?? ''
  const list = useData(signal => api.articles(q, signal), [q])
  const [open, setOpen] = useState<ArticleView | 'new' | null>(null)
  useEffect(() => {
    document.title = `${say(w.articles)} · Cling`
  }, [say])
  const articles = list.data?.articles ?? []
  return (
    <Shell>
      <div className="page">
        <header className="page-head">
          <h1>{say(w.articles)}</h1>
          <SearchField at="/app/artiklar" value={q} label={say(w.search)} />
          <button type="button" className="button main" onClick={() => setOpen('new')}>
            <Icon name="plus" />
            {say(w.newArticle)}
          </button>
        </header>
        {list.failed && <Failed text={list.failed} again={list.again} />}
        {!list.data && !list.failed && <Loading lines={8} />}
        {list.data && articles.length === 0 && <Empty text={q ? say(w.noMatch, { q }) : say(w.empty)} />}
        {articles.length > 0 && (
          <table className="register articles">
            <thead>
              <tr>
                <th scope="col">{say(w.name)}</th>
                <th scope="col">{say(w.kind)}</th>
                <th scope="col">{say(w.unit)}</th>
                <th scope="col">{say(w.vat)}</th>
                <th scope="col" className="r">
                  {say(w.price)}
                </th>
              </tr>
            </thead>
            <tbody>
              {articles.map(a => (
                <tr key={a.id}>
                  <th scope="row">
                    <button type="button" className="row-link" onClick={() => setOpen(a)}>
                      {a.name}
                    </button>
                    {a.note && <small>{a.note}</small>}
                  </th>
                  <td>{say(w[a.work])}</td>
                  <td>{a.unit}</td>
                  <td className="num">{formatPercent(a.vatRate * 100, language)}</td>
                  <td className="r">
                    {formatKr(a.unitPriceOre, language)}
                    <small>{say(a.priceIncludesVat ? w.inclVat : w.exclVat)}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {articles.length >= MOST && <p className="help">{say(w.many)}</p>}
      </div>
      {open && (
        <ArticleSheet
          article={open === 'new' ? null : open}
          close={() => setOpen(null)}
          done={word => {
            setOpen(null)
            toast(word)
            list.again()
          }}
        />
      )}
    </Shell>
  )
}

const FORM = 'article-form'
const empty: NewArticle = {
  name: '',
  note: null,
  unit: 'tim',
  work: 'labour',
  unitPriceOre: 0,
  priceIncludesVat: true,
  vatRate: 25,
  ownCostOre: null,
  deductible: true,
}

function ArticleSheet({
  article,
  close,
  done,
}: {
  article: ArticleView | null
  close: () => void
  done: (word: string) => void
}) {
  const say = useSay()
  const language = useLanguage()
  const [a, setA] = useState<NewArticle>(article ?? empty)
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
  return (
    <Sheet
      title={article ? article.name : say(w.newArticle)}
      close={close}
      foot={
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
      }
    >
      <form id={FORM} onSubmit={submit} noValidate>
        {refused && <ErrorSummary text={refused.text} fields={refused.fields} labels={{ name: say(w.name) }} />}
        <TextField
          name="name"
          label={say(w.name)}
          value={a.name}
          change={name => set({ name })}
          error={refused?.fields.name}
          maxLength={300}
          autoFocus={!article}
        />
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
          />
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
      </form>
    </Sheet>
  )
}
