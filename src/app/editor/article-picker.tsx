// Several rows at once from the register.
import { useState } from 'react'
import type { ArticleView } from '../../articles/contract.ts'
import type { PriceRow } from '../../blocks/contract.ts'
import { formatKr } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { SelectField, TextField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { newRow } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { fromArticle } from './price-row.tsx'
import { useDraft } from './use-draft.ts'

export function ArticlePicker({ close, pick }: { close: () => void; pick: (rows: PriceRow[]) => void }) {
  const say = useSay()
  const language = useLanguage()
  const { content } = useDraft()
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<readonly ArticleView[]>([])
  const [category, setCategory] = useState('')
  const found = useData(signal => api.articles({ q, category }, signal), [q, category])
  const categories = useData(signal => api.categories(signal), []).data?.categories ?? []
  const articles = found.data?.articles ?? []
  return (
    <Sheet
      title={say(w.articlePick)}
      close={close}
      foot={
        <button
          type="button"
          className="button main"
          disabled={chosen.length === 0}
          onClick={() => pick(chosen.map(a => ({ ...newRow(undefined), ...fromArticle(a, content.pricing) })))}
        >
          {say(w.articlesAdd, { n: chosen.length })}
        </button>
      }
    >
      <TextField label={say(w.articleSearch)} value={q} change={setQ} type="search" autoFocus />
      {categories.length > 0 && (
        <SelectField
          label={say(w.articleCategory)}
          value={category}
          change={setCategory}
          options={[['', say(w.articleAnyCategory)], ...categories.map(c => [c.id, c.name] as const)]}
        />
      )}
      {found.failed && <Failed text={found.failed} again={found.again} />}
      {!found.data && !found.failed && <Loading lines={5} />}
      {found.data && articles.length === 0 && (
        <p className="help">{say(q || category ? w.articlesNoMatch : w.articlesNone)}</p>
      )}
      <ul className="pick-list">
        {articles.map(a => {
          const isChosen = chosen.some(c => c.id === a.id)
          return (
            <li key={a.id}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={() => setChosen(all => (isChosen ? all.filter(c => c.id !== a.id) : [...all, a]))}
                />
                <span>
                  {a.name}
                  <small className="help">{[a.number, say(w[a.work])].filter(Boolean).join(' · ')}</small>
                </span>
                <span className="num">
                  {formatKr(fromArticle(a, content.pricing).unitPriceOre ?? 0, language)} / {a.unit}
                </span>
              </label>
            </li>
          )
        })}
      </ul>
      {found.data && found.data.total > articles.length && (
        <p className="help">{say(w.articlesMore, { n: found.data.total - articles.length })}</p>
      )}
    </Sheet>
  )
}
