// Reviewing and signing: a whole page, never a pop-up. What is chosen, the sums, the ticks, the exact text, the button with its words.

import encodeQR from 'qr'
import { Fragment, type ReactNode } from 'react'
import type { PriceResult } from '../../blocks/contract.ts'
import { missingChoices } from '../../blocks/price.ts'
import { consentWords } from '../../consent/words.ts'
import { brandCss } from '../../design/colour.ts'
import { FieldError, Notice } from '../../design/components.tsx'
import { renderPage } from '../../design/page.tsx'
import {
  type Agreement,
  orderLabel,
  orderSummary,
  type SummaryRow,
  shortHash,
  signText,
  statementsOf,
} from '../../documents/agreement.ts'
import { priceRows } from '../../documents/drafts.ts'
import { kindWordsOf } from '../../documents/present.ts'
import { assetUrl } from '../../platform/http/assets.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../../recipient/recipient.messages.ts'
import { nameIn, type Room } from '../../recipient/room.ts'
import { orderingWords } from '../ordering.messages.ts'
import type { Order } from '../orders.ts'
import css from './sign.css?raw'

type Frame = {
  room: Room
  language: Language
  title: string
  script?: boolean
  head?: ReactNode
  children: ReactNode
  back?: boolean
}

function frame({ room, language, title, script, head, children, back = true }: Frame): string {
  const w = orderingWords[language]
  return renderPage({
    title: `${title} · ${room.frozen.company.name}`,
    language,
    css: [brandCss(room.frozen.company.brand), css],
    head: (
      <>
        <meta name="robots" content="noindex, nofollow" />
        {head}
      </>
    ),
    scripts: script ? [assetUrl('/room/sign.js')] : [],
    body: (
      <div className="sign">
        <header>
          <strong>{room.frozen.company.name}</strong>
          {back && (
            <a href={script && title === w.waiting ? '../' : './'}>
              {room.signed ? w.backSigned : w.back(kindWordsOf(room.frozen, language).the)}
            </a>
          )}
        </header>
        <main>{children}</main>
        <footer>
          <a href="/integritet">{roomWords[language].privacy}</a> <a href="/kakor">{consentWords[language].title}</a>
        </footer>
      </div>
    ),
  })
}

/** As many characters as the statement of one's right may have. */
export const MOST_AUTHORITY = 300

export type ReviewState = {
  ticked: ReadonlySet<string>
  authority: string
  error: { field: string | null; text: string } | null
}

export function reviewPage(
  room: Room,
  price: PriceResult,
  language: Language,
  phone: boolean,
  channels: { sms: boolean; mail: boolean },
  state: ReviewState,
): string {
  const w = orderingWords[language]
  const { frozen } = room
  const about = { chosen: [...room.chosen], concludedOn: room.today }
  const statements = statementsOf(frozen, price, room.actor.partyId, room.today, language, room.delegate)
  const label = orderLabel(frozen, price, room.chosen, language)
  const own = phone && !room.inPerson
  const undecided = missingChoices(priceRows(frozen.content), room.chosen).length > 0
  return frame({
    room,
    language,
    title: w.title,
    script: true,
    children: (
      <>
        <h1>{w.title}</h1>
        <p className="lead">{w.lead}</p>
        {frozen.test && (
          <Notice tone="warn">
            <p>{w.test}</p>
          </Notice>
        )}
        {room.inPerson && (
          <Notice tone="warn">
            <p>{roomWords[language].inPersonHere(frozen.company.name)}</p>
          </Notice>
        )}
        {state.error && state.error.field === null && (
          <Notice tone="bad">
            <p>{state.error.text}</p>
          </Notice>
        )}
        {undecided ? (
          <>
            <Notice tone="warn">
              <p>{w.choose}</p>
            </Notice>
            <p className="ways">
              <a className="button main" href="./">
                {w.back(kindWordsOf(frozen, language).the)}
              </a>
            </p>
          </>
        ) : (
          <form method="post" action="skriv-under">
            <div className="columns">
              <div>
                <h2>{w.summary}</h2>
                <Summary rows={orderSummary(frozen, about, price, language)} />
                {statements.length > 0 && (
                  <fieldset>
                    <legend>
                      <h2>{w.statements}</h2>
                    </legend>
                    {statements.map(s => (
                      <div key={s.id}>
                        <label className="check">
                          <input
                            type="checkbox"
                            name="tick"
                            value={s.id}
                            defaultChecked={state.ticked.has(s.id)}
                            // biome-ignore lint/a11y/noAutofocus: the page came back because of this box, far down on a phone
                            autoFocus={state.error?.field === s.id}
                            aria-invalid={state.error?.field === s.id ? true : undefined}
                            aria-describedby={state.error?.field === s.id ? 'tick-error' : undefined}
                          />
                          <span>
                            {s.words.replaceAll('**', '')}
                            <br />
                            <span className="help">{s.required ? w.required : w.voluntary}</span>
                          </span>
                        </label>
                        {state.error?.field === s.id && <FieldError id="tick-error" text={state.error.text} />}
                      </div>
                    ))}
                  </fieldset>
                )}
                {frozen.client.kind !== 'person' && <Authority language={language} state={state} />}
              </div>
              <div>
                <h2>{w.text}</h2>
                <div className="bankid-text" lang="sv">
                  {previewText(room, price)}
                </div>
                <p className="help">{w.textNote}</p>
              </div>
            </div>
            <div className="ways">
              <button className="button main" type="submit" name="way" value={own ? 'here' : 'other'}>
                {label.words}
              </button>
              <p className="help">{own ? w.here : w.otherNote}</p>
              {!room.inPerson && (
                <button className="button" type="submit" name="way" value={phone ? 'other' : 'here'}>
                  {phone ? w.other : w.thisDevice}
                </button>
              )}
              {(channels.sms || channels.mail) && (
                <details open={state.error?.field === 'way'}>
                  <summary>{w.without}</summary>
                  <p>{w.withoutLead}</p>
                  <div data-draw hidden>
                    <p>
                      {w.draw} <span className="help">{w.drawHint}</span>
                    </p>
                    <canvas className="pad" width={1040} height={320} aria-label={w.draw} />
                    <input type="hidden" name="drawing" value="" />
                    <button className="button plain small" type="button" data-clear>
                      {w.clear}
                    </button>
                  </div>
                  {channels.sms && (
                    <p>
                      <button className="button" type="submit" name="way" value="sms">
                        {w.bySms}
                      </button>
                    </p>
                  )}
                  {channels.mail && (
                    <p>
                      <button className="button" type="submit" name="way" value="mail">
                        {w.byMail}
                      </button>
                    </p>
                  )}
                </details>
              )}
            </div>
          </form>
        )}
      </>
    ),
  })
}

