// Letting somebody else sign: a page of its own, with a name and one way to reach them.

import { clientPerson } from '../../clients/clients.tables.ts'
import { consentWords } from '../../consent/words.ts'
import { type Words as Said, whyWords } from '../../datamap/words.ts'
import { brandCss } from '../../design/colour.ts'
import { FieldError } from '../../design/components.tsx'
import { renderPage } from '../../design/page.tsx'
import type { Language } from '../../platform/http/endpoint.ts'
import { canBeOrdered } from '../../texts/chosen.ts'
import { roomWords } from '../recipient.messages.ts'
import type { Room } from '../room.ts'
import roomCss from './room.css?raw'

/** Whose it is to sign, and who signs for nobody else already. */
export const mayDelegate = (room: Room): boolean =>
  room.state === 'open' && room.standing === 'sign' && !room.delegate && canBeOrdered(room.frozen)

export type Refused = { code: string; text: string; values: { name: string; contact: string } }

export function delegatePage(room: Room, language: Language, refused: Refused | null): string {
  const w = roomWords[language]
  const company = room.frozen.company.name
  const onName = refused?.code === 'delegate-name'
  return renderPage({
    title: `${w.delegateHead} · ${company}`,
    language,
    css: [brandCss(room.frozen.company.brand), roomCss, '.sheet>p{margin:0 0 20px}'],
    head: <meta name="robots" content="noindex, nofollow" />,
    body: (
      <div className="room">
        <main className="sheet">
          <p>
            <a href="./">{w.delegateBack}</a>
          </p>
          <h1>{w.delegateHead}</h1>
          <p className="lead">{w.delegateLead(company)}</p>
          <form method="post" action="lamna-over">
            <Line
              name="namn"
              label={w.delegateName}
              value={refused?.values.name}
              error={onName ? refused?.text : undefined}
              language={language}
              why={whyWords(clientPerson, 'name')}
            />
            <Line
              name="kontakt"
              label={w.delegateContact}
              value={refused?.values.contact}
              error={onName ? undefined : refused?.text}
              language={language}
              why={whyWords(clientPerson, 'email')}
            />
            <button className="button main" type="submit">
              {w.delegateSend}
            </button>
          </form>
          <div className="foot">
            <a href="/integritet">{w.policy}</a>
            <a href="/kakor">{consentWords[language].title}</a>
          </div>
        </main>
      </div>
    ),
  })
}

type LineProps = {
  name: string
  label: string
  value: string | undefined
  error?: string | undefined
  language: Language
  why: Said | null
}

function Line({ name, label, value, error, language, why }: LineProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        className="input"
        id={name}
        name={name}
        required
        maxLength={254}
        autoComplete="off"
        defaultValue={value ?? ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
      {error && <FieldError id={`${name}-error`} text={error} />}
      {why && (
        <details className="why">
          <summary>{roomWords[language].why}</summary>
          <p>{why[language]}</p>
        </details>
      )}
    </div>
  )
}
