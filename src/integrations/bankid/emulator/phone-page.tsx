// The phone's pages. Without script and without anything fetched; what is signed is shown exactly as it was sent.
import { createHash } from 'node:crypto'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import base from '../../../design/base.css?raw'
import { Field, Notice } from '../../../design/components.tsx'
import { small } from '../../../design/page.tsx'
import tokens from '../../../design/tokens.css?raw'
import { FAILED_HINTS, type FailedHint, type Order, textOf } from './orders.ts'
import { nameOf, type Person, persons } from './persons.ts'
import own from './phone.css?raw'

export type PhonePage = { html: string; styleHash: string }

/** What could not be done; a number that does not hold stays in its field. */
type Problem = { is: 'unknown' | 'stale' } | { is: 'number'; typed: string }

export function homePage(p: { holder: Person | null; orders: readonly Order[]; problem?: Problem }): PhonePage {
  return render(
    'Testtelefon',
    <>
      <h1 className="sr">Testtelefon</h1>
      {p.problem && p.problem.is !== 'number' && <Notice tone="bad">{PROBLEMS[p.problem.is]}</Notice>}
      {p.holder ? <Holder person={p.holder} /> : <ChoosePerson problem={p.problem} />}
      {p.holder && <Waiting orders={p.orders} />}
      {p.holder && <ReadCode />}
    </>,
  )
}

export function orderPage(order: Order, holder: Person | null, problem?: Problem): PhonePage {
  const { state } = order
  if (state.is === 'complete' || state.is === 'failed' || state.is === 'processing')
    return render(ENDED[state.is], <Ended order={order} />)
  const title = order.kind === 'sign' ? 'Skriv under' : 'Legitimera dig'
  if (!holder) return render(title, <ChoosePerson order={order} problem={problem} />)
  return render(title, <Approve order={order} holder={holder} title={title} />)
}

const PROBLEMS = {
  unknown: 'Det finns ingen sådan begäran längre. Starta om på sidan där du ska skriva under.',
  stale: 'QR-koden har hunnit bytas. Läs den som visas just nu.',
}
const ENDED = { complete: 'Klart', failed: 'Avbrutet', processing: 'Arbetar' } as const

const HINTS: Record<FailedHint, string> = {
  userCancel: 'Personen avbröt',
  expiredTransaction: 'Det tog för lång tid',
  certificateErr: 'BankID är spärrat eller för gammalt',
  cancelled: 'En ny start gjordes',
  startFailed: 'Appen kom inte igång',
  userDeclinedCall: 'Personen nekade samtalet',
  notSupportedByUserApp: 'Appen är för gammal',
  transactionRiskBlocked: 'Stoppat av säkerhetsskäl',
}

function Holder({ person, order }: { person: Person; order?: Order }) {
  return (
    <form className="holder" method="post" action="/person">
      <p>
        <span className="help">Telefonen hör till</span>
        <strong>{nameOf(person)}</strong>
      </p>
      {order && <input type="hidden" name="order" value={order.phoneId} />}
      <button className="button plain" type="submit">
        Byt person
      </button>
    </form>
  )
}

function ChoosePerson({ order, problem }: { order?: Order; problem?: Problem | undefined }) {
  const typed = problem?.is === 'number' ? problem.typed : null
  const hidden = order && <input type="hidden" name="order" value={order.phoneId} />
  return (
    <>
      <div>
        <h2 className="large">Vem är du?</h2>
        <p className="help">Alla här är påhittade. Numren är Skatteverkets testnummer.</p>
      </div>
      <form method="post" action="/person">
        {hidden}
        <ul className="list">
          {persons.map(p => (
            <li key={p.personalNumber}>
              <button type="submit" name="personalNumber" value={p.personalNumber}>
                <strong>{nameOf(p)}</strong>
                <span className="help num">{grouped(p.personalNumber)}</span>
              </button>
            </li>
          ))}
        </ul>
      </form>
      <details open={typed !== null}>
        <summary>Någon annan</summary>
        <form method="post" action="/person">
          {hidden}
          <Field
            name="personalNumber"
            label="Personnummer för test"
            inputMode="numeric"
            autoComplete="off"
            required
            value={typed ?? ''}
            error={typed !== null ? 'Numret stämmer inte. Skriv tolv siffror, ÅÅÅÅMMDDNNNN.' : undefined}
          />
          <div className="row">
            <Field name="givenName" label="Förnamn" aside="frivilligt" autoComplete="off" maxLength={60} />
            <Field name="surname" label="Efternamn" aside="frivilligt" autoComplete="off" maxLength={60} />
          </div>
          <button className="button" type="submit">
            Fortsätt
          </button>
        </form>
      </details>
    </>
  )
}

