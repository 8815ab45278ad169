// What the reader can say besides signing: questions with their answers, a no, the language, and not being noted.

import { binds } from '../../blocks/frozen.ts'
import type { DocumentView } from '../../blocks/view.ts'
import { consentWords } from '../../consent/words.ts'
import { question } from '../../conversation/conversation.tables.ts'
import { type Words as Said, whyWords } from '../../datamap/words.ts'
import { FieldError } from '../../design/components.tsx'
import { document } from '../../documents/documents.tables.ts'
import { kindWordsOf } from '../../documents/present.ts'
import { instantWords } from '../../kernel/dates.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { LONGEST } from '../answers.ts'
import { roomWords } from '../recipient.messages.ts'
import type { Room } from '../room.ts'
import { mayDelegate } from './delegate-page.tsx'
import type { RoomNews } from './room-page.tsx'
import { Reach } from './state-notice.tsx'

/** Questions about one part, with their answers, beneath it. */
export function Thread({ room, anchor, language }: { room: Room; anchor: string; language: Language }) {
  const w = roomWords[language]
  return room.conversation
    .filter(q => q.anchor === anchor)
    .map(q => (
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

type Props = { room: Room; view: DocumentView; language: Language; news: RoomNews }

export function AskOrDecline({ room, view, language, news }: Props) {
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
              <option value="">{w.askWhole(kindWordsOf(room.frozen, language).the)}</option>
              {parts.map(s => (
                <option key={s.id} value={s.id}>
                  {s.name}
                </option>
              ))}
            </select>
          </div>
          <Words
            name="body"
            label={w.askText}
            refused={ask}
            required
            language={language}
            why={whyWords(question, 'body')}
          />
          <button className="button" type="submit">
            {w.askSend}
          </button>
        </form>
      </details>
      {mayDelegate(room) && (
        <p className="help">
          <a href="lamna-over">{w.delegateHead}</a>
        </p>
      )}
      {room.frozen.change && <ReplyForm room={room} language={language} />}
      {binds(room.frozen.kind) && !['read', 'signed'].includes(room.standing) && (
        <details id="nej" open={no !== null}>
          <summary>{w.decline}</summary>
          <form method="post" action="avboj">
            <Words
              name="reason"
              label={w.declineWhy}
              aside={w.optional}
              refused={no}
              language={language}
              why={whyWords(document, 'decline_reason')}
            />
            <button className="button danger" type="submit">
              {w.declineSend}
            </button>
          </form>
        </details>
      )}
      <h2>
        {w.contact} {room.frozen.company.name}
      </h2>
      <Reach view={view} />
    </div>
  )
}

/** What can be answered to a notice beside ordering and declining: a consumer asks to be called, a business states its view. */
function ReplyForm({ room, language }: { room: Room; language: Language }) {
  const w = roomWords[language]
  const consumer = room.frozen.client.kind === 'person'
  const replies = consumer
    ? (['call-me', 'more-needed'] as const)
    : (['included', 'cost-refused', 'more-needed', 'call-me'] as const)
  return (
    <details id="besked">
      <summary>{w.replyHead}</summary>
      <form method="post" action="besked">
        <fieldset className="choices">
          <legend>{w.replyLead(room.frozen.company.name)}</legend>
          {replies.map((reply, i) => (
            <label key={reply}>
              <input type="radio" name="svar" value={reply} required defaultChecked={i === 0} />
              {w.replies[reply]}
            </label>
          ))}
        </fieldset>
        <button className="button" type="submit">
          {w.replySend}
        </button>
      </form>
    </details>
  )
}

type WordsProps = {
  name: keyof typeof LONGEST
  label: string
  aside?: string
  refused: RoomNews['refused'] | null
  required?: boolean
  language: Language
  /** What the declaration of the column it is bound to says. */
  why: Said | null
}

function Words({ name, label, aside, refused, required, language, why }: WordsProps) {
  const errorId = `${name}-error`
  return (
    <div className="field">
      <label htmlFor={name}>
        {label} {aside && <span className="aside">{aside}</span>}
      </label>
      <textarea
        className="input"
        id={name}
        name={name}
        rows={4}
        maxLength={LONGEST[name]}
        required={required}
        defaultValue={refused?.values[name] ?? ''}
        // biome-ignore lint/a11y/noAutofocus: the page came back because of this field
        autoFocus={refused !== null}
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? errorId : undefined}
      />
      {refused && <FieldError id={errorId} text={refused.text} />}
      {why && (
        <details className="why">
          <summary>{roomWords[language].why}</summary>
          <p>{why[language]}</p>
        </details>
      )}
    </div>
  )
}

export function Foot({ room, language, news }: { room: Room; language: Language; news: RoomNews }) {
  const w = roomWords[language]
  const other = language === 'sv' ? 'en' : 'sv'
  return (
    <div className="foot">
      <a href="/integritet/dina-uppgifter">{w.privacy}</a>
      <a href="/integritet">{w.policy}</a>
      <a href="/kakor">{consentWords[language].title}</a>
      <form method="post" action="sprak">
        <button className="button plain" type="submit" name="lang" value={other} lang={other}>
          {w.language}
        </button>
      </form>
      {room.state === 'open' && (
        <form method="post" action="notera">
          {news.quiet && w.unwatched}
          <button className="button plain" type="submit" name="visning" value={news.quiet ? 'ja' : 'nej'}>
            {news.quiet ? w.watchAgain : w.watched}
          </button>
        </form>
      )}
    </div>
  )
}
