// What the customer will see: the document itself, drawn by the one renderer from what is typed. Options can be tried; nothing is saved
// by it.
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { PriceResult } from '../../blocks/contract.ts'
import { quantityPick } from '../../blocks/picks.ts'
import { defaultChoices } from '../../blocks/price.ts'
import { DocumentPaper } from '../../blocks/render/document.tsx'
import { stockholmDate } from '../../kernel/dates.ts'
import { fileUrl } from '../api.ts'
import { freshPaper, paperWords } from '../paper-words.ts'
import { Segments } from '../shell/fields.tsx'
import { type Language, useSay } from '../words.tsx'
import { useBrandStyle } from './brand-style.ts'
import { rowsOf } from './content.ts'
import { draftPrice, draftView, frozenOf, withoutBlankRows } from './draft-view.ts'
import { editorWords as w } from './editor.messages.ts'
import { useDraft } from './use-draft.ts'

const FORM = 'preview-options'

export function Preview({ price }: { price: PriceResult | null }) {
  const say = useSay()
  const { base, detail, pictures, ...draft } = useDraft()
  const [language, setLanguage] = useState<Language>('sv')
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null)
  const paper = useRef<HTMLDivElement>(null)
  const deferred = useDeferredValue(draft.content)
  const untitled = freshPaper(detail.kind, language)
  const content = useMemo(
    () => (deferred.title.trim() === '' ? { ...deferred, title: untitled } : deferred),
    [deferred, untitled],
  )
  const brand = useBrandStyle(base.company.brand)
  const view = useMemo(() => {
    const rows = rowsOf(withoutBlankRows(content))
    const chosen = ticked ?? defaultChoices(rows)
    const known = price !== null && draftPrice(content, detail.parties, { chosen, unreadable: false }) !== null
    return draftView(frozenOf(base, detail, content, pictures), {
      language,
      today: stockholmDate(new Date()),
      chosen,
      priceKnown: known,
    })
  }, [base, detail, content, pictures, language, ticked, price])
  return (
    <section className="preview" aria-label={say(w.previewAria, paperWords(detail.kind, language))}>
      <header>
        <h2>{say(w.preview)}</h2>
        <Segments
          label={say(w.previewLanguage)}
          hideLabel
          value={language}
          change={setLanguage}
          options={[
            ['sv', 'Svenska'],
            ['en', 'English'],
          ]}
        />
      </header>
      <form id={FORM} hidden />
      <div
        className="preview-paper"
        style={brand}
        ref={paper}
        onChange={() =>
          setTicked(
            new Set(
              [...(paper.current?.querySelectorAll<HTMLInputElement>('input') ?? [])].flatMap(i =>
                i.type === 'number'
                  ? quantityPick(i.name.slice(2), Math.round(Number(i.value) * 1000))
                  : i.checked
                    ? i.value
                    : [],
              ),
            ),
          )
        }
      >
        <DocumentPaper
          view={view}
          pictureUrl={fileUrl}
          optionsForm={FORM}
          line="dotted"
          words={{ recalculate: say(w.recalculate), workAddress: say(w.workAddress) }}
        />
      </div>
    </section>
  )
}
