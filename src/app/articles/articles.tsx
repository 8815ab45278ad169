// What the company sells again and again.
import { useEffect, useState } from 'react'
import type { ArticleView, CategoryView } from '../../articles/contract.ts'
import { articleMargin } from '../../articles/margin.ts'
import { Icon } from '../../design/icons.tsx'
import { formatKr, formatPercent, formatQuantity } from '../../kernel/money.ts'
import { api, exportUrl } from '../api.ts'
import { go, useHere } from '../router.tsx'
import { useMay } from '../session.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { Menu } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { Empty, Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { ArticleSheet } from './article-sheet.tsx'
import { articleWords as w } from './articles.messages.ts'
import { CategoriesSheet } from './categories-sheet.tsx'

const AT = '/app/artiklar'
const ARCHIVED = 'arkiverade'

export function Articles() {
  const say = useSay()
  const language = useLanguage()
  const toast = useToast()
  const may = useMay()
  const { search } = useHere()
  const q = search.get('q') ?? ''
  const which = search.get('visa') ?? ''
  const isArchive = which === ARCHIVED
  const list = useData(
    signal => api.articles({ q, ...(isArchive ? { archived: '1' } : { category: which }) }, signal),
    [q, which],
  )
  const categories = useData(signal => api.categories(signal), [])
  const known = categories.data?.categories ?? []
  const [open, setOpen] = useState<ArticleView | 'new' | 'categories' | null>(null)
  useEffect(() => {
    document.title = `${say(w.articles)} · Cling`
  }, [say])
  const articles = list.data?.articles ?? []
  const changed = (word: string) => {
    setOpen(null)
    toast(word)
    list.again()
    categories.again()
  }
  const keep: Record<string, string> = which ? { visa: which } : {}
  return (
    <Shell>
      <div className="page">
        <header className="page-head">
          <h1>{say(w.articles)}</h1>
          <SearchField at={AT} value={q} label={say(w.search)} keep={keep} />
          <span className="head-actions">
            <Menu
              label={say(w.more)}
              items={[
                ...(may('articles.write')
                  ? ([
                      { label: say(w.categories), icon: 'articles', pick: () => setOpen('categories') },
                      { label: say(w.readIn), icon: 'file', pick: () => go('/app/artiklar/las-in') },
                    ] as const)
                  : []),
                { label: say(w.export), icon: 'download', pick: () => location.assign(exportUrl('articles')) },
              ]}
            />
            {may('articles.write') && (
              <button type="button" className="button main" onClick={() => setOpen('new')}>
                <Icon name="plus" />
                {say(w.newArticle)}
              </button>
            )}
          </span>
        </header>
        <label className="filter">
          {say(w.which)}
          <select
            className="input"
            value={which}
            onChange={e => {
              const params = new URLSearchParams({
                ...(q ? { q } : {}),
                ...(e.target.value ? { visa: e.target.value } : {}),
              })
              go(params.size > 0 ? `${AT}?${params}` : AT, { replace: true, stay: true })
            }}
          >
            <option value="">{say(w.all)}</option>
            {known.map(c => (
              <option key={c.id} value={c.id}>
                {c.name} ({c.articles})
              </option>
            ))}
            {known.length > 0 && <option value="none">{say(w.uncategorised)}</option>}
            <option value={ARCHIVED}>{say(w.archived)}</option>
          </select>
        </label>
        {list.failed && <Failed text={list.failed} again={list.again} />}
        {!list.data && !list.failed && <Loading lines={8} />}
        {list.data && articles.length === 0 && (
          <Empty text={q ? say(w.noMatch, { q }) : say(isArchive ? w.noneArchived : which ? w.noneHere : w.empty)} />
        )}
        {articles.length > 0 && (
          <table className="register articles">
            <thead>
              <tr>
                <th scope="col">{say(w.name)}</th>
                <th scope="col" className="wide">
                  {say(w.category)}
                </th>
                <th scope="col" className="wide">
                  {say(w.kind)}
                </th>
                <th scope="col">{say(w.unit)}</th>
                <th scope="col" className="wide">
                  {say(w.vat)}
                </th>
                {list.data?.seesCost && (
                  <th scope="col" className="r wide">
                    {say(w.margin)}
                  </th>
                )}
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
                      <bdi>{a.name}</bdi>
                    </button>
                    {(a.number || a.note) && (
                      <small>
                        <bdi>{[a.number, a.note].filter(Boolean).join(' · ')}</bdi>
                      </small>
                    )}
                  </th>
                  <td className="wide">{nameOf(known, a.categoryId)}</td>
                  <td className="wide">{say(w[a.work])}</td>
                  <td>{a.unit}</td>
                  <td className="num wide">{formatPercent(a.vatRate * 100, language)}</td>
                  {list.data?.seesCost && <td className="r wide">{percentOf(a, language)}</td>}
                  <td className="r">
                    {formatKr(a.unitPriceOre, language)}
                    <small>{say(a.priceIncludesVat ? w.inclVat : w.exclVat)}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {list.data && list.data.total > articles.length && (
          <p className="help">
            {say(w.many, { shown: articles.length, total: formatQuantity(list.data.total * 1000, language) })}
          </p>
        )}
      </div>
      {open === 'categories' && (
        <CategoriesSheet categories={known} close={() => setOpen(null)} saved={() => changed(say(w.categoriesSaved))} />
      )}
      {open && open !== 'categories' && (
        <ArticleSheet
          article={open === 'new' ? null : open}
          isArchived={isArchive}
          category={which !== '' && which !== 'none' && !isArchive ? which : null}
          categories={known}
          seesCost={list.data?.seesCost ?? false}
          close={() => setOpen(null)}
          done={changed}
        />
      )}
    </Shell>
  )
}

const nameOf = (all: readonly CategoryView[], id: string | null) => all.find(c => c.id === id)?.name ?? ''

function percentOf(a: ArticleView, language: 'sv' | 'en') {
  const margin = articleMargin(a)
  return margin && `${margin.percent < 0 ? '\u2212' : ''}${formatPercent(Math.abs(margin.percent) * 100, language)}`
}
