// Who answers for what is held of the reader, before anything is asked of them (GDPR art. 13–14); and a page to hand to whoever shares the
// deduction and has not been asked.
import documentCss from '../../blocks/render/document.css?raw'
import { consentWords } from '../../consent/words.ts'
import { brandCss } from '../../design/colour.ts'
import { renderPage } from '../../design/page.tsx'
import { printPhone } from '../../kernel/contact.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../recipient.messages.ts'
import { nameIn, type Room } from '../room.ts'
import roomCss from './room.css?raw'

/** Who handles the data for the company, and what the company says of them itself. */
export type Informs = { operator: string; own: string | null }

/** Name, number, address, mail and phone of the company. */
const contactOf = ({ frozen: { company } }: Room) =>
  [
    company.name,
    ...(company.form === 'legal' ? [company.organisationNumber] : []),
    company.address.join(', '),
    company.email,
    company.phone ? printPhone(company.phone) : '',
  ].filter(Boolean)

const sharesDeduction = (room: Room) => room.frozen.parties.filter(p => p.share > 0).length > 1

export function Informed({ room, informs, language }: { room: Room; informs: Informs; language: Language }) {
  const w = roomWords[language]
  const { name } = room.frozen.company
  return (
    <aside className="informed" aria-label={w.informedHead}>
      <p>
        {w.informed(name, informs.operator)} {contactOf(room).slice(1).join(', ')}.
      </p>
      <details>
        <summary>{w.informedMore}</summary>
        <p>{room.delegate ? w.informedDelegate(nameIn(room, room.delegate.forPartyId), name) : w.informedWhat(name)}</p>
        {informs.own && <p className="own">{informs.own}</p>}
        <p>
          <a href="/integritet/slutkund">{w.informedHeld}</a> · <a href="/integritet/dina-uppgifter">{w.privacy}</a>
          {sharesDeduction(room) && (
            <>
              {' · '}
              <a href="till-medsokande">{w.handOver}</a>
            </>
          )}
        </p>
      </details>
    </aside>
  )
}

export function handOverPage(room: Room, informs: Informs, language: Language): string {
  const w = roomWords[language]
  const { name } = room.frozen.company
  return renderPage({
    title: w.handOver,
    language,
    fonts: 'fallback',
    css: [brandCss(room.frozen.company.brand), documentCss, roomCss],
    head: <meta name="robots" content="noindex, nofollow" />,
    body: (
      <div className="room">
        <main className="sheet hand-over">
          <h1>{w.handOver}</h1>
          <p>{w.handOverWhy(name)}</p>
          <dl>
            {w.handOverParts(name, informs.operator, contactOf(room).join(', ')).map(([what, text]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          {informs.own && <p className="own">{informs.own}</p>}
          <p>
            <a href="/integritet/medsokande">{w.informedHeld}</a> · <a href="/integritet/dina-uppgifter">{w.privacy}</a>
          </p>
          <div className="foot">
            <a href="/integritet">{w.policy}</a>
            <a href="/kakor">{consentWords[language].title}</a>
          </div>
        </main>
      </div>
    ),
  })
}
