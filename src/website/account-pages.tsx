// Signing up, in, out and back in: forms that work without script. A refusal stands beside its field and what was typed stays.
import { z } from 'zod'
import { accountMessages } from '../accounts/accounts.messages.ts'
import { account } from '../accounts/accounts.tables.ts'
import { askReset, choosePassword, confirm, signUp } from '../accounts/accounts.ts'
import type { LetIn } from '../accounts/let-in.ts'
import { endedCookie, endedStepCookie, endSessions, signedUpHere, stepOfRequest } from '../accounts/sessions.ts'
import { Answered } from '../accounts/sign-in.routes.ts'
import { askForPasskey, signIn, signInWithCode, signInWithPasskey } from '../accounts/sign-in.ts'
import { type FoundToken, findToken, type TokenPurpose, wasInvitation } from '../accounts/tokens.ts'
import { company } from '../company/company.tables.ts'
import type { Table } from '../datamap/table.ts'
import { whyWords } from '../datamap/words.ts'
import { Field, Notice } from '../design/components.tsx'
import { stockholmDate } from '../kernel/dates.ts'
import { zEmail, zLine } from '../kernel/fields.ts'
import { kernelMessages } from '../kernel/kernel.messages.ts'
import { Problem } from '../kernel/problem.ts'
import { offerNews } from '../marketing/customers.ts'
import type { Services } from '../platform/context.ts'
import { json, seeOther } from '../platform/http/answer.ts'
import { assetUrl } from '../platform/http/assets.ts'
import { type Language, type PageRequest, page } from '../platform/http/endpoint.ts'
import { parseOptions, refusalOf, refusalOfInput } from '../platform/http/refusals.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { inForce, readVersions } from '../privacy/policy/versions.ts'
import { currentService, SERVICE_PATH, type ServiceAgreement } from '../privacy/service/agreement.ts'
import { accountPageWords } from './account-pages.words.ts'
import { site } from './layout.tsx'
import { SamplePaper } from './sample-paper.tsx'

const catalogue = { ...platformMessages, ...kernelMessages, ...accountMessages }
const HOME = '/app/'

type Drawn = { values: Record<string, string>; fields: Record<string, string>; text: string | null; status?: number }
const untouched: Drawn = { values: {}, fields: {}, text: null }

/** The form's values, or the same page again with what is wrong. */
async function submitted<T>(
  r: PageRequest,
  shape: z.ZodType<T>,
  draw: (drawn: Drawn) => Response | Promise<Response>,
  act: (input: T) => Promise<Response>,
): Promise<Response> {
  const form = Object.fromEntries([...(await r.request.formData())].map(([k, v]) => [k, String(v)]))
  const { password: _, ...values } = form
  const parsed = shape.safeParse(form, parseOptions)
  if (!parsed.success) {
    const { fields } = refusalOfInput(parsed.error, catalogue, r.visitor.language)
    // What is wrong with the whole form, and no field of it, is that it holds something we never asked for.
    return draw({ values, fields, text: fields[''] ?? null, status: '' in fields ? 400 : 422 })
  }
  try {
    return await act(parsed.data)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const refusal = refusalOf(error, catalogue, r.visitor.language)
    return draw({
      values,
      fields: refusal.fields,
      text: error.field ? null : refusal.text,
      status: error.status,
    })
  }
}

/** Only a path of our own: never somebody else's address. */
const localPath = (path: string | null | undefined): string =>
  path && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : HOME

/** “Varför?” as the column's declaration says it. */
function whyOf(table: Table, column: string, language: Language) {
  const why = whyWords(table, column)
  if (!why) throw new Error(`${table.name}.${column} is asked for and does not say why.`)
  return { word: accountPageWords[language].why, text: why[language] }
}

/** The version of the policy that holds today: it is told beside the form, and kept with the account as shown. */
const policyVersionNow = ({ clock }: Services) =>
  inForce(readVersions().versions, stockholmDate(clock.now())).current.version

type SignUpDrawn = { drawn: Drawn; language: Language; policyVersion: number; agreement: ServiceAgreement }