function Waiting({ orders }: { orders: readonly Order[] }) {
  return (
    <section>
      <h2>Väntar på den här datorn</h2>
      {orders.length === 0 ? (
        <p className="help">Inget väntar just nu. En begäran lever i 30 sekunder innan den startas.</p>
      ) : (
        <form method="post" action="/open">
          <ul className="list">
            {orders.map(o => (
              <li key={o.phoneId}>
                <button type="submit" name="order" value={o.phoneId}>
                  <strong>{o.kind === 'sign' ? 'Skriv under' : 'Legitimera dig'}</strong>
                  <span className="help">{firstLine(textOf(o)) || 'Utan text'}</span>
                </button>
              </li>
            ))}
          </ul>
        </form>
      )}
      <a className="again" href="/">
        Sök igen
      </a>
    </section>
  )
}

function ReadCode() {
  return (
    <form method="post" action="/open">
      <Field name="qr" label="Läs QR-kod" aside="klistra in kodens text" autoComplete="off" required maxLength={300} />
      <button className="button" type="submit">
        Läs koden
      </button>
    </form>
  )
}

function Approve({ order, holder, title }: { order: Order; holder: Person; title: string }) {
  const text = textOf(order)
  const at = `/order/${order.phoneId}`
  return (
    <>
      <Holder person={holder} order={order} />
      <section>
        <h1>{title}</h1>
        {text === null ? <p className="help">Begäran har ingen text.</p> : <p className="signtext">{text}</p>}
      </section>
      <div className="acts">
        <form method="post" action={`${at}/approve`}>
          <button className="button main" type="submit">
            {title}
          </button>
        </form>
        <form method="post" action={`${at}/cancel`}>
          <button className="button" type="submit">
            Avbryt
          </button>
        </form>
        <details>
          <summary>Misslyckas på ett annat sätt</summary>
          <form method="post" action={`${at}/fail`}>
            <ul className="list">
              {FAILED_HINTS.filter(h => h !== 'userCancel').map(h => (
                <li key={h}>
                  <button type="submit" name="hint" value={h}>
                    <strong>{HINTS[h]}</strong>
                    <span className="help">{h}</span>
                  </button>
                </li>
              ))}
            </ul>
          </form>
        </details>
      </div>
    </>
  )
}

function Ended({ order }: { order: Order }) {
  const { state } = order
  const done = state.is === 'complete'
  return (
    <>
      <section>
        <h1>{state.is === 'failed' ? 'Inget är underskrivet' : done ? 'Klart' : 'Underskriften görs'}</h1>
        <p>
          {state.is === 'failed'
            ? `${HINTS[state.hint]}.`
            : done
              ? order.kind === 'sign'
                ? 'Du har skrivit under. Gå tillbaka till sidan du kom från.'
                : 'Du har legitimerat dig. Gå tillbaka till sidan du kom från.'
              : 'Vänta ett ögonblick.'}
        </p>
      </section>
      <a className="again" href="/">
        Till telefonens början
      </a>
    </>
  )
}

const grouped = (number: string) => `${number.slice(0, 8)}-${number.slice(8)}`
const firstLine = (text: string | null) => (text ?? '').trim().split('\n', 1)[0]?.slice(0, 80) ?? ''

const style = small(tokens + base + own)
const styleHash = createHash('sha256').update(style).digest('base64')

function render(title: string, body: ReactNode): PhonePage {
  const html = renderToStaticMarkup(
    <html lang="sv">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · TESTTELEFON`}</title>
        <link rel="icon" href="data:," />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own sheets, from files */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <div className="phone">
          <header className="mark">
            <strong>TESTTELEFON, inte BankID</strong>
            <span>Underskrifter härifrån binder ingen.</span>
          </header>
          <main>{body}</main>
        </div>
      </body>
    </html>,
  )
  return { html: `<!doctype html>${html}`, styleHash }
}
