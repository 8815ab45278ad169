// The room: the document as its receiver meets it. Readable at once, without script, on a bad line; nothing here says whose tool it is.

import documentCss from '../../blocks/render/document.css?raw'
import { DocumentPaper } from '../../blocks/render/document.tsx'
import type { DocumentView } from '../../blocks/view.ts'
import { brandCss } from '../../design/colour.ts'
import { Notice } from '../../design/components.tsx'
import { renderPage } from '../../design/page.tsx'
import { presentDocument } from '../../documents/present.ts'
import { dateWords, instantWords, stockholmDate } from '../../kernel/dates.ts'
import { assetUrl } from '../../platform/http/assets.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../recipient.messages.ts'
import type { Room } from '../room.ts'
import roomCss from './room.css?raw'

export type RoomNews = {
  /** What the reader just did, told once on the page that follows. */
  done?: 'asked' | 'longer' | 'saved'
  /** A refused form: what was typed and why. */
  refused?: { form: 'fraga' | 'avboj'; field: string; text: string; values: Record<string, string> }
}

const pictureUrl = (file: string) => `fil/${file}`

export const roomView = (room: Room, language: Language): DocumentView =>
  presentDocument({
    frozen: room.frozen,
    chosen: room.chosen,
    language,
    today: room.signed ? stockholmDate(room.signed.at) : room.today,
  })

export function roomPage(room: Room, language: Language, news: RoomNews = {}): string {
  const w = roomWords[language]
  const view = roomView(room, language)
  const open = room.state === 'open'
  const company = room.frozen.company.name
  const signs = room.frozen.parties.find(p => p.id === room.actor.partyId)?.signs ?? false
  // An address that turned out to be somebody else's shows nothing of the document.
  const shown = room.state !== 'address-changed' && room.state !== 'link-expired'
  const sum = view.totals.last.amount.figure
  return renderPage({
    title: shown ? `${view.title} · ${company}` : company,
    language,
    css: [brandCss(room.frozen.company.brand), documentCss, roomCss],
    head: <meta name="robots" content="noindex, nofollow" />,
    scripts: open ? [assetUrl('/room/room.js')] : [],
    body: (
      <div className="room" data-state={room.state}>
        <a className="skip" href="#dokument">
          {w.skip}
        </a>
        <main className="sheet" id="dokument" data-part="top">
          {room.frozen.test && room.signed && (
            <Notice tone="warn">
              <p>{w.test}</p>
            </Notice>
          )}
          <StateNotice room={room} language={language} news={news} />
          {shown && (
            <>
              <DocumentPaper
                view={view}
                pictureUrl={pictureUrl}
                optionsForm={open ? 'val' : null}
                line={room.state === 'sealed' ? 'double' : room.state === 'signed' ? 'whole' : 'dotted'}
                words={{ recalculate: w.recalculate, workAddress: w.workAddress }}
                beside={
                  open ? (
                    <a className="button" href="#fraga">
                      {w.ask}
                    </a>
                  ) : undefined
                }
                beneath={s => <Thread room={room} anchor={s.id} language={language} />}
              />
              {open && <form id="val" method="post" action="val" />}
              <Thread room={room} anchor="" language={language} />
              {open && <More room={room} view={view} language={language} news={news} />}
            </>
          )}
          <Foot language={language} />
        </main>
        {open && signs && (
          <aside className="bar" aria-label={view.totals.last.label}>
            <p>
              {view.totals.last.label}
              <b data-sum-bar>{sum ? `${sum}\u00a0kr` : view.totals.last.amount.spoken}</b>
            </p>
            <a className="button main" href="skriv-under">
              {w.review}
            </a>
          </aside>
        )}
        <p className="sr" role="status" data-said="" data-word={w.newSum('{sum}')} />
      </div>
    ),
  })
}

