// The two layers of the question, as plain forms. What is shown is kept by its hash, so a form is drawn from these facts alone: the same facts
// give the same bytes, and an answer says which they were.
import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { small } from '../design/page.tsx'
import type { ConsentPart, Language } from '../platform/http/endpoint.ts'
import { type CookieCategory, cookieCategories } from '../platform/outbound/browser.ts'
import type { Processor } from '../platform/outbound/door.ts'
import css from './consent.css?raw'
import { cookieType, storedHere, storedKinds, storedUntil } from './stored.ts'
import { categoryWords, consentWords } from './words.ts'

export type Question = {
  layer: 'banner' | 'settings'
  language: Language
  parts: readonly ConsentPart[]
  processors: readonly Processor[]
  /** What is asked about now. */
  ask: readonly string[]
  /** What stands ticked: what holds today, and nothing else ever. */
  ticked: readonly string[]
  /** Whether something was answered before. */
  again: boolean
  operator: string
}
/** The part of a question that differs from one drawing to the next, as it travels with the form. */
export const drawnAs = (q: Question) => [q.ask.join('.'), q.ticked.join('.'), q.again ? '1' : '0'].join('!')
export function asDrawn(text: string): Pick<Question, 'ask' | 'ticked' | 'again'> {
  const [ask = '', ticked = '', again] = text.split('!')
  const list = (keys: string) => keys.split('.').filter(k => /^[a-z][a-z0-9-]*$/.test(k))
  return { ask: list(ask), ticked: list(ticked), again: again === '1' }
}

export type Shown = { markup: string; style: string; hash: string }
export function shown(q: Question): Shown {
  const markup = renderToStaticMarkup(<Inside question={q} />)
  const style = small(css)
  const hash = createHash('sha256').update(`${markup}\0${style}`).digest('hex')
  return { markup, style, hash }
}
export const consentCss = css

/** The form around what is shown, with what the answer needs. */
export function ConsentForm({ question: q, to }: { question: Question; to: string }) {
  const { markup, hash } = shown(q)
  const w = consentWords[q.language]
  return (
    <form
      method="post"
      action="/samtycke"
      className={`consent consent-${q.layer}`}
      aria-label={q.layer === 'banner' ? w.bannerHead : w.title}
      data-private=""
      data-hj-suppress=""
    >
      <input type="hidden" name="layer" value={q.layer} />
      <input type="hidden" name="sprak" value={q.language} />
      <input type="hidden" name="ritad" value={drawnAs(q)} />
      <input type="hidden" name="visad" value={hash} />
      <input type="hidden" name="till" value={to} />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn above by ourselves; the very bytes whose hash is kept */}
      <div className="consent-inside" dangerouslySetInnerHTML={{ __html: markup }} />
    </form>
  )
}

function Inside({ question: q }: { question: Question }) {
  return q.layer === 'banner' ? <Banner question={q} /> : <Settings question={q} />
}

function Banner({ question: q }: { question: Question }) {
  const w = consentWords[q.language]
  const asked = q.parts.filter(p => q.ask.includes(p.key))
  const uses = asked.flatMap(p => p.processor?.browser?.stored.map(s => s.use) ?? [])
  const what = [
    ...(asked.some(p => p.category === 'function') ? [w.measure] : []),
    ...(uses.includes('adapt') ? [w.adapt] : []),
    ...(asked.some(p => p.category === 'advertising') ? [w.advertise] : []),
  ]
  const news = q.again && asked.length < q.parts.length ? w.news(asked.map(p => nameOf(p, q.language)).join(', ')) : ''
  return (
    <>
      <div>
        <h2>{w.bannerHead}</h2>
        <p>
          {w.bannerText(what.join(w.or), news)} <a href="/kakor">{w.everyCookie}</a>
        </p>
      </div>
      <div className="consent-choices">
        {(
          [
            ['alla', w.all],
            ['nodvandiga', w.necessary],
            ['anpassa', w.choose],
          ] as const
        ).map(([value, text]) => (
          <button key={value} type="submit" name="val" value={value} className="button">
            {text}
          </button>
        ))}
      </div>
    </>
  )
}

const nameOf = (p: ConsentPart, language: Language) => p.processor?.name ?? consentWords[language].own

function Settings({ question: q }: { question: Question }) {
  const w = consentWords[q.language]
  return (
    <>
      {cookieCategories.map(category => (
        <Category key={category} category={category} question={q} />
      ))}
      <div className="consent-choices">
        {(
          [
            ['spara', w.save],
            ['nodvandiga', w.necessary],
            ['alla', w.all],
          ] as const
        ).map(([value, text]) => (
          <button key={value} type="submit" name="val" value={value} className="button">
            {text}
          </button>
        ))}
      </div>
    </>
  )
}

function Category({ category, question: q }: { category: CookieCategory; question: Question }) {
  const w = consentWords[q.language]
  const { name, text } = categoryWords[category][q.language]
  const parts = q.parts.filter(p => p.category === category)
  return (
    <fieldset>
      <legend>{name}</legend>
      <p>{text}</p>
      {category === 'necessary' ? (
        <p className="consent-always">{w.always}</p>
      ) : parts.length === 0 ? (
        <p className="consent-always">{w.nobody}</p>
      ) : (
        parts.map(p => (
          <label className="check" key={p.key}>
            <input type="checkbox" name="del" value={p.key} defaultChecked={q.ticked.includes(p.key)} />
            <span>
              {nameOf(p, q.language)}
              <small className="help">{p.processor?.browser?.does[q.language] ?? w.ownDoes}</small>
            </span>
          </label>
        ))
      )}
      <CookieTable category={category} question={q} />
    </fieldset>
  )
}

/** Name, owner, purpose, type, lifetime and data of everything in a category. */
function CookieTable({
  category,
  question: q,
}: {
  category: CookieCategory
  question: Pick<Question, 'language' | 'processors' | 'operator'>
}) {
  const w = consentWords[q.language]
  const entries = storedHere(q.processors).filter(e => e.category === category)
  const { name } = categoryWords[category][q.language]
  if (entries.length === 0) return <p className="help">{w.noCookies}</p>
  return (
    <details>
      <summary>
        {w.inCategory(name)} ({entries.length})
      </summary>
      <table>
        <caption className="sr">{w.inCategory(name)}</caption>
        <thead>
          <tr>
            {w.columns.map(c => (
              <th key={c} scope="col">
                {c}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ stored: s, owner }) => (
            <tr key={`${owner?.key ?? ''}${s.name}`}>
              {[
                s.name,
                owner ? (owner.recipient?.company ?? owner.name) : q.operator,
                s.purpose[q.language],
                (cookieType(s) ?? storedKinds[s.kind])[q.language],
                storedUntil(s)[q.language],
                s.data[q.language],
              ].map((cell, n) =>
                n === 0 ? (
                  <th key={w.columns[n]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={w.columns[n]} data-head={w.columns[n]}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