/** By what right somebody signs for a company or an association, in their own words. */
function Authority({ language, state }: { language: Language; state: ReviewState }) {
  const w = orderingWords[language]
  const refused = state.error?.field === 'authority'
  return (
    <div className="field">
      <label htmlFor="authority">
        {w.authority} <span className="help">{w.voluntary}</span>
      </label>
      <textarea
        className="input"
        id="authority"
        name="authority"
        rows={2}
        maxLength={MOST_AUTHORITY}
        defaultValue={state.authority}
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? 'authority-error' : 'authority-help'}
      />
      {refused && <FieldError id="authority-error" text={state.error?.text ?? ''} />}
      <p className="help" id="authority-help">
        {w.authorityHelp}
      </p>
      <details className="why">
        <summary>{roomWords[language].why}</summary>
        <p>{w.authorityPurpose}</p>
      </details>
    </div>
  )
}

/** The text before anything is ticked; the fingerprint follows from the ticks and stands in the next step's. */
function previewText(room: Room, price: PriceResult): string {
  const empty: Agreement = {
    v: 1,
    documentId: room.frozen.documentId,
    version: room.version,
    versionHash: room.versionHash,
    signer: {
      partyId: room.actor.partyId,
      name: '',
      ...(room.delegate
        ? { for: { partyId: room.delegate.forPartyId, name: nameIn(room, room.delegate.forPartyId) } }
        : {}),
    },
    concludedOn: room.today,
    chosen: [...room.chosen].sort(),
    totals: { netOre: 0, vatOre: 0, totalOre: 0, toPayOre: 0 },
    vat: [],
    deduction: null,
    ticked: [],
    texts: [],
    attachments: [],
    order: { id: '', version: 1, words: '' },
  }
  const text = signText(room.frozen, empty, price, room.versionHash)
  return text.replace(shortHash(room.versionHash), '…')
}

/** The sum comes last, largest, and on the line that waits to be signed. */
const Summary = ({ rows }: { rows: SummaryRow[] }) => (
  <>
    <dl>
      {[...rows.filter(r => !r.sum), ...rows.filter(r => r.sum)].map(r =>
        r.sum ? (
          <div key={r.label} className="sum">
            <dt>{r.label}</dt>
            <dd>{r.value}</dd>
          </div>
        ) : (
          <Fragment key={r.label}>
            <dt>{r.label}</dt>
            <dd>{r.value}</dd>
          </Fragment>
        ),
      )}
    </dl>
    <div className="line-dotted" />
  </>
)

/** What the waiting page and its stream tell. */
export type Waiting = {
  state: Order['state']
  words: string
  qr: string | null
  startUrl: string | null
  /** How long there is, in words, and how much of it has gone; null where nothing waits. */
  time: { words: string; seconds: number; gone: number } | null
}

export const qrSvg = (text: string): string => encodeQR(text, 'svg', { ecc: 'low', border: 4 })