function SignUpForm({ drawn, language, policyVersion, agreement }: SignUpDrawn) {
  const w = accountPageWords[language]
  // Refused, the page comes back at the first field that needs a hand.
  const first = ['company', 'email', 'password'].find(name => drawn.fields[name])
  return (
    <form className="form" method="post" action="/registrera">
      {drawn.text && (
        <Notice tone="bad">
          <p>{drawn.text}</p>
        </Notice>
      )}
      <Field
        name="company"
        label={w.company}
        value={drawn.values.company ?? ''}
        error={drawn.fields.company}
        autoFocus={first === 'company'}
        autoComplete="organization"
        maxLength={120}
        why={whyOf(company, 'name', language)}
      />
      <Field
        name="email"
        label={w.email}
        type="email"
        inputMode="email"
        value={drawn.values.email ?? ''}
        error={drawn.fields.email}
        autoFocus={first === 'email'}
        autoComplete="email"
        why={whyOf(account, 'email', language)}
      />
      <Field
        name="password"
        label={w.password}
        aside={w.passwordAside}
        type="password"
        error={drawn.fields.password}
        autoFocus={first === 'password'}
        autoComplete="new-password"
        why={whyOf(account, 'password_hash', language)}
      />
      <div className="actions">
        <button className="button main" type="submit">
          {w.signUp}
        </button>
        <a href="/logga-in">{w.haveAccount}</a>
      </div>
      <p className="help form">
        {w.agreement} <a href={`${SERVICE_PATH}/${agreement.hash}`}>{w.agreementLink(agreement.version)}</a>.{' '}
        {w.policy(policyVersion)} <a href="/integritet">{w.policyLink}</a>
      </p>
    </form>
  )
}

const agreementNow = ({ services }: PageRequest) => services.database.outside(tx => currentService(services, tx))

const signUpPage = async (r: PageRequest, drawn: Drawn) => {
  const agreement = await agreementNow(r)
  const w = accountPageWords[r.visitor.language]
  return site(
    r.request,
    r.visitor,
    {
      title: w.signUpTitle,
      scripts: [assetUrl('/website/sign-up.js')],
      children: (
        <div className="split">
          <div>
            <h1>{w.signUpTitle}</h1>
            <p className="lead">{w.signUpLead}</p>
            <SignUpForm
              drawn={drawn}
              language={r.visitor.language}
              policyVersion={policyVersionNow(r.services)}
              agreement={agreement}
            />
          </div>
          <SamplePaper language={r.visitor.language} company={drawn.values.company} />
        </div>
      ),
      // On a phone the form is all there is room for.
      css: ['@media (max-width:959px){.sample{display:none}}'],
    },
    { status: drawn.status ?? 200 },
  )
}

const messagePage = (
  r: PageRequest,
  m: { title: string; text: string; action?: { href: string; word: string } },
  status = 200,
) =>
  site(
    r.request,
    r.visitor,
    {
      title: m.title,
      path: '/',
      children: (
        <>
          <h1>{m.title}</h1>
          <p className="lead">{m.text}</p>
          {m.action && (
            <p className="form">
              <a className="button main" href={m.action.href}>
                {m.action.word}
              </a>
            </p>
          )}
        </>
      ),
    },
    { status },
  )

const signInPage = (r: PageRequest, drawn: Drawn, till: string, withoutCookies = false) => {
  const w = accountPageWords[r.visitor.language]
  return site(
    r.request,
    r.visitor,
    {
      title: w.signInTitle,
      scripts: [assetUrl('/website/passkey.js')],
      children: (
        <>
          <h1>{w.signInTitle}</h1>
          <form className="form" method="post" action="/logga-in">
            {withoutCookies && (
              <Notice tone="bad">
                <p>{w.noCookies}</p>
              </Notice>
            )}
            {drawn.text && (
              <Notice tone="bad">
                <p>{drawn.text}</p>
              </Notice>
            )}
            <input type="hidden" name="till" value={till} />
            <Field
              name="email"
              label={w.email}
              type="email"
              inputMode="email"
              value={drawn.values.email ?? ''}
              error={drawn.fields.email}
              autoComplete="username"
            />
            <Field
              name="password"
              label={w.password}
              type="password"
              error={drawn.fields.password}
              autoComplete="current-password"
            />
            <div className="actions">
              <button className="button main" type="submit">
                {w.signIn}
              </button>
              <a href="/glomt-losenord">{w.forgotten}</a>
            </div>
          </form>
          {/* Shown by its script, where the browser knows passkeys. */}
          <div className="form" id="passkey" data-till={till} data-failed={w.passkeyFailed} hidden>
            <p className="help alternative">{w.or}</p>
            <button className="button" type="button">
              {w.passkey}
            </button>
            <p className="field-error" role="alert" />
          </div>
        </>
      ),
    },
    { status: drawn.status ?? 200 },
  )
}

