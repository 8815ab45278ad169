// The withdrawal function (DAL 2:10 a): say it, confirm it, get a receipt. Two steps after the button, no login, no reason, no persuasion; forms
// that need no script.
import type { ReactNode } from 'react'
import { ProseText } from '../../blocks/render/document.tsx'
import { proseOf } from '../../blocks/text.ts'
import { consentWords } from '../../consent/words.ts'
import { whyWords } from '../../datamap/words.ts'
import { brandCss } from '../../design/colour.ts'
import { Field, Notice as Plate } from '../../design/components.tsx'
import { renderPage } from '../../design/page.tsx'
import { dateWords, instantWords } from '../../kernel/dates.ts'
import signCss from '../../ordering/pages/sign.css?raw'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../../recipient/recipient.messages.ts'
import type { Room } from '../../recipient/room.ts'
import { texts, withdrawalReasons } from '../../texts/catalogue.ts'
import { chosen } from '../../texts/chosen.ts'
import type { LegalText } from '../../texts/text.ts'
import { withdrawalSaid } from '../../texts/withdrawal-case.ts'
import { type Notice, receiptOf, type Said, type WithdrawalTerms } from '../notices.ts'
import { withdrawalWords } from '../withdrawal.messages.ts'
import { withdrawalNotice } from '../withdrawal.tables.ts'
import css from './withdrawal.css?raw'

type Frame = { room: Room; language: Language; title: string; up: string; children: ReactNode }

function frame({ room, language, title, up, children }: Frame): string {
  return renderPage({
    title: `${title} · ${room.frozen.company.name}`,
    language,
    css: [brandCss(room.frozen.company.brand), signCss, css],
    head: <meta name="robots" content="noindex, nofollow" />,
    body: (
      <div className="sign narrow">
        <header>
          <strong>{room.frozen.company.name}</strong>
          <a href={up}>{withdrawalWords[language].back}</a>
        </header>
        <main>{children}</main>
        <footer>
          <a href="/integritet">{roomWords[language].privacy}</a> <a href="/kakor">{consentWords[language].title}</a>
        </footer>
      </div>
    ),
  })
}

const legal = (text: LegalText, language: Language, fields: Record<string, string>) => {
  const { words, heading } = chosen(text, language, fields)
  return { heading: heading ?? '', prose: proseOf(words) }
}

const fieldsOf = (room: Room, terms: WithdrawalTerms, language: Language) => ({
  company: room.frozen.company.name,
  docTitle: room.frozen.content.title,
  docNo: room.frozen.number,
  concludedOn: dateWords(terms.concludedOn, language),
})

export type FormState = { values: Said; refused: { field: string | null; text: string } | null }

/** Step one: what is withdrawn from, and where the receipt goes. `isOver`: the period has run out. */
export function withdrawalPage(
  room: Room,
  terms: WithdrawalTerms,
  { values, refused }: FormState,
  language: Language,
): string {
  const w = withdrawalWords[language]
  const fields = fieldsOf(room, terms, language)
  const page = legal(texts.withdrawalPage, language, fields)
  const error = (name: string) => (refused?.field === name ? refused.text : undefined)
  const why = (column: 'name' | 'receipt_to' | 'note' | 'part') => ({
    word: w.why,
    text: whyWords(withdrawalNotice, column)?.[language] ?? '',
  })
  const isOver = terms.lastDay !== null && room.today > terms.lastDay
  return frame({
    room,
    language,
    title: page.heading,
    up: './',
    children: (
      <>
        <h1>{page.heading}</h1>
        <ProseText prose={page.prose} bare />
        {terms.reason && (
          <Plate tone="warn">
            <ProseText
              prose={
                legal(texts.withdrawalNone, language, {
                  ...fields,
                  reasonText: withdrawalReasons[terms.reason][language],
                }).prose
              }
              bare
            />
          </Plate>
        )}
        {isOver && (
          <Plate tone="warn">
            <ProseText
              prose={
                legal(texts.withdrawalLate, language, {
                  ...fields,
                  withdrawLast: dateWords(terms.lastDay as string, language),
                }).prose
              }
              bare
            />
          </Plate>
        )}
        {terms.lastDay !== null && !isOver && <p className="help">{w.until(dateWords(terms.lastDay, language))}</p>}
        {!isOver && terms.lastDay !== null && <Started terms={terms} language={language} />}
        {refused && refused.field === null && (
          <Plate tone="bad">
            <p role="alert">{refused.text}</p>
          </Plate>
        )}
        <form method="post" action="angra">
          <Field
            name="name"
            label={w.name}
            value={values.name}
            error={error('name')}
            autoComplete="name"
            maxLength={120}
            why={why('name')}
          />
          <fieldset className="field">
            <legend>{w.scope}</legend>
            <label className="opt">
              <input type="radio" name="scope" value="whole" defaultChecked={values.scope === 'whole'} />
              {w.whole}
            </label>
            <label className="opt">
              <input type="radio" name="scope" value="part" defaultChecked={values.scope === 'part'} />
              {w.part}
            </label>
            <div className="parts">
              <Field
                name="part"
                label={w.which}
                value={values.part}
                error={error('part')}
                rows={3}
                maxLength={2000}
                why={why('part')}
              />
            </div>
          </fieldset>
          <div>
            <Field
              name="receiptTo"
              type="email"
              label={w.receiptTo}
              value={values.receiptTo}
              error={error('receiptTo')}
              autoComplete="email"
              inputMode="email"
              maxLength={254}
              why={why('receipt_to')}
            />
          </div>
          <Field
            name="note"
            label={w.note(fields.company)}
            aside={w.optional}
            value={values.note}
            error={error('note')}
            rows={3}
            maxLength={2000}
            why={why('note')}
          />
          <button className="button main" type="submit">
            {w.next}
          </button>
        </form>
      </>
    ),
  })
}

