// The one renderer of a document: the room, the editor's paper and the print of a page all draw this. It decides nothing: words and
// figures come ready in the view.
import { Fragment, type ReactNode } from 'react'
import { Icon } from '../../design/icons.tsx'
import type {
  AmountView,
  DocumentView,
  PackageView,
  PictureView,
  Prose,
  RowView,
  Run,
  SectionView,
  TotalsView,
} from '../view.ts'

/** The language companies write in. Where the words around are in another, what they wrote is marked, so that it is read aloud right. */
const WRITTEN_IN = 'sv'
const writtenLang = (view: DocumentView) => (view.language === WRITTEN_IN ? undefined : WRITTEN_IN)

export type DocumentProps = {
  view: DocumentView
  /** Where a picture is fetched. */
  pictureUrl: (file: string) => string
  /** The id of the form that options belong to; null where nothing can be ticked. */
  optionsForm: string | null
  /** Drawn beneath a section, by its id. */
  beneath?: (section: { id: string; name: string }) => ReactNode
  /** Drawn beside the contact person. */
  beside?: ReactNode
  /** Which line the sum stands on: dotted while nothing is agreed, whole when signed, double when sealed. */
  line: 'dotted' | 'whole' | 'double'
  words: { recalculate: string; workAddress: string }
}

export function DocumentPaper(p: DocumentProps) {
  const { view } = p
  const letter = view.sections.find(s => s.kind === 'prose' && s.letter)
  const price = view.sections.find(s => s.kind === 'price')
  const lastPrice = view.sections.findLast(s => s.kind === 'price' || s.kind === 'packages')
  const lang = writtenLang(view)
  return (
    <article className="doc" lang={view.language}>
      <Letterhead view={view} pictureUrl={p.pictureUrl} />
      {view.cover && <Picture picture={view.cover} url={p.pictureUrl} className="cover" eager />}
      <h1 lang={lang}>{view.title}</h1>
      <p className="to">{view.toLine}</p>
      <SumBlock view={view} line={p.line} />
      {view.languageNote && <p className="help">{view.languageNote}</p>}
      {letter?.kind === 'prose' && (
        <section className="letter" id={letter.anchor} aria-label={letter.name} data-part={letter.id}>
          <ProseText prose={letter.prose} lang={lang} />
          {p.beneath?.(letter)}
        </section>
      )}
      <Person view={view} pictureUrl={p.pictureUrl}>
        {p.beside}
      </Person>
      {view.sections.map(s =>
        s === letter ? null : s.kind === 'legal' ? null : (
          <Section key={s.id} section={s} p={p} totals={s === lastPrice ? view.totals : null} />
        ),
      )}
      {!price && <Totals totals={view.totals} line={p.line} />}
      <Legal sections={view.sections} />
      <footer className="controller">
        <address>
          {[view.company.name, view.company.idLine, ...view.company.addressLines].join(', ')}
          <br />
          {[view.company.phone, view.company.email].filter(Boolean).join(', ')}
        </address>
        {view.client.workAddressLines.length > 0 && (
          <p>
            {p.words.workAddress}: {view.client.workAddressLines.join(', ')}
          </p>
        )}
        {view.company.payment.length > 0 && <p>{view.company.payment.map(x => `${x.label} ${x.value}`).join(', ')}</p>}
        <ProseText prose={view.responsible} bare />
      </footer>
    </article>
  )
}

function Letterhead({ view, pictureUrl }: Pick<DocumentProps, 'view' | 'pictureUrl'>) {
  return (
    <header className="head">
      <div>
        {view.company.logo && <Picture picture={{ ...view.company.logo, alt: '' }} url={pictureUrl} eager />}
        <p className="name">{view.company.name}</p>
      </div>
      <p className="meta num">
        {view.kindWord}
        <b>{view.number}</b>
      </p>
    </header>
  )
}