const forgottenPage = (r: PageRequest, drawn: Drawn) => {
  const w = accountPageWords[r.visitor.language]
  return site(
    r.request,
    r.visitor,
    {
      title: w.forgottenTitle,
      children: (
        <>
          <h1>{w.forgottenTitle}</h1>
          <p className="lead">{w.forgottenLead}</p>
          <form className="form" method="post" action="/glomt-losenord">
            <Field
              name="email"
              label={w.email}
              type="email"
              inputMode="email"
              value={drawn.values.email ?? ''}
              error={drawn.fields.email}
              autoComplete="username"
            />
            <div className="actions">
              <button className="button main" type="submit">
                {w.sendLink}
              </button>
            </div>
          </form>
        </>
      ),
    },
    { status: drawn.status ?? 200 },
  )
}

/** Whoever gives an address is asked there and then whether they want no news to it (marknadsföringslagen 19 §). */
const NoNews = ({ language }: { language: Language }) => (
  <label className="check">
    <input type="checkbox" name="nyheter" value="nej" /> <span>{accountPageWords[language].noNews}</span>
  </label>
)
const OFFERED: Readonly<Partial<Record<TokenPurpose, 'sign-up' | 'invitation'>>> = {
  confirm: 'sign-up',
  invite: 'invitation',
}
async function noteNews(r: PageRequest, token: FoundToken, nyheter: string | undefined) {
  const where = OFFERED[token.purpose]
  if (where) await offerNews(r.services, token.accountId, { where, no: nyheter === 'nej' })
}

const newPasswordPage = (r: PageRequest, drawn: Drawn, of: Pick<FoundToken, 'email' | 'purpose'>, why?: string) => {
  const { email } = of
  const offers = OFFERED[of.purpose] !== undefined
  const w = accountPageWords[r.visitor.language]
  return site(
    r.request,
    r.visitor,
    {
      title: why ? w.confirmTitle : w.newPasswordTitle,
      path: '/',
      children: (
        <>
          <h1>{why ? w.confirmTitle : w.newPasswordTitle}</h1>
          <p className="lead">{why ? email : w.newPasswordLead(email)}</p>
          {why && <p className="form">{why}</p>}
          <form className="form" method="post">
            {drawn.text && (
              <Notice tone="bad">
                <p>{drawn.text}</p>
              </Notice>
            )}
            <Field
              name="password"
              label={w.password}
              aside={w.passwordAside}
              type="password"
              error={drawn.fields.password}
              autoComplete="new-password"
              why={whyOf(account, 'password_hash', r.visitor.language)}
            />
            {offers && <NoNews language={r.visitor.language} />}
            <div className="actions">
              <button className="button main" type="submit">
                {w.savePassword}
              </button>
            </div>
          </form>
        </>
      ),
    },
    { status: drawn.status ?? 200 },
  )
}

/** Sets the password that was sent and signs in. */
const chosenPassword = (r: PageRequest, token: FoundToken, why?: string) =>
  submitted(
    r,
    z.object({ password: z.string().max(1000).default(''), nyheter: z.literal('nej').optional() }),
    drawn => newPasswordPage(r, drawn, token, why),
    async ({ password, nyheter }) => {
      const begun = await choosePassword(r.services, token, password, r.visitor)
      await noteNews(r, token, nyheter)
      return begun.step ? secondStep(begun, HOME) : seeOther(HOME, { 'set-cookie': begun.cookie })
    },
  )

const CODE = '/logga-in/kod'
const secondStep = ({ cookie }: LetIn, till: string) =>
  seeOther(`${CODE}?till=${encodeURIComponent(till)}`, { 'set-cookie': cookie })

const codePage = (r: PageRequest, drawn: Drawn, till: string) => {
  const w = accountPageWords[r.visitor.language]
  return site(
    r.request,
    r.visitor,
    {
      title: w.codeTitle,
      path: '/logga-in',
      children: (
        <>
          <h1>{w.codeTitle}</h1>
          <p className="lead">{w.codeLead}</p>
          <form className="form" method="post" action={CODE}>
            {drawn.text && (
              <Notice tone="bad">
                <p>{drawn.text}</p>
              </Notice>
            )}
            <input type="hidden" name="till" value={till} />
            <Field
              name="code"
              label={w.code}
              error={drawn.fields.code}
              autoFocus
              autoComplete="one-time-code"
              maxLength={20}
            />
            <p className="help">{w.codeLost}</p>
            <div className="actions">
              <button className="button main" type="submit">
                {w.signIn}
              </button>
              <a href="/logga-in">{w.codeAgain}</a>
            </div>
          </form>
        </>
      ),
    },
    { status: drawn.status ?? 200 },
  )
}