function Started({ terms, language }: { terms: WithdrawalTerms; language: Language }) {
  if (!terms.earlyStart) return null
  const text = terms.startedOn
    ? legal(texts.withdrawalStarted, language, { startedOn: dateWords(terms.startedOn, language) })
    : legal(texts.withdrawalEarly, language, {})
  return (
    <Plate tone="plain">
      <ProseText prose={text.prose} bare />
    </Plate>
  )
}

/** Step two: the express confirmation. What was said goes along unseen, so that going back loses nothing. */
export function confirmPage(room: Room, terms: WithdrawalTerms, said: Said, language: Language): string {
  const w = withdrawalWords[language]
  const page = legal(texts.withdrawalConfirm, language, {
    ...fieldsOf(room, terms, language),
    receiptAddress: said.receiptTo,
  })
  const hidden = Object.entries(said).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
  return frame({
    room,
    language,
    title: page.heading,
    up: './',
    children: (
      <>
        <h1>{page.heading}</h1>
        <ProseText prose={page.prose} bare />
        <h2>{w.youSay}</h2>
        <div className="bankid-text">{`${withdrawalSaid(said, language)}\n${said.name}`}</div>
        <form method="post" action="angra">
          {hidden}
          <button className="button main" type="submit" name="gor" value="bekrafta">
            {page.heading}
          </button>
          <button className="button" type="submit" name="gor" value="andra">
            {w.change}
          </button>
        </form>
      </>
    ),
  })
}

/** What has been sent, the newest first: the receipts, with how each was answered. */
export function receiptPage(
  room: Room,
  terms: WithdrawalTerms,
  notices: readonly Notice[],
  language: Language,
): string {
  const w = withdrawalWords[language]
  const [newest] = notices
  const over = notices.some(n => n.outcome === 'ended' || (n.outcome === 'accepted' && n.scope === 'whole'))
  const head = legal(texts.withdrawalReceipt, language, {
    company: room.frozen.company.name,
    receivedAt: instantWords((newest as Notice).receivedAt, language),
  })
  return frame({
    room,
    language,
    title: head.heading,
    up: './',
    children: (
      <>
        <h1>{head.heading}</h1>
        <ProseText prose={head.prose} bare />
        {notices.map(n => (
          <section key={n.id}>
            <dl>
              <dt>{w.receipt}</dt>
              <dd className="num">{receiptOf(n.id)}</dd>
              <dt>{w.received}</dt>
              <dd>{instantWords(n.receivedAt, language)}</dd>
              <dt>{w.agreement}</dt>
              <dd>{`${room.frozen.content.title}, ${room.frozen.number}`}</dd>
              <dt>{w.concluded}</dt>
              <dd>{dateWords(terms.concludedOn, language)}</dd>
              <dt>{w.nameOf}</dt>
              <dd>{n.name}</dd>
              <dt>{w.wrote}</dt>
              <dd>{withdrawalSaid(n, language)}</dd>
              <dt>{w.sentTo}</dt>
              <dd>{n.receiptTo}</dd>
            </dl>
            <Plate tone={n.outcome === 'disputed' ? 'warn' : 'ok'}>
              <p>
                <b>{w.outcome[n.outcome]}</b>
              </p>
              {n.answer && <p>{n.answer}</p>}
            </Plate>
          </section>
        ))}
        <p className="help">{w.print}</p>
        {!over && (
          <p className="ways">
            <a className="button" href="angra?nytt">
              {w.again}
            </a>
          </p>
        )}
      </>
    ),
  })
}
