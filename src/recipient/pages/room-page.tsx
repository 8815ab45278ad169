// The room: the document as its receiver meets it. Readable at once, without script, on a bad line; nothing here says whose tool it is.
import documentCss from '../../blocks/render/document.css?raw'
import { DocumentPaper } from '../../blocks/render/document.tsx'
import packagesCss from '../../blocks/render/packages.css?raw'
import type { DocumentView } from '../../blocks/view.ts'
import { brandCss } from '../../design/colour.ts'
import { Notice } from '../../design/components.tsx'
import { Icon } from '../../design/icons.tsx'
import { renderPage } from '../../design/page.tsx'
import { kindWordsOf, presentDocument } from '../../documents/present.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { assetUrl } from '../../platform/http/assets.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { canBeOrdered } from '../../texts/chosen.ts'
import { roomWords } from '../recipient.messages.ts'
import { mayChoose, type Room } from '../room.ts'
import agreedCss from './agreed.css?raw'
import { Agreed } from './agreed.tsx'
import { AskOrDecline, Foot, Thread } from './answers.tsx'
import { FeedbackForm } from './feedback-form.tsx'
import { Informed, type Informs } from './informed.tsx'
import roomCss from './room.css?raw'
import { StateNotice } from './state-notice.tsx'
import togetherCss from './together.css?raw'
import { isAsked, isTogether, Together } from './together.tsx'

export type RoomNews = {
  /** What the reader just did, told once on the page that follows. */
  done?: 'asked' | 'longer' | 'saved' | 'thanked' | 'replied'
  /** Who answers for the reader’s data. */
  informs?: Informs
  /** Whoever signed has not been asked yet what they thought. */
  feedback?: boolean
  /** A refused form: what was typed and why. */
  refused?: { form: 'fraga' | 'avboj'; text: string; values: Record<string, string> }
  /** The reader has turned off that what is shown is noted. */
  quiet?: boolean
}

const pictureUrl = (file: string) => `fil/${file}`

function viewOf(room: Room, language: Language): DocumentView {
  const view = presentDocument({
    frozen: room.frozen,
    chosen: room.chosen,
    language,
    today: room.signed ? stockholmDate(room.signed.at) : room.today,
  })
  // Days are left only for as long as something can be answered.
  return room.state === 'open' ? view : { ...view, validity: { ...view.validity, daysLeft: null } }
}

export function roomPage(room: Room, language: Language, news: RoomNews = {}): string {
  const w = roomWords[language]
  const view = viewOf(room, language)
  const { state } = room
  const company = room.frozen.company.name
  // An address that turned out to be somebody else's shows nothing of the document.
  const shown = state !== 'address-changed' && state !== 'link-expired'
  return renderPage({
    title: shown ? `${view.title} · ${company}` : company,
    language,
    fonts: 'fallback',
    css: [
      brandCss(room.frozen.company.brand),
      documentCss,
      ...(view.sections.some(s => s.kind === 'packages') ? [packagesCss] : []),
      roomCss,
      ...(room.signed ? [togetherCss, agreedCss] : room.state === 'open' && isTogether(room) ? [togetherCss] : []),
    ],
    head: <meta name="robots" content="noindex, nofollow" />,
    scripts: shown ? [assetUrl('/room/room.js')] : [],
    body: (
      <div className="room" data-state={state} data-quiet={news.quiet ? '' : undefined}>
        <a className="skip" href="#dokument">
          {w.skip}
        </a>
        <main className="sheet" id="dokument" data-part="top">
          {room.frozen.test && room.signed && (
            <Notice tone="warn">
              <p>{w.test}</p>
            </Notice>
          )}
          {room.inPerson && shown && (
            <Notice tone="warn">
              <p>{w.inPersonHere(company)}</p>
            </Notice>
          )}
          {room.signed ? (
            <>
              <Agreed room={room} signed={room.signed} view={view} language={language} />
              {news.done === 'thanked' && (
                <Notice tone="ok">
                  <p role="status">{w.feedbackDone}</p>
                </Notice>
              )}
              {news.feedback && (
                <FeedbackForm company={company} the={kindWordsOf(room.frozen, language).the} language={language} />
              )}
            </>
          ) : (
            <StateNotice room={room} view={view} language={language} news={news} />
          )}
          {shown && news.informs && <Informed room={room} informs={news.informs} language={language} />}
          {shown && <Paper room={room} view={view} language={language} news={news} />}
          <Foot room={room} language={language} news={news} />
        </main>
        {shown && <Rail room={room} view={view} language={language} />}
        {state === 'open' && <p className="sr" role="status" data-said="" data-word={w.newSum('{sum}', '{before}')} />}
      </div>
    ),
  })
}

type Shown = { room: Room; view: DocumentView; language: Language }

function Paper({ room, view, language, news }: Shown & { news: RoomNews }) {
  const w = roomWords[language]
  const open = room.state === 'open'
  const lastPrice = view.sections.findLast(s => s.kind === 'price' || s.kind === 'packages')
  return (
    <>
      <DocumentPaper
        view={view}
        pictureUrl={pictureUrl}
        optionsForm={mayChoose(room) ? 'val' : null}
        line={room.state === 'sealed' ? 'double' : room.state === 'signed' ? 'whole' : 'dotted'}
        words={{ recalculate: w.recalculate, workAddress: w.workAddress }}
        beside={
          open ? (
            <a className="button" href="#fraga">
              <Icon name="question" />
              {w.ask}
            </a>
          ) : undefined
        }
        beneath={s => (
          <>
            {s === lastPrice && open && (
              <>
                {news.done === 'saved' && (
                  <div id="sparat">
                    <Notice tone="ok">
                      <p role="status">{w.saved}</p>
                    </Notice>
                  </div>
                )}
                <div className="notice bad" role="alert" data-failed="" hidden>
                  <p>{w.failed}</p>
                  <button className="button" type="button">
                    {w.again}
                  </button>
                </div>
              </>
            )}
            <Thread room={room} anchor={s.id} language={language} />
          </>
        )}
      />
      {mayChoose(room) && <form id="val" method="post" action="val" data-ask={w.ask} />}
      <Thread room={room} anchor="" language={language} />
      {open && isAsked(room) && <Together room={room} language={language} />}
      {open && <AskOrDecline room={room} view={view} language={language} news={news} />}
    </>
  )
}

/** On a phone the sum and the one button within thumb's reach; on a desk the way through the document as well. */
function Rail({ room, view, language }: Shown) {
  const w = roomWords[language]
  const signs = canBeOrdered(room.frozen) && room.standing === 'sign'
  const { label, amount } = view.totals.last
  const named = view.sections.filter(s => s.heading !== '' && s.kind !== 'legal')
  return (
    <aside className="rail" aria-label={room.state === 'open' ? label : w.contents}>
      {room.state === 'open' && (
        <div className="bar">
          <p>
            {label}
            <b data-sum-bar>{amount.figure ? `${amount.figure}\u00a0kr` : amount.spoken}</b>
          </p>
          {signs && (
            <a className="button main" href="skriv-under">
              {w.review}
            </a>
          )}
          {room.standing === 'approve' && (
            <a className="button main" href="#tillsammans">
              {w.toApproval}
            </a>
          )}
        </div>
      )}
      <nav aria-label={w.contents} lang={language === 'sv' ? undefined : 'sv'}>
        {named.map(s => (
          <a key={s.id} href={`#${s.anchor}`}>
            {s.heading}
          </a>
        ))}
      </nav>
    </aside>
  )
}
