// The pages of the newsletter and of the way out. Forms that work without script; fetching one does nothing, pressing its button does.
import type { ReactNode } from 'react'
import type { Table } from '../../datamap/table.ts'
import { whyWords } from '../../datamap/words.ts'
import { Field, Notice } from '../../design/components.tsx'
import { readEmail } from '../../kernel/contact.ts'
import { kernelMessages } from '../../kernel/kernel.messages.ts'
import { say } from '../../kernel/messages.ts'
import { Problem } from '../../kernel/problem.ts'
import { seeOther } from '../../platform/http/answer.ts'
import { type Language, type PageRequest, page, type Visitor } from '../../platform/http/endpoint.ts'
import { marketingMessages, newsletterWords } from '../marketing.messages.ts'
import { newsletterReader } from '../marketing.tables.ts'
import { consentShown } from '../newsletter-consent.ts'
import { askNewsletter, confirmReader, findReader } from '../readers.ts'
import { readWayOut, suppress } from '../suppression.ts'

export type Frame = (
  request: Request,
  visitor: Visitor,
  page: { title: string; path?: string; children: ReactNode },
  options?: { status?: number; headers?: Record<string, string> },
) => Response

/** An address with a secret in it is told to nobody, and the forms on it are still our own. */
const SECRET = { 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' }

function AskForm({
  language,
  drawn,
}: {
  language: Language
  drawn: { email: string; error?: string | undefined; unticked?: string | undefined }
}) {
  const w = newsletterWords[language]
  const why = whyWords(newsletterReader as Table, 'email')
  return (
    <form className="form" method="post" action="/nyhetsbrev">
      {drawn.unticked && (
        <Notice tone="bad">
          <p>{drawn.unticked}</p>
        </Notice>
      )}
      <Field
        name="email"
        label={w.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={drawn.email}
        error={drawn.error}
        {...(why ? { why: { word: w.why, text: why[language] } } : {})}
      />
      <label className="check">
        <input type="checkbox" name="ja" value="1" />{' '}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own words; the very bytes whose hash is kept with a yes */}
        <span dangerouslySetInnerHTML={{ __html: consentShown(language).markup }} />
      </label>
      <div className="actions">
        <button className="button main" type="submit">
          {w.ask}
        </button>
      </div>
    </form>
  )
}

export function newsletterPages(frame: Frame) {
  const simple = (
    r: PageRequest,
    p: { title: string; lead: string; children?: ReactNode },
    options: { status?: number; headers?: Record<string, string> } = {},
  ) =>
    frame(
      r.request,
      r.visitor,
      {
        title: p.title,
        path: '/',
        children: (
          <>
            <h1>{p.title}</h1>
            <p className="lead">{p.lead}</p>
            {p.children}
          </>
        ),
      },
      options,
    )
  const button = (word: string, action?: string) => (
    <form className="form" method="post" action={action}>
      <button className="button main" type="submit">
        {word}
      </button>
    </form>
  )
  const asked = (r: PageRequest, drawn: Parameters<typeof AskForm>[0]['drawn'], status = 200) => {
    const w = newsletterWords[r.visitor.language]
    return frame(
      r.request,
      r.visitor,
      {
        title: w.title,
        children: (
          <>
            <h1>{w.title}</h1>
            <p className="lead">{w.lead}</p>
            <AskForm language={r.visitor.language} drawn={drawn} />
          </>
        ),
      },
      { status },
    )
  }
  const over = (r: PageRequest, text: string, status: number) =>
    simple(r, { title: newsletterWords[r.visitor.language].endedTitle, lead: text }, { status, headers: SECRET })

  return [
    page({
      get: '/nyhetsbrev',
      zone: 'website',
      access: 'public',
      does: 'Shows the form by which somebody asks for the newsletter.',
      handle: async r => asked(r, { email: '' }),
    }),
    page({
      post: '/nyhetsbrev',
      zone: 'website',
      access: 'public',
      does: 'Mails a link by which the newsletter is confirmed. Nothing else is sent before that.',
      handle: async r => {
        const { language } = r.visitor
        const form = await r.request.formData()
        const typed = String(form.get('email') ?? '').slice(0, 300)
        const email = readEmail(typed)
        const wrong = email.ok ? undefined : say(kernelMessages[email.code as 'email-form'], language)
        const unticked =
          form.get('ja') === '1' ? undefined : say(marketingMessages['newsletter-not-wanted'], language, {})
        if (!email.ok || unticked) return asked(r, { email: typed, error: wrong, unticked }, 422)
        await askNewsletter(r.services, { email: email.value, language }, r.visitor)
        return seeOther('/nyhetsbrev/klart')
      },
    }),
    page({
      get: '/nyhetsbrev/klart',
      zone: 'website',
      access: 'public',
      does: 'Says that a link is on its way.',
      handle: async r => {
        const w = newsletterWords[r.visitor.language]
        return simple(r, { title: w.askedTitle, lead: w.asked })
      },
    }),
    page({
      get: '/nyhetsbrev/bekrafta/:token',
      zone: 'website',
      access: 'public',
      does: 'Shows the button that confirms the newsletter. Fetching it confirms nothing.',
      handle: async r => {
        const w = newsletterWords[r.visitor.language]
        const reader = await findReader(r.services, r.params.token ?? '')
        if (!reader) return over(r, say(marketingMessages['newsletter-link-ended'], r.visitor.language, {}), 410)
        return simple(r, { title: w.confirmTitle, lead: w.consent, children: button(w.confirm) }, { headers: SECRET })
      },
    }),
    page({
      post: '/nyhetsbrev/bekrafta/:token',
      zone: 'website',
      access: 'public',
      does: 'Confirms the newsletter, and writes down what was said yes to.',
      handle: async r => {
        const w = newsletterWords[r.visitor.language]
        try {
          const { leavePath, measuringPath } = await confirmReader(r.services, r.params.token ?? '')
          return simple(
            r,
            {
              title: w.confirmedTitle,
              lead: w.confirmed,
              children: (
                <>
                  {button(w.leave, leavePath)}
                  <p className="form">
                    {w.another} <a href={measuringPath}>{w.measuring}</a>
                  </p>
                </>
              ),
            },
            { headers: SECRET },
          )
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'newsletter-link-ended') throw error
          return over(r, say(marketingMessages['newsletter-link-ended'], r.visitor.language, {}), 410)
        }
      },
    }),
    page({
      get: '/integritet/avregistrera/:token',
      zone: 'rights',
      access: 'public',
      does: 'Shows the one button by which somebody gets no more advertising. Fetching it does nothing.',
      handle: async r => {
        const w = newsletterWords[r.visitor.language]
        if (!readWayOut(r.services.secrets, r.params.token ?? '')) throw new Problem('not-found', {}, { status: 404 })
        return simple(r, { title: w.wayOutTitle, lead: w.wayOutLead, children: button(w.wayOut) }, { headers: SECRET })
      },
    }),
    page({
      post: '/integritet/avregistrera/:token',
      zone: 'rights',
      access: 'public',
      does: 'Ends all advertising to an address at once: pressed on the page, or by a mail program itself (RFC 8058).',
      limit: 4096,
      handle: async r => {
        const w = newsletterWords[r.visitor.language]
        const hash = readWayOut(r.services.secrets, r.params.token ?? '')
        if (!hash) throw new Problem('not-found', {}, { status: 404 })
        const isProgram = (await r.request.text()).includes('List-Unsubscribe=One-Click')
        await r.services.database.outside(tx => suppress(r.services, tx, [hash], isProgram ? 'one-click' : 'link'))
        return simple(r, { title: w.outTitle, lead: w.out }, { headers: SECRET })
      },
    }),
  ]
}
