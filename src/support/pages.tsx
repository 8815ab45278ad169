// The pages of support: the form, the chat that opens when it is asked for, and the case at its secret address. Nothing needs script or a
// cookie, and nothing of the chat is fetched before somebody opens it.
import type { ReactNode } from 'react'
import { whyWords } from '../datamap/words.ts'
import { Field } from '../design/components.tsx'
import { readEmail } from '../kernel/contact.ts'
import { dateWords, instantWords } from '../kernel/dates.ts'
import { kernelMessages } from '../kernel/kernel.messages.ts'
import { Problem } from '../kernel/problem.ts'
import { seeOther } from '../platform/http/answer.ts'
import { type Language, type PageRequest, page } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { type Catalogue, refusalOf } from '../platform/http/refusals.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import type { Frame } from '../privacy/policy/pages.tsx'
import { supportMessages, supportWords } from './support.messages.ts'
import { supportCase, supportMessage } from './support.tables.ts'
import { closeSupport, LONGEST, openSupport, readThread, type Thread, writeOn } from './support.ts'

const WRITES: Limit = { name: 'support-write', attempts: 10, seconds: 600 }
const said = { ...kernelMessages, ...platformMessages, ...supportMessages } as Catalogue

type Typed = { text: string; replyTo: string; refused?: { text: string; field: string } }
const nothing: Typed = { text: '', replyTo: '' }

/** What the column says of why it is asked for. */
const note = (of: typeof supportCase | typeof supportMessage, column: string, language: Language) => ({
  word: supportWords[language].why,
  text: whyWords(of, column)?.[language] ?? '',
})

function Ask({ language, typed, action, send }: { language: Language; typed: Typed; action: string; send: string }) {
  const w = supportWords[language]
  const error = (field: string) => (typed.refused?.field === field ? { error: typed.refused.text } : {})
  return (
    <form className="form" method="post" action={action}>
      <Field
        name="text"
        label={w.text}
        rows={6}
        required
        maxLength={LONGEST}
        value={typed.text}
        {...error('text')}
        why={note(supportMessage, 'body', language)}
      />
      <Field
        name="replyTo"
        label={w.replyTo}
        aside={w.optional}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={200}
        value={typed.replyTo}
        {...error('replyTo')}
        why={note(supportCase, 'reply_to', language)}
      />
      <button className="button main" type="submit">
        {send}
      </button>
    </form>
  )
}

function Contact({ r, typed }: { r: PageRequest; typed: Typed }) {
  const { language } = r.visitor
  const w = supportWords[language]
  const { email, address, name } = r.services.config.operator
  return (
    <>
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <h2>{w.write}</h2>
      <Ask language={language} typed={typed} action="/kontakt" send={w.send} />
      <h2>{w.chat}</h2>
      <p className="help">{w.chatWhat}</p>
      <p>
        <a className="button" href="/kontakt/chatt">
          {w.chatOpen}
        </a>
      </p>
      <h2>{w.other}</h2>
      <p>
        {w.mail}: <a href={`mailto:${email}`}>{email}</a>
      </p>
      {address && (
        <p>
          {w.post}: {name}, {address}
        </p>
      )}
      <p className="help">{w.phone}</p>
    </>
  )
}

function Case({ thread, language }: { thread: Thread; language: Language }) {
  const w = supportWords[language]
  return (
    <>
      <h1>{w.caseTitle(thread.number)}</h1>
      {thread.closed ? (
        <p className="lead">{w.ended}</p>
      ) : (
        <p className="lead">{w.deadline(dateWords(thread.deadline, language))}</p>
      )}
      {thread.rightsCaseId && <p className="notice">{w.rights}</p>}
      <ol className="thread">
        {thread.messages
          .filter(m => m.saidBy !== 'note')
          .map(m => (
            <li key={m.seq}>
              <b>{m.saidBy === 'person' ? w.you : w.us}</b> <small>{instantWords(m.at, language)}</small>
              <p>{m.text}</p>
            </li>
          ))}
      </ol>
      {!thread.closed && (
        <>
          <form className="form" method="post">
            <Field
              name="text"
              label={w.more}
              rows={4}
              required
              maxLength={LONGEST}
              why={note(supportMessage, 'body', language)}
            />
            <button className="button main" type="submit" name="gor" value="skriv">
              {w.send}
            </button>
          </form>
          <form method="post">
            <button className="button plain" type="submit" name="gor" value="avsluta">
              {w.end}
            </button>
          </form>
        </>
      )}
    </>
  )
}

