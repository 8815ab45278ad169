// “Dina uppgifter”: who asks shows who they are, sees what is held and by whom, and asks. Forms alone; nothing here needs script, and nothing
// comes from anywhere else. Whoever has no window sees how to open one, and no word of whether we know them.
import type { ReactNode } from 'react'
import { isPassword } from '../../../accounts/password.ts'
import type { Table } from '../../../datamap/table.ts'
import { tableWords, whyWords } from '../../../datamap/words.ts'
import { Field, Notice } from '../../../design/components.tsx'
import { dateWords, instantWords } from '../../../kernel/dates.ts'
import { Problem } from '../../../kernel/problem.ts'
import { qrSvg } from '../../../ordering/pages/sign-page.tsx'
import type { Services } from '../../../platform/context.ts'
import { zip } from '../../../platform/files/zip.ts'
import { seeOther } from '../../../platform/http/answer.ts'
import { type Language, type PageRequest, page, type Visitor } from '../../../platform/http/endpoint.ts'
import { makeLimits } from '../../../platform/http/limits.ts'
import { refusalOf } from '../../../platform/http/refusals.ts'
import { platformMessages } from '../../../platform/platform.messages.ts'
import { EidRefused, EidUnavailable, eid } from '../../../platform/ports/eid.ts'
import { erasureMessages } from '../../erasure/erasure.messages.ts'
import { erasureOfCase } from '../../erasure/erasure.ts'
import { type Plan, planErasure } from '../../erasure/plan.ts'
import { personsWithNumber } from '../../subjects/find.ts'
import type { Person } from '../../subjects/person.ts'
import {
  type Access,
  askCode,
  beginEid,
  caseOfLink,
  closeWindow,
  eidUnderway,
  endEid,
  enterCode,
  openWindow,
  samePerson,
  useLink,
} from '../access.ts'
import { byNumber, type Case, casesOf, open, record, withdraw } from '../cases.ts'
import { RELEASE_DAYS } from '../clock.ts'
import { extractFiles } from '../extract/extract.ts'
import { publicKeyPem, verifiedManifest } from '../extract/manifest.ts'
import { extractSchema } from '../extract/shape.ts'
import { type CaseKind, caseKinds, caseWords, kindOfWord } from '../kinds.ts'
import { correctable, correctionOf, fieldsFor } from '../rectify.ts'
import { rightsMessages } from '../rights.messages.ts'
import { rightsAccess, rightsCase } from '../rights.tables.ts'
import { rightsPageWords } from './pages.words.ts'
import { cookie, HOME, secretIn, windowOf } from './window.ts'

export type RightsFrame = (
  request: Request,
  visitor: Visitor,
  page: { title: string; children: ReactNode; head?: ReactNode },
  options?: { status?: number; headers?: Record<string, string> },
) => Response

const catalogue = { ...platformMessages, ...rightsMessages, ...erasureMessages }
const PASSWORDS = { name: 'rights-password', attempts: 10, seconds: 900 }
const STARTS = { name: 'rights-bankid', attempts: 20, seconds: 600 }
const ASKED = { name: 'rights-case', attempts: 30, seconds: 3600 }
/** In the order they are offered. */
const OFFERED: readonly CaseKind[] = [
  'extract',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'portability',
  'opt-out',
]
const MEMBER_ONLY: readonly CaseKind[] = ['opt-out']

type EidSecrets = {
  orderRef: string
  autoStartToken: string
  qrStartToken: string
  qrStartSecret: string
  same: boolean
  at: number
}