function SumBlock({ view, line }: Pick<DocumentProps, 'view' | 'line'>) {
  return (
    <div className="sum">
      <p>{view.sum.label}</p>
      <p
        className={`figure num${view.sum.figure === null ? ' unknown' : view.sum.figure.length > 9 ? ' long' : ''}`}
        data-sum
      >
        {view.sum.figure === null ? view.totals.last.amount.spoken : `${view.sum.figure}\u00a0${view.sum.unit}`}
      </p>
      <div className={`line-${line}`} />
      {view.sum.aside.length > 0 && (
        <p className="aside" data-aside>
          {view.sum.aside.map(a => (
            <span key={a}>{a}</span>
          ))}
        </p>
      )}
      <div className="valid">
        <Icon name="calendar" />
        <p>
          <b>{view.validity.line}</b>
          {view.validity.daysLeft && `, ${view.validity.daysLeft}`}
          {view.validity.times && <small>{view.validity.times}</small>}
        </p>
      </div>
    </div>
  )
}

function Person({ view, pictureUrl, children }: Pick<DocumentProps, 'view' | 'pictureUrl'> & { children: ReactNode }) {
  const c = view.company.contact
  return (
    <div className="person">
      {c.photo ? (
        <Picture picture={{ ...c.photo, alt: '' }} url={pictureUrl} />
      ) : (
        <span className="initials" aria-hidden="true">
          {c.initials}
        </span>
      )}
      <div>
        <p className="name">{c.name}</p>
        {c.phone && <a href={`tel:${c.phone.replace(/[^+\d]/g, '')}`}>{c.phone}</a>}
      </div>
      {children}
    </div>
  )
}

function Section({ section, p, totals }: { section: SectionView; p: DocumentProps; totals: TotalsView | null }) {
  const lang = writtenLang(p.view)
  return (
    <section
      className={section.kind === 'list' ? 'list' : undefined}
      id={section.anchor}
      data-part={section.id}
      aria-labelledby={section.heading ? `${section.anchor}-h` : undefined}
    >
      {section.kind === 'price' ? (
        <div className="basis">
          <h2 id={`${section.anchor}-h`} lang={lang}>
            {section.heading}
          </h2>
          <span id={`${section.anchor}-b`}>{section.basis}</span>
        </div>
      ) : (
        section.heading && (
          <h2 id={`${section.anchor}-h`} lang={lang}>
            {section.heading}
          </h2>
        )
      )}
      <SectionBody section={section} p={p} />
      {totals && <Totals totals={totals} line={p.line} />}
      {p.beneath?.(section)}
    </section>
  )
}