const limited = (r: PageRequest) => makeLimits(r.services).count(WRITES, r.visitor.ip)

export function supportPages(frame: Frame) {
  const draw = (r: PageRequest, title: string, children: ReactNode, status = 200): Response => {
    const drawn = frame(r.request, r.visitor, { title, css: [], mainClass: 'page', children }, r.services)
    // The address of a case is a secret: other sites are told of none of ours (platform/http/headers.ts), and nobody indexes it.
    drawn.headers.set('x-robots-tag', 'noindex, nofollow')
    return status === 200 ? drawn : new Response(drawn.body, { status, headers: drawn.headers })
  }
  const chat = (r: PageRequest, typed: Typed) => {
    const w = supportWords[r.visitor.language]
    const relay = r.services.door.processors.find(p => p.key === 'chat')
    const relayedTo = relay ? (relay.recipient?.company ?? relay.name) : null
    return (
      <>
        <h1>{w.chat}</h1>
        <p className="lead">{w.chatNotice}</p>
        {relayedTo && <p>{w.chatRelayed(relayedTo)}</p>}
        <Ask language={r.visitor.language} typed={typed} action="/kontakt/chatt" send={w.chatStart} />
      </>
    )
  }
  const begin = (cameBy: 'form' | 'chat') => async (r: PageRequest) => {
    const form = await r.request.formData()
    const typed: Typed = { text: String(form.get('text') ?? ''), replyTo: String(form.get('replyTo') ?? '').trim() }
    const { language } = r.visitor
    try {
      await limited(r)
      const email = typed.replyTo === '' ? null : readEmail(typed.replyTo)
      if (email && !email.ok) throw new Problem(email.code, {}, { status: 422, field: 'replyTo' })
      const { token } = await r.services.database.outside(tx =>
        openSupport(r.services, tx, { cameBy, text: typed.text, replyTo: email?.value ?? null, language }),
      )
      return seeOther(`/kontakt/arende/${token}`)
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500 || !(error.code in said)) throw error
      const refused = { text: refusalOf(error, said, language).text, field: error.field ?? 'text' }
      const again = { ...typed, refused }
      return cameBy === 'form'
        ? draw(r, supportWords[language].title, <Contact r={r} typed={again} />, error.status)
        : draw(r, supportWords[language].chat, chat(r, again), error.status)
    }
  }
  return [
    page({
      get: '/kontakt',
      zone: 'website',
      access: 'public',
      does: 'Shows how to reach the operator: a form, the chat, mail and post.',
      handle: async r => draw(r, supportWords[r.visitor.language].title, <Contact r={r} typed={nothing} />),
    }),
    page({
      post: '/kontakt',
      zone: 'website',
      access: 'public',
      does: 'Opens a support case with what somebody writes.',
      handle: begin('form'),
    }),
    page({
      get: '/kontakt/chatt',
      zone: 'website',
      access: 'public',
      does: 'Opens the chat, with what becomes of the words said first.',
      handle: async r => draw(r, supportWords[r.visitor.language].chat, chat(r, nothing)),
    }),
    page({
      post: '/kontakt/chatt',
      zone: 'website',
      access: 'public',
      does: 'Begins a chat with the first words.',
      handle: begin('chat'),
    }),
    page({
      get: '/kontakt/arende/:token',
      zone: 'website',
      access: 'public',
      does: 'Shows a support case to whoever has its secret address.',
      handle: async r => {
        const thread = await r.services.database.outside(tx =>
          readThread(r.services, tx, { token: r.params.token ?? '' }),
        )
        const { language } = r.visitor
        return draw(r, supportWords[language].caseTitle(thread.number), <Case thread={thread} language={language} />)
      },
    }),
    page({
      post: '/kontakt/arende/:token',
      zone: 'website',
      access: 'public',
      does: 'Writes on in a support case, or ends it.',
      handle: async r => {
        const token = r.params.token ?? ''
        const form = await r.request.formData()
        await limited(r)
        await r.services.database.outside(tx =>
          form.get('gor') === 'avsluta'
            ? closeSupport(r.services, tx, { token })
            : writeOn(r.services, tx, token, String(form.get('text') ?? '')),
        )
        return seeOther(`/kontakt/arende/${token}`)
      },
    }),
  ]
}