/** Whoever gave the right password a moment ago, in this browser. */
async function stepOf(r: PageRequest): Promise<FoundToken | null> {
  const found = await findToken(r.services, stepOfRequest(r.services, r.request) ?? '')
  return found?.purpose === 'second-step' ? found : null
}

/** What the page's script asks is answered as JSON; what is refused too. */
async function answered(r: PageRequest, act: () => Promise<Response>): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return json(refusalOf(error, catalogue, r.visitor.language), error.status)
  }
}

/** The token of the path, if it lives and is of a kind this page takes. */
async function tokenOf(r: PageRequest, purposes: readonly TokenPurpose[]) {
  const token = await findToken(r.services, r.params.token ?? '')
  return token && purposes.includes(token.purpose) ? token : null
}

const endedPage = async (r: PageRequest) => {
  const w = accountPageWords[r.visitor.language]
  const text = (await wasInvitation(r.services, r.params.token ?? '')) ? w.invitationEnded : w.linkEnded
  return messagePage(r, { title: w.linkEndedTitle, text, action: { href: '/logga-in', word: w.signIn } }, 410)
}

const Email = z.object({ email: zEmail })

export const accountPages = [
  page({
    get: '/registrera',
    zone: 'website',
    access: 'public',
    does: 'Shows the form to sign up.',
    handle: async r => signUpPage(r, untouched),
  }),
  page({
    post: '/registrera',
    zone: 'website',
    access: 'public',
    does: 'Makes a company with its first member.',
    handle: r =>
      submitted(
        r,
        // Closed: nothing but what an account needs is taken.
        z.strictObject({ company: zLine(120).pipe(z.string().min(1)), email: zEmail, password: z.string().max(1000) }),
        drawn => signUpPage(r, drawn),
        async input => {
          const { version, hash } = await agreementNow(r)
          const { cookie } = await signUp(
            r.services,
            {
              ...input,
              language: r.visitor.language,
              policyShown: policyVersionNow(r.services),
              agreement: { version, hash },
            },
            r.visitor,
          )
          return seeOther(`/registrera/klart`, { 'set-cookie': cookie })
        },
      ),
  }),
  page({
    get: '/registrera/klart',
    zone: 'website',
    access: 'public',
    does: 'Says that a link is on its way.',
    handle: async r => {
      const w = accountPageWords[r.visitor.language]
      return messagePage(r, {
        title: w.sentTitle,
        text: w.sent,
        ...(r.services.config.mail ? {} : { action: { href: '/utkorg', word: w.openOutbox } }),
      })
    },
  }),
  page({
    get: '/bekrafta/:token',
    zone: 'website',
    access: 'public',
    does: 'Shows the button that confirms an address. Fetching it confirms nothing.',
    handle: async r => {
      const w = accountPageWords[r.visitor.language]
      const token = await tokenOf(r, ['confirm'])
      if (!token) return endedPage(r)
      if (!signedUpHere(r.services, r.request, token.accountId))
        return newPasswordPage(r, untouched, token, w.confirmElsewhere)
      return site(r.request, r.visitor, {
        title: w.confirmTitle,
        path: '/',
        children: (
          <>
            <h1>{w.confirmTitle}</h1>
            <p className="lead">{token.email}</p>
            <form className="form" method="post">
              <NoNews language={r.visitor.language} />
              <div className="actions">
                <button className="button main" type="submit">
                  {w.confirm}
                </button>
              </div>
            </form>
          </>
        ),
      })
    },
  }),
  page({
    post: '/bekrafta/:token',
    zone: 'website',
    access: 'public',
    does: 'Confirms an address and signs in; in another browser than the one that signed up with a password chosen there.',
    handle: async r => {
      const token = await tokenOf(r, ['confirm'])
      if (!token) return endedPage(r)
      if (!signedUpHere(r.services, r.request, token.accountId))
        return chosenPassword(r, token, accountPageWords[r.visitor.language].confirmElsewhere)
      const { cookie } = await confirm(r.services, token, r.visitor)
      await noteNews(r, token, new URLSearchParams(await r.request.text()).get('nyheter') ?? undefined)
      return seeOther(HOME, { 'set-cookie': cookie })
    },
  }),
  page({
    get: '/logga-in',
    zone: 'website',
    access: 'public',
    does: 'Shows the form to sign in.',
    handle: async r => {
      const till = localPath(r.visitor.url.searchParams.get('till'))
      return r.actor ? seeOther(till) : signInPage(r, untouched, till, r.visitor.url.searchParams.has('inne'))
    },
  }),
  page({
    post: '/logga-in',
    zone: 'website',
    access: 'public',
    does: 'Signs in with address and password.',
    handle: async r => {
      let till = HOME
      return submitted(
        r,
        z.object({ email: zEmail, password: z.string().min(1).max(1000), till: z.string().max(500).optional() }),
        drawn => signInPage(r, drawn, localPath(drawn.values.till)),
        async input => {
          till = localPath(input.till)
          const begun = await signIn(r.services, input, r.visitor)
          if (begun.step) return secondStep(begun, till)
          const { cookie } = begun
          // A browser that brought nothing may refuse cookies: it is seen at the next step, which says so.
          const to = r.request.headers.has('cookie') ? till : `/logga-in?till=${encodeURIComponent(till)}&inne`
          return seeOther(to, { 'set-cookie': cookie })
        },
      )
    },
  }),
  page({
    get: '/logga-in/kod',
    zone: 'website',
    access: 'public',
    does: 'Shows the form for the code of an authenticator app, after the right password.',
    handle: async r => {
      const till = localPath(r.visitor.url.searchParams.get('till'))
      return (await stepOf(r)) ? codePage(r, untouched, till) : seeOther('/logga-in')
    },
  }),
  page({
    post: '/logga-in/kod',
    zone: 'website',
    access: 'public',
    does: 'Signs in with the code of an authenticator app, or one for having lost it.',
    handle: async r => {
      const token = await stepOf(r)
      if (!token) return seeOther('/logga-in')
      return submitted(
        r,
        z.object({ code: z.string().min(1).max(20), till: z.string().max(500).optional() }),
        drawn => codePage(r, { ...drawn, values: {} }, localPath(drawn.values.till)),
        async input => {
          const { cookie } = await signInWithCode(r.services, token, input.code, r.visitor)
          const response = seeOther(localPath(input.till), { 'set-cookie': cookie })
          response.headers.append('set-cookie', endedStepCookie(r.services))
          return response
        },
      )
    },
  }),
  page({
    post: '/logga-in/passkey/fraga',
    zone: 'website',
    access: 'public',
    does: 'Asks the browser for a passkey.',
    handle: r => answered(r, async () => json(await askForPasskey(r.services, r.visitor))),
  }),
  page({
    post: '/logga-in/passkey',
    zone: 'website',
    access: 'public',
    does: 'Signs in with a passkey.',
    handle: r =>
      answered(r, async () => {
        const given = Answered.safeParse(await r.request.json().catch(() => null))
        if (!given.success) throw new Problem('passkey-refused', {}, { status: 422 })
        const { cookie } = await signInWithPasskey(r.services, given.data, r.visitor)
        return json({ done: true }, 200, { 'set-cookie': cookie })
      }),
  }),
  page({
    post: '/logga-ut',
    zone: 'website',
    access: 'public',
    does: 'Signs out this browser.',
    handle: async r => {
      const actor = r.actor
      if (actor)
        await r.services.database.outside(tx => endSessions(r.services, tx, actor.accountId, { id: actor.sessionId }))
      // Also where no script ran: what was typed and kept in the browser goes with whoever typed it.
      return seeOther('/', { 'set-cookie': endedCookie(r.services), 'clear-site-data': '"storage"' })
    },
  }),
  page({
    get: '/glomt-losenord',
    zone: 'website',
    access: 'public',
    does: 'Shows the form for a forgotten password.',
    handle: async r => forgottenPage(r, untouched),
  }),
  page({
    post: '/glomt-losenord',
    zone: 'website',
    access: 'public',
    does: 'Mails a link to choose a new password, where there is an account.',
    handle: r =>
      submitted(
        r,
        Email,
        drawn => forgottenPage(r, drawn),
        async ({ email }) => {
          await askReset(r.services, email, r.visitor)
          const w = accountPageWords[r.visitor.language]
          return messagePage(r, { title: w.sentTitle, text: w.resetSent })
        },
      ),
  }),
  page({
    get: '/nytt-losenord/:token',
    zone: 'website',
    access: 'public',
    does: 'Shows the form to choose a password.',
    handle: async r => {
      const token = await tokenOf(r, ['reset', 'invite'])
      return token ? newPasswordPage(r, untouched, token) : endedPage(r)
    },
  }),
  page({
    post: '/nytt-losenord/:token',
    zone: 'website',
    access: 'public',
    does: 'Chooses a password, ends other sessions and signs in.',
    handle: async r => {
      const token = await tokenOf(r, ['reset', 'invite'])
      if (!token) return endedPage(r)
      return chosenPassword(r, token)
    },
  }),
]