function SectionBody({ section: s, p }: { section: SectionView; p: DocumentProps }) {
  const lang = writtenLang(p.view)
  switch (s.kind) {
    case 'prose':
      return <ProseText prose={s.prose} lang={lang} />
    case 'list':
      return (
        <ul className="plain" lang={lang}>
          {s.items.map(item => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'pictures':
      return (
        <div className={s.pictures.length > 2 ? 'pics many' : 'pics'} lang={lang}>
          {s.pictures.map(x => (
            <figure key={x.file}>
              <Picture picture={x} url={p.pictureUrl} />
              {x.caption && <figcaption>{x.caption}</figcaption>}
            </figure>
          ))}
        </div>
      )
    case 'rows':
      return (
        <>
          {s.rows.length > 0 && (
            <dl className="pairs">
              {s.rows.map(r => (
                <Fragment key={r.label}>
                  <dt lang={lang}>{r.label}</dt>
                  <dd lang={lang}>{r.value}</dd>
                </Fragment>
              ))}
            </dl>
          )}
          <ProseText prose={s.prose} lang={lang} />
        </>
      )
    case 'price':
      return (
        <>
          {s.groups.length > 0 && (
            <table className="rows" aria-labelledby={`${s.anchor}-h ${s.anchor}-b`}>
              {s.groups.map(g => (
                <Fragment key={g.label}>
                  <tbody>
                    <tr className="g">
                      <th scope="rowgroup">{g.label}</th>
                      <AmountCell amount={g.subtotal} />
                    </tr>
                    {g.rows.map(r => (
                      <tr key={r.id}>
                        <th scope="row" lang={lang}>
                          {r.description}
                          <Under row={r} />
                          {r.range && p.optionsForm && <Quantity row={r} form={p.optionsForm} />}
                        </th>
                        <AmountCell amount={r.amount} />
                      </tr>
                    ))}
                  </tbody>
                </Fragment>
              ))}
            </table>
          )}
          {s.choices.map(c => (
            <fieldset className="opts" key={c.id} disabled={p.optionsForm === null}>
              <legend lang={lang}>{c.label}</legend>
              {c.rows.map(r => (
                <Option key={r.id} row={r} type="radio" name={`c-${c.id}`} p={p} />
              ))}
            </fieldset>
          ))}
          {s.options && (
            <fieldset className="opts" disabled={p.optionsForm === null}>
              <legend>
                {s.options.label} <i>{s.options.aside}</i>
              </legend>
              {s.options.rows.map(r => (
                <Option key={r.id} row={r} type="checkbox" name="o" p={p} />
              ))}
            </fieldset>
          )}
          {(s.options || s.choices.length > 0 || s.groups.some(g => g.rows.some(r => r.range))) && (
            <Recalculate p={p} />
          )}
        </>
      )
    case 'packages':
      return (
        <>
          <fieldset className="opts packs" disabled={p.optionsForm === null}>
            <legend>
              {s.label} <i>{s.aside}</i>
            </legend>
            {s.options.map(o => (
              <Package key={o.id} option={o} name={`c-${s.id}`} p={p} />
            ))}
          </fieldset>
          <Recalculate p={p} />
        </>
      )
    case 'legal':
      return null
  }
}

/** Without script the sums are counted when asked for. */
const Recalculate = ({ p }: { p: DocumentProps }) =>
  p.optionsForm && (
    <noscript>
      <button className="button recalculate" type="submit" form={p.optionsForm}>
        {p.words.recalculate}
      </button>
    </noscript>
  )

/** A quantity the customer may change, within what is offered. */
function Quantity({ row, form }: { row: RowView; form: string }) {
  const { range } = row
  if (!range) return null
  return (
    <span className="quantity">
      <input
        className="input num"
        type="number"
        name={`q-${row.id}`}
        form={form}
        defaultValue={range.value}
        min={range.min}
        max={range.max}
        step={range.step}
        inputMode="decimal"
        aria-label={`${row.description}, ${row.unit}. ${range.words}`}
      />
      <small>{range.words}</small>
    </span>
  )
}

function Package({ option: o, name, p }: { option: PackageView; name: string; p: DocumentProps }) {
  const lang = writtenLang(p.view)
  return (
    <label className={o.recommended ? 'opt pack advised' : 'opt pack'} lang={lang}>
      <input
        key={String(o.ticked)}
        type="radio"
        name={name}
        value={o.id}
        form={p.optionsForm ?? undefined}
        defaultChecked={o.ticked}
      />
      {o.picture && <Picture picture={{ ...o.picture, alt: '' }} url={p.pictureUrl} />}
      <span>
        {o.name} {o.recommended && <em>{o.beside}</em>}
      </span>
      <b>
        {o.price}
        {o.before && <small>{o.before}</small>}
      </b>
      <span className="beneath">
        {!o.recommended && o.beside && <small>{o.beside}</small>}
        {o.text}
        <span className="contents">
          {o.rows.map(r => (
            <i key={r.id}>
              {r.description}
              {r.quantity !== '1' && `, ${r.quantity} ${r.unit}`.trimEnd()}
            </i>
          ))}
        </span>
      </span>
    </label>
  )
}

function Option({ row, type, name, p }: { row: RowView; type: 'radio' | 'checkbox'; name: string; p: DocumentProps }) {
  if (!row.option) return null
  const beneath = [row.note, row.option.before].filter(Boolean).join(', ')
  return (
    <label className="opt" lang={writtenLang(p.view)}>
      <input
        key={String(row.option.ticked)}
        type={type}
        name={name}
        value={row.id}
        form={p.optionsForm ?? undefined}
        defaultChecked={row.option.ticked}
      />
      {row.option.picture && <Picture picture={{ ...row.option.picture, alt: '' }} url={p.pictureUrl} />}
      <span>
        {row.description}
        {beneath && <small>{beneath}</small>}
      </span>
      <b>{row.option.effect}</b>
    </label>
  )
}

function Under({ row }: { row: RowView }) {
  const text = [row.calculation, row.discount].filter(Boolean).join(', ')
  return (
    <>
      {text && <small className="calc">{text}</small>}
      {row.note && <small>{row.note}</small>}
    </>
  )
}

/** A figure in a column; read aloud with its unit, and minus as a word. */
const AmountCell = ({ amount }: { amount: AmountView }) => (
  <td aria-label={amount.figure === null ? undefined : amount.spoken}>
    <Amount amount={amount} />
  </td>
)

const Amount = ({ amount }: { amount: AmountView }) => <>{amount.figure ?? amount.spoken}</>

function Totals({ totals, line }: { totals: TotalsView; line: DocumentProps['line'] }) {
  return (
    <>
      <div className="totals" data-totals>
        <dl>
          {totals.lines.map(l => (
            <Fragment key={l.label}>
              <dt className={l.weight === 'strong' ? 'strong' : undefined}>{l.label}</dt>
              <dd className={l.weight === 'strong' ? 'strong' : undefined}>
                <Amount amount={l.amount} />
              </dd>
            </Fragment>
          ))}
          {totals.persons && <dd className="who">{totals.persons}</dd>}
          <dt className="last">{totals.last.label}</dt>
          <dd className="last">
            {totals.last.amount.figure ? `${totals.last.amount.figure}\u00a0kr` : totals.last.amount.spoken}
          </dd>
        </dl>
        <div className={`line-${line}`} />
      </div>
      <div className="under" data-under>
        <ProseText prose={totals.under} bare />
      </div>
    </>
  )
}

function Legal({ sections }: { sections: readonly SectionView[] }) {
  const legal = sections.filter(s => s.kind === 'legal')
  if (legal.length === 0) return null
  return (
    <section className="legal" data-part="legal">
      {legal.map((s, i) => {
        // A text without a heading goes on where the one before it ended.
        const next = legal.findIndex((t, n) => n > i && t.heading !== '')
        const together = legal.slice(i, next < 0 ? undefined : next)
        if (s.heading === '' && i > 0) return null
        return (
          <details key={s.id} id={s.anchor}>
            <summary>{s.heading || s.name}</summary>
            {together.map(t => (
              <div key={t.id} className={t.tone === 'form' ? 'form-text' : undefined}>
                <ProseText prose={t.prose} bare />
              </div>
            ))}
          </details>
        )
      })}
    </section>
  )
}

const Runs = ({ runs }: { runs: readonly Run[] }) =>
  runs.map((r, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: runs of one paragraph, in order
    r.strong ? <b key={i}>{r.text}</b> : <Fragment key={i}>{r.text}</Fragment>,
  )

/** Paragraphs, lists and headings. `bare`: in the voice of what stands around it. */
export function ProseText({ prose, bare = false, lang }: { prose: Prose; bare?: boolean; lang?: string | undefined }) {
  const inner = prose.map((part, i) => {
    if ('h' in part)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order
        <h3 key={i}>{part.h}</h3>
      )
    if ('list' in part)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order
        <ul key={i}>
          {part.list.map((item, j) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items of one list, in order
            <li key={j}>
              <Runs runs={item} />
            </li>
          ))}
        </ul>
      )
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order
      <p key={i}>
        <Runs runs={part.p} />
      </p>
    )
  })
  if (bare) return inner
  return (
    <div className="prose" lang={lang}>
      {inner}
    </div>
  )
}

function Picture({
  picture,
  url,
  className,
  eager = false,
}: {
  picture: PictureView
  url: DocumentProps['pictureUrl']
  className?: string
  eager?: boolean
}) {
  return (
    <img
      src={url(picture.file)}
      alt={picture.alt}
      width={picture.width || undefined}
      height={picture.height || undefined}
      className={className}
      loading={eager ? undefined : 'lazy'}
      decoding="async"
    />
  )
}