export function waitingPage(room: Room, order: Order, language: Language, waiting: Waiting, test: boolean): string {
  const w = orderingWords[language]
  return frame({
    room,
    language,
    title: w.waiting,
    script: true,
    head: (
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
    ),
    children: (
      <>
        <h1>{w.waiting}</h1>
        {test && (
          <Notice tone="warn">
            <p>{w.test}</p>
          </Notice>
        )}
        <p className="lead" role="status" data-words>
          {waiting.words}
        </p>
        <div
          className="progress"
          aria-hidden="true"
          data-seconds={waiting.time?.seconds}
          data-gone={waiting.time?.gone}
        >
          <div className="line-dotted" />
          <div className="line-whole" />
        </div>
        <p className="help" data-time>
          {waiting.time?.words}
        </p>
        <div className="waiting columns" data-order={order.id}>
          <div>
            {waiting.qr && (
              <div data-plate>
                <div
                  className="plate"
                  role="img"
                  aria-label={w.qrAlt}
                  data-qr
                  // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us from the order's own token
                  dangerouslySetInnerHTML={{ __html: waiting.qr }}
                />
                <p className="help">{w.keepOpen}</p>
              </div>
            )}
            {waiting.startUrl && (
              <p className="act">
                <a
                  className={order.sameDevice ? 'button main' : 'button'}
                  href={waiting.startUrl}
                  data-start={order.sameDevice ? '' : undefined}
                >
                  {test ? w.openTest : w.openApp}
                </a>
              </p>
            )}
            <form method="post" action={`${order.id}/avbryt`}>
              <button className="button plain" type="submit">
                {w.cancel}
              </button>
            </form>
          </div>
          <div>
            <div className="bankid-text" lang="sv">
              {order.secrets.text}
            </div>
            <p className="help">{w.compare}</p>
          </div>
        </div>
      </>
    ),
  })
}

export function codePage(room: Room, order: Order, language: Language, error: string | null): string {
  const w = orderingWords[language]
  // A refused code is answered one step further down, at the form's own address.
  const here = error ? '' : `${order.id}/`
  return frame({
    room,
    language,
    title: w.codeTitle,
    back: false,
    children: (
      <>
        <h1>{w.codeTitle}</h1>
        <p className="lead">{w.codeLead(order.secrets.sentTo ?? '')}</p>
        <form className="code-form" method="post" action={`${here}kod`}>
          <div className="field">
            <label htmlFor="code">{w.code}</label>
            <input
              className="input code"
              id="code"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={9}
              required
              // biome-ignore lint/a11y/noAutofocus: a page with one purpose puts the reader where it begins
              autoFocus
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? 'code-error' : undefined}
            />
            {error && <FieldError id="code-error" text={error} />}
          </div>
          <button className="button main" type="submit">
            {w.confirm}
          </button>
        </form>
        <form method="post" action={`${here}avbryt`}>
          <button className="button plain" type="submit">
            {w.cancel}
          </button>
        </form>
        <h2>{w.codeText}</h2>
        <div className="bankid-text" lang="sv">
          {order.secrets.text}
        </div>
      </>
    ),
  })
}

export function endedPage(room: Room, order: Order, language: Language, words: string): string {
  const w = orderingWords[language]
  const signs = order.purpose === 'sign'
  const title = signs ? w.failedTitle : w.evidenceFailed
  return frame({
    room,
    language,
    title,
    back: false,
    children: (
      <>
        <h1>{title}</h1>
        {/* What BankID's words say of signing is said of a signature; here there is one already. */}
        <Notice tone={order.hint === 'other-person' ? 'bad' : 'warn'}>
          <p>{signs ? words : order.hint === 'other-person' ? w.evidenceOtherPerson : w.evidenceUntouched}</p>
        </Notice>
        <div className="ways">
          <a className="button main" href={signs ? '../skriv-under' : '../bevis'}>
            {w.again}
          </a>
          <a className="back" href="../">
            {signs ? w.back(kindWordsOf(room.frozen, language).the) : w.backSigned}
          </a>
        </div>
      </>
    ),
  })
}

export function evidencePage(room: Room, language: Language, phone: boolean, error: string | null): string {
  const w = orderingWords[language]
  return frame({
    room,
    language,
    title: w.evidenceTitle,
    children: (
      <>
        <h1>{w.evidenceTitle}</h1>
        <p className="lead">{w.evidenceLead}</p>
        {error && (
          <Notice tone="bad">
            <p>{error}</p>
          </Notice>
        )}
        <form className="ways" method="post" action="bevis">
          <button className="button main" type="submit" name="way" value={phone ? 'here' : 'other'}>
            {phone ? w.evidenceHere : w.evidenceOther}
          </button>
          <button className="button" type="submit" name="way" value={phone ? 'other' : 'here'}>
            {phone ? w.evidenceOther : w.evidenceHere}
          </button>
        </form>
      </>
    ),
  })
}

export function evidenceReadyPage(room: Room, order: Order, language: Language): string {
  const w = orderingWords[language]
  return frame({
    room,
    language,
    title: w.evidenceTitle,
    back: false,
    children: (
      <>
        <h1>{w.evidenceTitle}</h1>
        <Notice tone="ok">
          <p role="status">{w.evidenceReady}</p>
        </Notice>
        <div className="ways">
          <a className="button main" href={`${order.id}/bevis.json`} download="">
            {w.evidenceDownload}
          </a>
          <a className="back" href="../">
            {w.backSigned}
          </a>
        </div>
      </>
    ),
  })
}