export function rightsPages(frame: RightsFrame) {
  const draw = (
    r: PageRequest,
    title: string,
    children: ReactNode,
    more: { status?: number; head?: ReactNode; cookies?: string[] } = {},
  ) => {
    const w = rightsPageWords[r.visitor.language]
    const { operator } = r.services.config
    const answer = frame(
      r.request,
      r.visitor,
      {
        title,
        head: more.head,
        children: (
          <>
            {children}
            <section className="form wide">
              <p className="help">
                {w.imy} <a href="https://www.imy.se/">imy.se</a>. {operator.email && w.contact(operator.email)}
              </p>
            </section>
          </>
        ),
      },
      more.status ? { status: more.status } : {},
    )
    for (const c of more.cookies ?? []) answer.headers.append('set-cookie', c)
    return answer
  }
  const refusedWords = (r: PageRequest, error: Problem) => refusalOf(error, catalogue, r.visitor.language).text

  /** What a Problem says, on the page it belongs to; anything else is ours. */
  const told = async (
    r: PageRequest,
    work: () => Promise<Response>,
    back: (text: string, status: number) => Response | Promise<Response>,
  ) => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return back(refusedWords(r, error), error.status)
    }
  }

  async function home(r: PageRequest, refused: string | null = null, status = 200): Promise<Response> {
    const w = rightsPageWords[r.visitor.language]
    const mine = await windowOf(r)
    if (mine) return held(r, mine, refused, status)
    const account = r.actor ? await emailOf(r.services, r.actor.accountId) : null
    const { operator } = r.services.config
    return draw(
      r,
      w.title,
      <>
        <h1>{w.title}</h1>
        <p className="lead">{w.lead}</p>
        {refused && (
          <Notice tone="bad">
            <p>{refused}</p>
          </Notice>
        )}
        <ul className="rights-list">
          {OFFERED.map(kind => (
            <li key={kind}>{w.things[kind]}</li>
          ))}
        </ul>
        <p className="form wide">{w.who(operator.name)}</p>
        <h2>{w.begin}</h2>
        {account && (
          <form method="post" action={`${HOME}/konto`} className="form">
            <p>{w.byAccount(account)}</p>
            <Field name="password" type="password" label={w.password} autoComplete="current-password" required />
            <button className="button main" type="submit">
              {w.continueAs}
            </button>
          </form>
        )}
        <section className="form">
          <h3>{w.byBankId}</h3>
          <p>{w.byBankIdText}</p>
          <form method="post" action={`${HOME}/bankid`} className="rights-buttons">
            <button className="button main" type="submit" name="enhet" value="har">
              {w.bankIdHere}
            </button>
            <button className="button" type="submit" name="enhet" value="annan">
              {w.bankIdOther}
            </button>
          </form>
        </section>
        <form method="post" action={`${HOME}/kod`} className="form">
          <h3>{w.byMail}</h3>
          <p>{w.byMailText}</p>
          <Field
            name="address"
            type="email"
            label={w.address}
            autoComplete="email"
            inputMode="email"
            required
            maxLength={254}
            why={whyOf(rightsAccess, 'address', r.visitor.language)}
          />
          <button className="button" type="submit">
            {w.sendCode}
          </button>
        </form>
        {operator.email && <p className="form wide help">{w.noBankId(operator.email)}</p>}
      </>,
      { status },
    )
  }

  async function held(r: PageRequest, mine: Access, refused: string | null, status: number): Promise<Response> {
    const { language } = r.visitor
    const w = rightsPageWords[language]
    const cases = await casesIn(r.services, mine)
    const persons = await Promise.all(
      mine.persons.map(async (person, n) => ({ n, person, name: await whereHeld(r.services, person) })),
    )
    return draw(
      r,
      w.title,
      <>
        <h1>{w.title}</h1>
        <p className="lead">{w.level[mine.level as 1 | 2 | 3]}</p>
        {refused && (
          <Notice tone="bad">
            <p>{refused}</p>
          </Notice>
        )}
        {persons.length === 0 && <Notice>{<p>{w.nobody}</p>}</Notice>}
        {cases.length > 0 && (
          <section>
            <h2>{w.yourCases}</h2>
            <ul className="rights-cases">
              {cases.map(c => (
                <li key={c.id}>
                  <a href={`${HOME}/arende/${c.number}`}>{w.caseTitle(c.number)}</a>{' '}
                  {[caseKinds[c.kind][language], w.state[c.state]].join('. ')}
                </li>
              ))}
            </ul>
          </section>
        )}
        {persons.map(({ n, person, name }) => (
          <section key={n} className="rights-person">
            <h2>{titleOf(person, name, language, r.services.config.operator.name)}</h2>
            {'companyId' in person && person.kind !== 'company' && (
              <p className="form wide">{w.atCompanyText(name, RELEASE_DAYS)}</p>
            )}
            {OFFERED.filter(kind => w.ask[kind] && (person.kind === 'member' || !MEMBER_ONLY.includes(kind))).map(
              kind => (
                <AskForm key={kind} kind={kind} n={n} person={person} language={language} />
              ),
            )}
          </section>
        ))}
        <p className="form wide help">{w.consents}</p>
        {mine.level < 3 && (
          <form method="post" action={`${HOME}/bankid`} className="form rights-buttons">
            <button className="button" type="submit" name="enhet" value="har">
              {w.more}
            </button>
          </form>
        )}
        <form method="post" action={`${HOME}/stang`} className="form">
          <button className="button" type="submit">
            {w.leave}
          </button>
        </form>
      </>,
      { status },
    )
  }

  /** A case of the person in the window; somebody else’s does not exist. */
  async function caseIn(r: PageRequest, mine: Access | null): Promise<Case> {
    if (!mine) throw new Problem('rights-identify-first', {}, { status: 401 })
    const number = r.params.number ?? ''
    const c = await r.services.database.outside(tx => byNumber(tx, number))
    if (!c?.person || !mine.persons.some(p => samePerson(p, c.person as Person))) {
      await makeLimits(r.services).count({ name: 'rights-case-guess', attempts: 20, seconds: 3600 }, r.visitor.ip)
      r.services.log.warn({ alarm: 'rights-case-refused' }, 'a case of somebody else was asked for')
      throw new Problem('case-unknown', { number }, { status: 404 })
    }
    return c
  }

  const entry = (r: PageRequest, secret: string, to = HOME) => {
    const answer = seeOther(to)
    answer.headers.append('set-cookie', cookie(r.services, secret))
    return answer
  }

  return [
    page({
      get: HOME,
      zone: 'rights',
      access: 'public',
      does: 'Your data: how to show who one is, and for whoever has, what is held by whom and what can be asked.',
      handle: r => home(r),
    }),
    page({
      post: `${HOME}/kod`,
      zone: 'rights',
      access: 'public',
      does: 'Sends a code to an address we hold; answers the same for one we do not.',
      limit: 8 * 1024,
      handle: r =>
        told(
          r,
          async () => {
            const address = String((await r.request.formData()).get('address') ?? '')
              .trim()
              .slice(0, 254)
            const secret = await askCode(r.services, address, r.visitor.ip, r.visitor.language)
            const answer = seeOther(`${HOME}/kod`)
            answer.headers.append('set-cookie', cookie(r.services, secret))
            return answer
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      get: `${HOME}/kod`,
      zone: 'rights',
      access: 'public',
      does: 'Asks for the code that was sent.',
      handle: async r => codePage(draw, r, null, 200),
    }),
    page({
      post: `${HOME}/kod/svar`,
      zone: 'rights',
      access: 'public',
      does: 'Takes the code and opens the window.',
      limit: 8 * 1024,
      handle: r =>
        told(
          r,
          async () => {
            const code = String((await r.request.formData()).get('code') ?? '')
            return entry(r, await enterCode(r.services, secretIn(r.request), code))
          },
          (text, status) => codePage(draw, r, text, status),
        ),
    }),
    page({
      post: `${HOME}/konto`,
      zone: 'rights',
      access: 'public',
      does: 'Opens the window for a signed-in member who enters the password again.',
      limit: 8 * 1024,
      handle: r =>
        told(
          r,
          async () => {
            if (!r.actor) throw new Problem('rights-identify-first', {}, { status: 401 })
            const { accountId } = r.actor
            await makeLimits(r.services).count(PASSWORDS, accountId)
            const password = String((await r.request.formData()).get('password') ?? '')
            const [row] = await r.services.database.ask<{ password_hash: string }>(
              'account-password',
              'select password_hash from account where id = $1',
              [accountId],
            )
            if (!(await isPassword(r.services.secrets, password, row?.password_hash ?? null)))
              throw new Problem('rights-password-wrong', {}, { status: 422 })
            return entry(
              r,
              await openFor(r, 2, [
                { kind: 'member', accountId },
                ...(await soleTrader(r.services, r.actor.companyId, r.actor.role)),
              ]),
            )
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      post: `${HOME}/bankid`,
      zone: 'rights',
      access: 'public',
      does: 'Begins an identification with BankID.',
      limit: 8 * 1024,
      handle: r =>
        told(
          r,
          async () => {
            await makeLimits(r.services).count(STARTS, r.visitor.ip)
            const same = (await r.request.formData()).get('enhet') !== 'annan'
            const order = await startEid(r, same)
            const secrets: EidSecrets = { ...order, same, at: r.services.clock.now().getTime() }
            const answer = seeOther(`${HOME}/bankid`)
            answer.headers.append(
              'set-cookie',
              cookie(r.services, await beginEid(r.services, secrets, r.visitor.language)),
            )
            return answer
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      get: `${HOME}/bankid`,
      zone: 'rights',
      access: 'public',
      does: 'How the identification stands; goes on by itself, also without script.',
      handle: r => bankIdPage(draw, r),
    }),
    page({
      post: `${HOME}/bankid/klar`,
      zone: 'rights',
      access: 'public',
      does: 'Asks BankID how the identification went, and opens the window.',
      limit: 1024,
      handle: r =>
        told(
          r,
          async () => {
            const found = await identified(r)
            if (found === 'pending') return seeOther(`${HOME}/bankid`)
            return entry(r, found)
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      post: `${HOME}/stang`,
      zone: 'rights',
      access: 'public',
      does: 'Closes the window.',
      limit: 1024,
      handle: async r => {
        const mine = await windowOf(r)
        if (mine) await closeWindow(r.services, mine.id)
        const answer = seeOther(HOME)
        answer.headers.append('set-cookie', cookie(r.services, null))
        return answer
      },
    }),
    page({
      get: `${HOME}/radera/:n`,
      zone: 'rights',
      access: 'public',
      does: 'What an erasure would take away and what must stay, with its law and its day, before it is asked for.',
      handle: r =>
        told(
          r,
          async () => {
            const mine = await windowOf(r)
            const person = mine?.persons[Number(r.params.n)]
            if (!mine || !person) throw new Problem('rights-identify-first', {}, { status: 401 })
            return erasePage(draw, r, Number(r.params.n), await planErasure(r.services, person))
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      post: `${HOME}/arende`,
      zone: 'rights',
      access: 'public',
      does: 'Opens a case: what is asked, of whom, by somebody in the window.',
      limit: 32 * 1024,
      handle: r =>
        told(
          r,
          async () => {
            const mine = await windowOf(r)
            if (!mine) throw new Problem('rights-identify-first', {}, { status: 401 })
            const form = await r.request.formData()
            const field = (name: string) =>
              String(form.get(name) ?? '')
                .trim()
                .slice(0, 2000)
            const kind = kindOfWord(field('slag'))
            const person = mine.persons[Number(field('n'))]
            if (!kind || !person) throw new Problem('rights-say-more', {}, { status: 422 })
            if (kind === 'erasure' && field('bekraftat') !== 'ja') return seeOther(`${HOME}/radera/${field('n')}`)
            await makeLimits(r.services).count(ASKED, mine.id)
            const request = requestOf(kind, person, field)
            const c = await r.services.database.outside(tx =>
              open(r.services, tx, {
                kind,
                cameBy: r.actor && person.kind === 'member' ? 'account' : 'page',
                person,
                level: mine.level,
                ...(request ? { request } : {}),
                language: r.visitor.language,
              }),
            )
            return seeOther(`${HOME}/arende/${c.number}`)
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      get: `${HOME}/arende/:number`,
      zone: 'rights',
      access: 'public',
      does: 'How a case stands, what came of it, and what was kept and why.',
      handle: r =>
        told(
          r,
          async () => casePage(draw, r, await caseIn(r, await windowOf(r))),
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      post: `${HOME}/arende/:number/ta-tillbaka`,
      zone: 'rights',
      access: 'public',
      does: 'Withdraws a case that has not been answered.',
      limit: 1024,
      handle: r =>
        told(
          r,
          async () => {
            const c = await caseIn(r, await windowOf(r))
            await r.services.database.outside(tx => withdraw(r.services, tx, c.id))
            return seeOther(`${HOME}/arende/${c.number}`)
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      post: `${HOME}/arende/:number/fil`,
      zone: 'rights',
      access: 'public',
      does: 'The extract as a ZIP file, made as it is fetched, at the level of identity shown now.',
      limit: 1024,
      handle: r =>
        told(
          r,
          async () => {
            const mine = await windowOf(r)
            const c = await caseIn(r, mine)
            return extractFile(r, c, mine as Access)
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      get: `${HOME}/svar/:secret`,
      zone: 'rights',
      access: 'link',
      does: 'The link of an answer: to the case, for whoever has shown anew that it is theirs.',
      handle: r =>
        told(
          r,
          async () => {
            const found = await caseOfLink(r.services, r.params.secret ?? '', await windowOf(r), r.visitor.ip)
            const c = await r.services.database.outside(tx =>
              tx.selectFrom('rights_case').select('number').where('id', '=', found.caseId).executeTakeFirstOrThrow(),
            )
            await useLink(r.services, found.accessId)
            return seeOther(`${HOME}/arende/${c.number}`)
          },
          (text, status) => home(r, text, status),
        ),
    }),
    page({
      get: `${HOME}/schema.json`,
      zone: 'rights',
      access: 'public',
      does: 'The JSON Schema of an extract.',
      handle: async () =>
        new Response(`${JSON.stringify(extractSchema(), null, 1)}\n`, {
          headers: { 'content-type': 'application/schema+json' },
        }),
    }),
    page({
      get: `${HOME}/kontrollera`,
      zone: 'rights',
      access: 'public',
      does: 'Checks that the list of an extract was made here and is unchanged.',
      handle: async r => checkPage(draw, r, null, 200),
    }),
    page({
      post: `${HOME}/kontrollera`,
      zone: 'rights',
      access: 'public',
      does: 'Takes a list and its signature and says whether they belong together; keeps neither.',
      limit: 512 * 1024,
      handle: r =>
        told(
          r,
          async () => {
            const form = await r.request.formData()
            const bytes = async (name: string) => {
              const file = form.get(name)
              return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
            }
            const manifest = verifiedManifest(
              r.services,
              await bytes('manifest'),
              Buffer.from(await bytes('signature')).toString('utf8'),
            )
            if (!manifest) throw new Problem('rights-no-signature', {}, { status: 422 })
            const w = rightsPageWords[r.visitor.language]
            const at = instantWords(new Date(manifest.madeAt), r.visitor.language)
            return checkPage(
              draw,
              r,
              {
                tone: 'ok',
                text: w.verifyRight({ number: manifest.case, at, by: manifest.madeBy, files: manifest.files.length }),
              },
              200,
            )
          },
          (text, status) => checkPage(draw, r, { tone: 'bad', text }, status),
        ),
    }),
  ]
}

type Draw = (
  r: PageRequest,
  title: string,
  children: ReactNode,
  more?: { status?: number; head?: ReactNode },
) => Response

function codePage(draw: Draw, r: PageRequest, refused: string | null, status: number): Response {
  const w = rightsPageWords[r.visitor.language]
  return draw(
    r,
    w.codeTitle,
    <>
      <h1>{w.codeTitle}</h1>
      <p className="lead">{w.codeLead}</p>
      <form method="post" action={`${HOME}/kod/svar`} className="form">
        <Field
          name="code"
          label={w.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maxLength={12}
          error={refused ?? undefined}
          autoFocus
        />
        <button className="button main" type="submit">
          {w.show}
        </button>
      </form>
      <p className="form">
        <a href={HOME}>{w.back}</a>
      </p>
    </>,
    { status },
  )
}

const EID_TEXT = { sv: 'Legitimera dig för att se dina uppgifter.', en: 'Identify yourself to see your data.' }

async function startEid(r: PageRequest, same: boolean) {
  try {
    return await r.services.door.through('eid', () =>
      r.services.ports.get(eid).start({
        kind: 'auth',
        endUserIp: r.visitor.ip || '127.0.0.1',
        userAgent: r.visitor.userAgent,
        text: EID_TEXT[r.visitor.language],
        nonVisible: null,
        returnUrl: same ? `${r.services.config.publicUrl}${HOME}/bankid` : null,
      }),
    )
  } catch (error) {
    if (error instanceof EidUnavailable || error instanceof EidRefused)
      throw new Problem('rights-bankid-away', {}, { status: 503 })
    throw error
  }
}

async function bankIdPage(draw: Draw, r: PageRequest): Promise<Response> {
  const { language } = r.visitor
  const w = rightsPageWords[language]
  const underway = await eidUnderway<EidSecrets>(r.services, secretIn(r.request))
  if (!underway) return seeOther(HOME)
  const port = r.services.ports.get(eid)
  const { secrets } = underway
  const seconds = Math.max(0, Math.floor((r.services.clock.now().getTime() - secrets.at) / 1000))
  const phone = /android|iphone|ipad|mobile/i.test(r.visitor.userAgent)
  return draw(
    r,
    w.bankIdTitle,
    <>
      <h1>{w.bankIdTitle}</h1>
      <p className="lead" role="status">
        {port.words({ status: 'pending', hint: 'outstandingTransaction', way: secrets.same ? 'same' : 'qr' }, language)}
      </p>
      {!secrets.same && (
        <div
          className="rights-qr"
          role="img"
          aria-label="QR"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us from BankID's own characters
          dangerouslySetInnerHTML={{ __html: qrSvg(port.qr(secrets, seconds)) }}
        />
      )}
      <div className="form rights-buttons">
        {(secrets.same || port.test) && (
          <a className="button main" href={port.startUrl(secrets, phone ? 'phone' : 'desktop')} rel="noreferrer">
            {w.openBankId}
          </a>
        )}
        <form method="post" action={`${HOME}/bankid/klar`}>
          <button className="button" type="submit">
            {w.show}
          </button>
        </form>
      </div>
      <p className="form">
        <a href={HOME}>{w.cancel}</a>
      </p>
    </>,
    // The code of another device changes each second; a page without script is drawn anew as often as one can look.
    secrets.same ? {} : { head: <meta httpEquiv="refresh" content="2" /> },
  )
}

/** Asks BankID; gives the window's secret, or that it is not done. The number searches once and goes no further. */
async function identified(r: PageRequest): Promise<string | 'pending'> {
  const underway = await eidUnderway<EidSecrets>(r.services, secretIn(r.request))
  if (!underway) throw new Problem('rights-identify-first', {}, { status: 401 })
  const port = r.services.ports.get(eid)
  let raw: string
  try {
    const answer = await r.services.door.through('eid', () => port.collect(underway.secrets.orderRef))
    if (answer.status === 'pending') return 'pending'
    if (answer.status === 'failed') {
      await endEid(r.services, underway.id)
      throw new Problem('rights-bankid-failed', {}, { status: 422 })
    }
    raw = answer.raw
  } catch (error) {
    if (error instanceof EidUnavailable || error instanceof EidRefused)
      throw new Problem('rights-bankid-away', {}, { status: 503 })
    throw error
  }
  const identity = await verified(r, raw)
  await endEid(r.services, underway.id)
  const persons = await personsWithNumber(r.services, identity.personalNumber)
  if (persons.length === 0) throw new Problem('rights-nobody', {}, { status: 404 })
  return openFor(r, 3, persons)
}

async function verified(r: PageRequest, raw: string) {
  try {
    return await r.services.ports
      .get(eid)
      .verify(raw, { kind: 'auth', text: EID_TEXT[r.visitor.language], nonVisible: null, now: r.services.clock.now() })
  } catch (error) {
    if (error instanceof EidRefused) {
      r.services.log.error({ alarm: 'rights-identity-refused', code: error.code }, 'an identification did not verify')
      throw new Problem('rights-bankid-failed', {}, { status: 422 })
    }
    throw error
  }
}

const openFor = (r: PageRequest, level: Access['level'], persons: readonly Person[]) =>
  r.services.database.outside(tx => openWindow(r.services, tx, { level, persons, language: r.visitor.language }))

/** A company that is one human is that human’s, for its owner. */
async function soleTrader(services: Services, companyId: string, role: string): Promise<Person[]> {
  if (role !== 'owner') return []
  const row = await services.database.company(companyId, tx =>
    tx.selectFrom('company').select('form').where('id', '=', companyId).executeTakeFirst(),
  )
  return row?.form === 'sole-trader' ? [{ kind: 'company', companyId }] : []
}

async function emailOf(services: Services, accountId: string): Promise<string | null> {
  const [row] = await services.database.ask<{ email: string }>(
    'account-email',
    'select email from account where id = $1',
    [accountId],
  )
  return row?.email ?? null
}

async function whereHeld(services: Services, person: Person): Promise<string> {
  if (!('companyId' in person)) return ''
  const row = await services.database.company(person.companyId, tx =>
    tx.selectFrom('company').select('name').where('id', '=', person.companyId).executeTakeFirst(),
  )
  return row?.name ?? ''
}

function titleOf(person: Person, name: string, language: Language, operator: string): string {
  const w = rightsPageWords[language]
  if (person.kind === 'member') return w.atOperator(operator)
  return person.kind === 'visitor' ? w.asVisitor : w.atCompany(name)
}

async function casesIn(services: Services, mine: Access): Promise<Case[]> {
  const found: Case[] = []
  for (const person of mine.persons) found.push(...(await services.database.outside(tx => casesOf(tx, person))))
  return found
}

function requestOf(kind: CaseKind, person: Person, field: (name: string) => string): Record<string, string> | null {
  if (kind === 'rectification')
    return correctionOf(person, { field: field('falt'), wrong: field('fel'), right: field('ratt') })
  if (kind === 'objection') {
    if (field('mot').length < 2) throw new Problem('rights-say-more', {}, { status: 422 })
    return { against: field('mot') }
  }
  return null
}

function AskForm({ kind, n, person, language }: { kind: CaseKind; n: number; person: Person; language: Language }) {
  const w = rightsPageWords[language]
  const ask = w.ask[kind]
  if (!ask) return null
  return (
    <form method="post" action={`${HOME}/arende`} className="form wide rights-ask">
      <h3>{ask.title}</h3>
      <p>{ask.lead}</p>
      <input type="hidden" name="slag" value={caseWords[kind]} />
      <input type="hidden" name="n" value={n} />
      {kind === 'rectification' && (
        <>
          <div className="field">
            <label htmlFor={`falt-${n}`}>{w.whatField}</label>
            <select className="input" id={`falt-${n}`} name="falt">
              {fieldsFor(person).map(f => (
                <option key={f} value={f}>
                  {correctable[f][language]}
                </option>
              ))}
              <option value="annat">{w.otherField}</option>
            </select>
          </div>
          <AskField name="fel" n={n} optional label={w.field} why={whyOf(rightsCase, 'request', language)} />
          <AskField name="ratt" n={n} label={w.correct} why={whyOf(rightsCase, 'request', language)} />
        </>
      )}
      {kind === 'objection' && (
        <AskField name="mot" n={n} label={w.purpose} why={whyOf(rightsCase, 'request', language)} />
      )}
      <button className="button" type="submit">
        {ask.button}
      </button>
    </form>
  )
}

const AskField = ({
  name,
  n,
  label,
  optional = false,
  why,
}: {
  name: string
  n: number
  label: string
  optional?: boolean
  why: { word: string; text: string }
}) => (
  <div className="field">
    <label htmlFor={`${name}-${n}`}>{label}</label>
    <input className="input" id={`${name}-${n}`} name={name} required={!optional} minLength={2} maxLength={500} />
    <details className="why">
      <summary>{why.word}</summary>
      <p>{why.text}</p>
    </details>
  </div>
)

/** "Varför?" from the column's declaration. */
const whyOf = (table: Table, column: string, language: Language) => ({
  word: language === 'sv' ? 'Varför?' : 'Why?',
  text: (whyWords(table, column) ?? { sv: '', en: '' })[language],
})

function PlanParts({ plan, language }: { plan: Plan; language: Language }) {
  const w = rightsPageWords[language]
  return (
    <>
      <h2>{w.goes}</h2>
      {plan.goes.length === 0 ? (
        <p>{w.staysNone}</p>
      ) : (
        <ul>
          {plan.goes.map(g => (
            <li
              key={g.table}
            >{`${(tableWords(g.table) ?? { sv: g.table, en: g.table })[language]}: ${w.rows(g.rows)}`}</li>
          ))}
        </ul>
      )}
      <h2>{w.stays}</h2>
      {plan.stays.length === 0 && plan.shared === 0 && <p>{w.staysNone}</p>}
      {plan.stays.map(s => (
        <p key={s.until} className="form wide">
          {w.staysLine(s.documents, s.law, dateWords(s.until, language))}
        </p>
      ))}
      {plan.shared > 0 && <p className="form wide">{w.sharedLine(plan.shared)}</p>}
      {plan.others > 0 && <p className="form wide">{w.othersLine(plan.others)}</p>}
      <p className="form wide">{`${w.backups} ${w.copies}`}</p>
    </>
  )
}

function erasePage(draw: Draw, r: PageRequest, n: number, plan: Plan): Response {
  const { language } = r.visitor
  const w = rightsPageWords[language]
  return draw(
    r,
    w.things.erasure,
    <>
      <h1>{w.things.erasure}</h1>
      <PlanParts plan={plan} language={language} />
      <form method="post" action={`${HOME}/arende`} className="form">
        <input type="hidden" name="slag" value={caseWords.erasure} />
        <input type="hidden" name="n" value={n} />
        <input type="hidden" name="bekraftat" value="ja" />
        <p>{w.confirmText}</p>
        <button className="button danger" type="submit">
          {w.confirmErase}
        </button>
      </form>
      <p className="form">
        <a href={HOME}>{w.back}</a>
      </p>
    </>,
  )
}

async function casePage(draw: Draw, r: PageRequest, c: Case): Promise<Response> {
  const { language } = r.visitor
  const w = rightsPageWords[language]
  const company = c.companyId ? await whereHeld(r.services, { kind: 'company', companyId: c.companyId }) : ''
  const erasure = c.kind === 'erasure' ? await r.services.database.outside(tx => erasureOfCase(tx, c.id)) : null
  const over = c.endedAt !== null
  const hasFile = c.state === 'answered' && (c.kind === 'extract' || c.kind === 'portability')
  return draw(
    r,
    w.caseTitle(c.number),
    <>
      <h1>{w.caseTitle(c.number)}</h1>
      <p className="lead">
        {w.asked(caseKinds[c.kind][language], dateWords(c.receivedOn, language))} {w.state[c.state]}
      </p>
      {!over && <p>{w.answerBy(dateWords(c.deadline, language))}</p>}
      {c.state === 'company' && (
        <p>{c.releaseOn ? w.companyUntil(company, dateWords(c.releaseOn, language)) : w.companyAsked(company)}</p>
      )}
      {c.refusal && <p>{w.refusedBy(c.refusal.hold, c.refusal.law, dateWords(c.refusal.until, language))}</p>}
      {hasFile && (
        <form method="post" action={`${HOME}/arende/${c.number}/fil`} className="form">
          <p>{w.downloadHelp}</p>
          <button className="button main" type="submit">
            {w.download}
          </button>
        </form>
      )}
      {erasure && (
        <>
          <Notice tone={erasure.state === 'verified' ? 'ok' : 'plain'}>
            <p>{erasure.state === 'verified' ? w.erased : w.erasing}</p>
          </Notice>
          <PlanParts plan={erasure.plan} language={language} />
          {erasure.processors.length > 0 && (
            <>
              <h2>{w.processors}</h2>
              <ul>
                {erasure.processors.map(p => (
                  <li
                    key={p.processor}
                  >{`${r.services.door.processors.find(x => x.key === p.processor)?.name ?? p.processor}: ${w.processorState[p.state] ?? p.state}`}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {!over && !erasure && (
        <form method="post" action={`${HOME}/arende/${c.number}/ta-tillbaka`} className="form">
          <button className="button" type="submit">
            {w.takeBack}
          </button>
        </form>
      )}
      <p className="form">
        <a href={HOME}>{w.back}</a>
      </p>
    </>,
    // What is worked on is looked at again by itself.
    c.state === 'open' ? { head: <meta httpEquiv="refresh" content="5" /> } : {},
  )
}

/** The extract streams as it is read. Its list's hash is noted in the case when it is whole. */
function extractFile(r: PageRequest, c: Case, mine: Access): Response {
  if (c.state !== 'answered' || !c.person || (c.kind !== 'extract' && c.kind !== 'portability'))
    throw new Problem('case-not-open', { number: c.number }, { status: 409 })
  // Asked again at the moment it is handed out: a case asked for with BankID is not fetched with less.
  if (mine.level < c.level) throw new Problem('rights-link-level', {}, { status: 403 })
  const { services } = r
  const files = extractFiles(
    services,
    { case: c, person: c.person, level: mine.level, language: r.visitor.language },
    async (_, sha256) => {
      await services.database.outside(async tx => {
        await tx.updateTable('rights_case').set({ manifest_sha256: sha256 }).where('id', '=', c.id).execute()
        await record(services, tx, c.id, 'fetched', 'person', mine.level)
      })
    },
  )
  const pieces = zip(files, services.clock.now())
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(new Uint8Array(value))
      } catch (error) {
        services.log.error({ err: error, number: c.number }, 'an extract broke off')
        controller.error(error)
      }
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${c.number}.zip"`,
      'cache-control': 'no-store',
    },
  })
}

function checkPage(
  draw: Draw,
  r: PageRequest,
  said: { tone: 'ok' | 'bad'; text: string } | null,
  status: number,
): Response {
  const w = rightsPageWords[r.visitor.language]
  return draw(
    r,
    w.verifyTitle,
    <>
      <h1>{w.verifyTitle}</h1>
      <p className="lead">{w.verifyLead}</p>
      {said && (
        <Notice tone={said.tone}>
          <p>{said.text}</p>
        </Notice>
      )}
      <form method="post" action={`${HOME}/kontrollera`} encType="multipart/form-data" className="form">
        <div className="field">
          <label htmlFor="manifest">{w.verifyManifest}</label>
          <input id="manifest" name="manifest" type="file" required />
        </div>
        <div className="field">
          <label htmlFor="signature">{w.verifySignature}</label>
          <input id="signature" name="signature" type="file" required />
        </div>
        <button className="button main" type="submit">
          {w.verifyButton}
        </button>
      </form>
      <h2>{w.verifyKey}</h2>
      <pre className="form wide">{publicKeyPem(r.services)}</pre>
    </>,
    { status },
  )
}
