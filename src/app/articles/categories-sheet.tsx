// The company's own headings, in its own order.
import { type FormEvent, useState } from 'react'
import type { CategoryView } from '../../articles/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { ErrorSummary } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { articleWords as w } from './articles.messages.ts'

const FORM = 'categories-form'
type Line = { key: number; id?: string; name: string; articles: number }

export function CategoriesSheet({
  categories,
  close,
  saved,
}: {
  categories: readonly CategoryView[]
  close: () => void
  saved: () => void
}) {
  const say = useSay()
  const [lines, setLines] = useState<readonly Line[]>(
    categories.length > 0 ? categories.map((c, key) => ({ ...c, key })) : [{ key: 0, name: '', articles: 0 }],
  )
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const move = (at: number, by: -1 | 1) =>
    setLines(all => {
      const next = [...all]
      const [line] = next.splice(at, 1)
      if (line) next.splice(at + by, 0, line)
      return next
    })
  const add = () => setLines(all => [...all, { key: Math.max(-1, ...all.map(l => l.key)) + 1, name: '', articles: 0 }])
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    try {
      await api.saveCategories(
        lines.filter(l => l.name.trim() !== '').map(({ id, name }) => (id ? { id, name } : { name })),
      )
      saved()
    } catch (error) {
      setRefused(sentenceOf(error, say))
      setBusy(false)
    }
  }
  return (
    <Sheet
      title={say(w.categories)}
      close={close}
      foot={
        <button type="submit" form={FORM} className="button main" disabled={busy}>
          {say(appWords.save)}
        </button>
      }
    >
      <form id={FORM} onSubmit={e => void submit(e)} noValidate>
        {refused && <ErrorSummary text={refused} fields={{}} labels={{}} />}
        <p className="help">{say(w.categoriesEmpty)}</p>
        <ol className="ordered-list">
          {lines.map((l, i) => {
            const name = l.name || say(w.categoryNumber, { n: i + 1 })
            return (
              <li key={l.key}>
                <span>
                  <input
                    className="input"
                    aria-label={say(w.categoryNumber, { n: i + 1 })}
                    value={l.name}
                    maxLength={80}
                    autoComplete="off"
                    data-autofocus={i === lines.length - 1 || undefined}
                    onChange={e =>
                      setLines(all => all.map(x => (x.key === l.key ? { ...x, name: e.target.value } : x)))
                    }
                  />
                  {l.articles > 0 && <small>{say(w.inCategory, { n: l.articles })}</small>}
                </span>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={say(w.up, { name })}
                  disabled={i === 0}
                  onClick={() => move(i, -1)}
                >
                  <Icon name="up" />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={say(w.down, { name })}
                  disabled={i === lines.length - 1}
                  onClick={() => move(i, 1)}
                >
                  <Icon name="down" />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={say(w.removeCategory, { name })}
                  onClick={() => setLines(all => all.filter(x => x.key !== l.key))}
                >
                  <Icon name="close" />
                </button>
              </li>
            )
          })}
        </ol>
        <button type="button" className="link" onClick={add}>
          <Icon name="plus" />
          {say(w.addCategory)}
        </button>
      </form>
    </Sheet>
  )
}
