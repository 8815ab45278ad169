// How it stands when the offer is not simply open: what is, what can be done, whom to reach. One calm sentence for each state.
import type { ReactNode } from 'react'
import type { DocumentView } from '../../blocks/view.ts'
import { Notice } from '../../design/components.tsx'
import { Status, type StatusName } from '../../design/status.tsx'
import { kindWordsOf } from '../../documents/present.ts'
import { dateWords } from '../../kernel/dates.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../recipient.messages.ts'
import type { Room } from '../room.ts'
import type { RoomNews } from './room-page.tsx'
import { isAsked, Together } from './together.tsx'

type Props = { room: Room; view: DocumentView; language: Language; news: RoomNews }

export function StateNotice({ room, view, language, news }: Props) {
  const w = roomWords[language]
  const { company } = room.frozen
  switch (room.state) {
    case 'open':
      return (
        <>
          {(news.done === 'asked' || news.done === 'replied') && (
            <Notice tone="ok">
              <p role="status">{w[news.done](company.name)}</p>
            </Notice>
          )}
          {!isAsked(room) && <Together room={room} language={language} />}
        </>
      )
    case 'signed':
    case 'sealed':
      return null
    case 'expired': {
      const day = dateWords(room.frozen.content.validTo, language)
      const asked = news.done === 'longer'
      return (
        <State
          status="expired"
          words={asked ? w.expiredOn(day) : w.expired(company.name, day)}
          {...{ view, language, news }}
        >
          {asked ? (
            <p role="status">{w.longerSent(company.name)}</p>
          ) : (
            <form method="post" action="forlang">
              <button className="button main" type="submit">
                {w.longer}
              </button>
            </form>
          )}
        </State>
      )
    }
    case 'declined':
      return (
        <State
          status="declined"
          words={room.declinedByOther ? w.declinedByOne(company.name) : w.declined(company.name)}
          {...{ view, language, news }}
        />
      )
    case 'replaced':
      return <State words={w.replaced(company.name)} {...{ view, language, news }} />
    case 'withdrawn':
      return (
        <State
          status="withdrawn"
          words={w.withdrawn(company.name, kindWordsOf(room.frozen, language))}
          {...{ view, language, news }}
        />
      )
    case 'address-changed':
    case 'link-expired':
      return (
        <>
          <h1>{company.name}</h1>
          <State
            words={room.state === 'address-changed' ? w.addressChanged(company.name) : w.linkExpired(company.name)}
            {...{ view, language, news }}
          />
        </>
      )
  }
}

type StateProps = Omit<Props, 'room'> & { status?: StatusName; words: string; children?: ReactNode }

function State({ status, words, view, language, news, children }: StateProps) {
  const kept = news.refused?.values.body || news.refused?.values.reason
  return (
    <div className="state">
      {status && <Status state={status} language={language} />}
      <p>{words}</p>
      {children}
      <Reach view={view} />
      {kept && (
        <div role="alert">
          <p>{roomWords[language].keptText}</p>
          <blockquote>{kept}</blockquote>
        </div>
      )}
    </div>
  )
}

/** The person to ask, as links that call and write. */
export function Reach({ view }: { view: DocumentView }) {
  const { contact, phone, email } = view.company
  const number = contact.phone ?? phone
  const address = contact.email ?? email
  return (
    <p className="reach">
      {contact.name || view.company.name}
      {number && <a href={`tel:${number.replace(/[^+\d]/g, '')}`}>{number}</a>}
      {address && <a href={`mailto:${address}`}>{address}</a>}
    </p>
  )
}