function StateNotice({ room, language, news }: { room: Room; language: Language; news: RoomNews }) {
  const w = roomWords[language]
  const { company } = room.frozen
  switch (room.state) {
    case 'open':
      return news.done === 'asked' || news.done === 'saved' ? (
        <Notice tone="ok">
          <p role="status">{news.done === 'asked' ? w.asked(company.name) : w.saved}</p>
        </Notice>
      ) : null
    case 'signed':
    case 'sealed': {
      const signed = room.signed
      if (!signed) return null
      const name = room.frozen.parties.find(p => p.id === signed.partyId)?.name ?? ''
      const others = room.frozen.parties.filter(p => p.signs && p.id !== signed.partyId).map(p => p.name)
      return (
        <Notice tone="ok" title={w.signed(name, instantWords(signed.at, language))}>
          {others.length > 0 && <p>{w.notSigned(others.join(', '))}</p>}
          {room.state === 'signed' ? (
            <p>{w.sealing}</p>
          ) : (
            <>
              {signed.timestamp === 'pending' && <p>{w.pending}</p>}
              <p className="actions">
                <a className="button main" href="avtal.pdf" download="">
                  {w.download}
                </a>
              </p>
              <p className="help">
                <a href="bevis">{w.evidence}</a>. {w.evidenceWhy} <a href="/verifiera">{w.verify}</a>
              </p>
            </>
          )}
        </Notice>
      )
    }
    case 'expired':
      return (
        <Notice tone="warn">
          <p>{w.expired(company.name, dateWords(room.frozen.content.validTo, language))}</p>
          {news.done === 'longer' ? (
            <p role="status">{w.longerSent(company.name)}</p>
          ) : (
            <form method="post" action="forlang">
              <button className="button" type="submit">
                {w.longer}
              </button>
            </form>
          )}
        </Notice>
      )
    case 'declined':
      return (
        <Notice>
          <p>{w.declined(company.name, company.phone ? `, ${company.phone}` : '')}</p>
        </Notice>
      )
    case 'replaced':
      return (
        <Notice tone="warn">
          <p>{w.replaced(company.name)}</p>
        </Notice>
      )
    case 'withdrawn':
      return (
        <Notice tone="warn">
          <p>{w.withdrawn(company.name)}</p>
        </Notice>
      )
    case 'address-changed':
    case 'link-expired':
      return (
        <>
          <h1>{company.name}</h1>
          <Notice tone="warn">
            <p>{room.state === 'address-changed' ? w.addressChanged(company.name) : w.linkExpired(company.name)}</p>
          </Notice>
          <p>{[company.phone, company.email].filter(Boolean).join(', ')}</p>
        </>
      )
  }
}

/** Questions about one part, with their answers, beneath it. */
function Thread({ room, anchor, language }: { room: Room; anchor: string; language: Language }) {
  const w = roomWords[language]
  const found = room.conversation.filter(q => q.anchor === anchor)
  if (found.length === 0) return null
  return found.map(q => (
    <div className="thread" key={q.id}>
      <p className="help">
        {q.mine ? w.you : w.other}, {instantWords(new Date(q.askedAt), language)}
      </p>
      <p>{q.body}</p>
      {q.answer ? (
        <>
          <p className="help">
            {room.frozen.company.name}
            {q.answeredAt && `, ${instantWords(new Date(q.answeredAt), language)}`}
          </p>
          <p>{q.answer}</p>
        </>
      ) : (
        <p className="help">{w.waiting}</p>
      )}
    </div>
  ))
}

function More({ room, view, language, news }: { room: Room; view: DocumentView; language: Language; news: RoomNews }) {
  const w = roomWords[language]
  const refused = (form: 'fraga' | 'avboj') => (news.refused?.form === form ? news.refused : null)
  const ask = refused('fraga')
  const no = refused('avboj')
  const parts = view.sections.filter(s => s.kind !== 'legal' && s.name !== '')
  return (
    <div className="more">
      <details id="fraga" open={ask !== null}>
        <summary>{w.askHead}</summary>
        <form method="post" action="fraga">
          <div className="field">
            <label htmlFor="anchor">{w.askAbout}</label>
            <select className="input" id="anchor" name="anchor" defaultValue={ask?.values.anchor ?? ''}>
              <option value="">{w.askWhole}</option>
              {parts.map(s => (
                <option key={s.id} value={s.id}>
                  {s.name}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="body">{w.askText}</label>
            <textarea
              className="input"
              id="body"
              name="body"
              rows={4}
              maxLength={4000}
              required
              defaultValue={ask?.values.body ?? ''}
              aria-invalid={ask ? true : undefined}
              aria-describedby={ask ? 'body-error' : undefined}
            />
            {ask && (
              <p className="error" id="body-error">
                {ask.text}
              </p>
            )}
          </div>
          <button className="button" type="submit">
            {w.askSend}
          </button>
        </form>
      </details>
      <details id="nej" open={no !== null}>
        <summary>{w.decline}</summary>
        <form method="post" action="avboj">
          <div className="field">
            <label htmlFor="reason">
              {w.declineWhy} <span className="aside">{w.optional}</span>
            </label>
            <textarea
              className="input"
              id="reason"
              name="reason"
              rows={3}
              maxLength={2000}
              defaultValue={no?.values.reason ?? ''}
            />
          </div>
          <button className="button danger" type="submit">
            {w.declineSend}
          </button>
        </form>
      </details>
      <p className="help">
        {w.contact} {room.frozen.company.name}: {[view.company.phone, view.company.email].filter(Boolean).join(', ')}
      </p>
    </div>
  )
}

const Foot = ({ language }: { language: Language }) => {
  const w = roomWords[language]
  const other = language === 'sv' ? 'en' : 'sv'
  return (
    <div className="foot">
      <a href="/integritet">{w.privacy}</a>
      <form method="post" action="sprak">
        <button className="button plain" type="submit" name="lang" value={other} lang={other}>
          {w.language}
        </button>
      </form>
    </div>
  )
}
