// Choosing, changing one's mind and seeing what one answered. Plain forms: an answer is a POST that writes the ledger, sets one cookie and leads
// back; the page after it is drawn, and guarded, by the new answer.
import type { ReactNode } from 'react'
import { dateWords, instantWords, monthsAfter, stockholmDate } from '../kernel/dates.ts'
import { Problem } from '../kernel/problem.ts'
import { json, seeOther } from '../platform/http/answer.ts'
import type { Consent, PageRequest, Visitor } from '../platform/http/endpoint.ts'
import { page } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import type { Processor } from '../platform/outbound/door.ts'
import {
  type Answers,
  answerCookie,
  cookiesOf,
  endsOn,
  forgetting,
  holdsOn,
  NOT_ASKED_AGAIN_MONTHS,
  UUID,
  visitorCookie,
  visitorIdCookie,
} from './answer.ts'
import type { ConsentAction, ConsentMethod } from './consent.tables.ts'
import { asDrawn, ConsentForm, type Question, shown } from './forms.tsx'
import { eventsOf, keepText, newConsentId, record } from './ledger.ts'
import { consentWords } from './words.ts'

/** How often one address may answer; nobody changes their mind more often than this. */
const ANSWERS: Limit = { name: 'consent', attempts: 120, seconds: 3600 }

export type Frame = (
  request: Request,
  visitor: Visitor,
  page: { title: string; mainClass?: string; children: ReactNode },
  options?: { status?: number },
) => Response
export type Around = {
  frame: Frame
  /** Which version of the policy holds on a day. */
  policyVersion: (today: string) => number
}

const questionOf = (
  r: PageRequest,
  layer: Question['layer'],
  drawn: Pick<Question, 'ask' | 'ticked' | 'again'>,
): Question => ({
  layer,
  language: r.visitor.language,
  parts: (r.visitor.consent as Consent).parts,
  processors: r.services.door.processors as readonly Processor[],
  operator: r.services.config.operator.name,
  ...drawn,
})

/** The first layer, where something is to be asked; drawn by the frame of every page that would do something with a yes. */
export function bannerOf(visitor: Visitor, processors: readonly Processor[], operator: string): ReactNode {
  const { consent, language } = visitor
  if (!consent || consent.ask.length === 0) return null
  return (
    <ConsentForm
      to={visitor.url.pathname}
      question={{
        layer: 'banner',
        language,
        parts: consent.parts,
        processors,
        operator,
        ask: consent.ask,
        ticked: [],
        again: consent.answers.size > 0,
      }}
    />
  )
}

const pathOr = (text: string, otherwise: string) => (/^\/(?![/\\])[\w\-./]*$/.test(text) ? text : otherwise)

export function consentPages({ frame, policyVersion }: Around) {
  const settings = (r: PageRequest, notice: string | null = null, status = 200) => {
    const consent = r.visitor.consent as Consent
    const w = consentWords[r.visitor.language]
    const day = (d: string) => dateWords(d, r.visitor.language)
    const latest = [...consent.answers.values()].toSorted((a, b) => b.on.localeCompare(a.on))[0]
    const yes = [...consent.answers.entries()].filter(([key]) => consent.granted.has(key)).map(([, s]) => s)
    const till = pathOr(r.visitor.url.searchParams.get('till') ?? '', '/kakor')
    return frame(
      r.request,
      r.visitor,
      {
        title: w.title,
        children: (
          <>
            <h1>{w.title}</h1>
            <p className="lead">{w.lead}</p>
            {notice && (
              <div className="notice warn" role="alert">
                <p>{notice}</p>
              </div>
            )}
            <p className="form">
              {!latest
                ? w.notChosen
                : yes.length > 0
                  ? w.chosen(day(latest.on), day(yes.map(endsOn).sort()[0] as string))
                  : w.refused(day(latest.on), day(monthsAfter(latest.on, NOT_ASKED_AGAIN_MONTHS)))}{' '}
              {consent.id && (
                <>
                  {w.receipt}: <a href="/kakor/svar">{consent.id.slice(0, 8)}</a>.
                </>
              )}
            </p>
            <div className="form wide">
              <ConsentForm
                to={till}
                question={questionOf(r, 'settings', {
                  ask: consent.ask,
                  ticked: [...consent.granted],
                  again: consent.answers.size > 0,
                })}
              />
            </div>
            <p className="help form">{w.browser}</p>
          </>
        ),
      },
      { status },
    )
  }

  return [
    page({
      get: '/kakor',
      zone: 'website',
      access: 'public',
      does: 'What may be kept in the browser: the three categories, each supplier with a switch of its own, and every cookie.',
      handle: async r => settings(r),
    }),
    page({
      post: '/samtycke',
      zone: 'website',
      access: 'public',
      does: 'Writes down an answer about cookies, with what was shown, and ends what is no longer allowed.',
      limit: 16 * 1024,
      handle: async r => {
        await makeLimits(r.services).count(ANSWERS, r.visitor.ip)
        const form = await r.request.formData()
        const field = (name: string) => String(form.get(name) ?? '')
        const till = pathOr(field('till'), '/kakor')
        const choice = field('val')
        if (choice === 'anpassa') return seeOther(`/kakor?till=${encodeURIComponent(till)}`)
        const method = ({ alla: 'all', nodvandiga: 'necessary', spara: 'chosen' } as const)[choice]
        const layer = field('layer')
        if (!method || (layer !== 'banner' && layer !== 'settings')) throw new Problem('consent-unclear')
        r.visitor.language = field('sprak') === 'en' ? 'en' : 'sv'
        const question = questionOf(r, layer, asDrawn(field('ritad')))
        const text = shown(question)
        // An answer to another question than the one we would draw is no answer to ours.
        if (text.hash !== field('visad')) return settings(r, consentWords[r.visitor.language].changed, 409)
        const chosen = new Set(form.getAll('del').map(String))
        const headers = await answer(r, question, method, chosen, policyVersion)
        const response = seeOther(till)
        for (const h of headers) response.headers.append('set-cookie', h)
        return response
      },
    }),
    page({
      get: '/kakor/svar',
      zone: 'website',
      access: 'public',
      does: 'What this browser has answered about cookies, with the questions as they looked.',
      handle: async r => {
        const w = consentWords[r.visitor.language]
        const { language } = r.visitor
        const consent = r.visitor.consent as Consent
        const events = await ownEvents(r)
        const nameOf = (purpose: string) =>
          purpose === 'function' ? w.own : (consent.parts.find(p => p.key === purpose)?.processor?.name ?? purpose)
        return frame(r.request, r.visitor, {
          title: w.receiptTitle,
          children: (
            <>
              <h1>{w.receiptTitle}</h1>
              <p className="lead">{events.length > 0 ? w.receiptLead : w.receiptNone}</p>
              {events.length > 0 && (
                <>
                  <p className="form">
                    <a href="/kakor/svar.json">{w.receiptFile}</a>
                  </p>
                  <ul className="receipts form wide">
                    {[...Map.groupBy(events, e => `${e.at.toISOString()} ${e.text_hash}`)].map(([key, answers]) => {
                      const [first] = answers
                      return (
                        <li key={key}>
                          <p>
                            {first && instantWords(first.at, language)}.{' '}
                            <span className="help">{first && w.policyVersion(first.policy_version)}</span>
                          </p>
                          <ul>
                            {answers.map(e => (
                              <li key={e.seq}>
                                {nameOf(e.purpose)}: <strong>{w.action[e.action]}</strong>
                              </li>
                            ))}
                          </ul>
                          {first?.markup && (
                            <details>
                              <summary>{w.receiptText}</summary>
                              <div
                                className={`asked consent consent-${first.layer === 'banner' ? 'shown' : 'settings'}`}
                                inert
                                // biome-ignore lint/security/noDangerouslySetInnerHtml: what we drew ourselves; the database holds it to its hash
                                dangerouslySetInnerHTML={{ __html: first.markup }}
                              />
                            </details>
                          )}
                        </li>
                      )
                    })}
                  </ul>
                </>
              )}
              <p className="form">
                <a className="button" href="/kakor">
                  {w.title}
                </a>
              </p>
            </>
          ),
        })
      },
    }),
    page({
      get: '/kakor/svar.json',
      zone: 'website',
      access: 'public',
      does: 'What this browser has answered about cookies, as a file.',
      handle: async r => {
        const answers = (await ownEvents(r)).map(({ seq, text_hash, policy_version, markup, style, layer, ...e }) => ({
          ...e,
          policyVersion: policy_version,
          shown: text_hash && { hash: text_hash, layer, markup, style },
        }))
        return json({ consentId: r.visitor.consent?.id ?? null, answers }, 200, {
          'content-disposition': 'attachment; filename="kakor-svar.json"',
        })
      },
    }),
  ]
}

const ownEvents = async (r: PageRequest) => {
  const id = r.visitor.consent?.id
  return id ? r.services.database.outside(tx => eventsOf(tx, id)) : []
}

/** What an answer makes of each part: asked parts by the button, ticked ones by their ticks. */
function saidOf(q: Question, method: ConsentMethod, chosen: ReadonlySet<string>): Map<string, boolean> {
  const said = new Map<string, boolean>()
  for (const { key } of q.parts) {
    if (method === 'chosen') said.set(key, chosen.has(key))
    else if (method === 'necessary') said.set(key, false)
    // In the first layer “all” is all that is asked about: what was refused before is not asked again.
    else if (q.layer === 'settings' || q.ask.includes(key)) said.set(key, true)
  }
  return said
}

const actionOf = (yes: boolean, before: boolean): ConsentAction =>
  yes ? (before ? 'replaced' : 'given') : before ? 'withdrawn' : 'denied'

/** Writes it down and does what follows, in one transaction; gives back the cookies. */
async function answer(
  r: PageRequest,
  question: Question,
  method: ConsentMethod,
  chosen: ReadonlySet<string>,
  policyVersion: Around['policyVersion'],
): Promise<string[]> {
  const { services, visitor } = r
  const consent = visitor.consent as Consent
  const today = stockholmDate(services.clock.now())
  const said = saidOf(question, method, chosen)
  const before = (key: string) => holdsOn(consent.answers.get(key), today)
  const consentId = consent.id ?? newConsentId()
  const visitorId = cookiesOf(r.request).get(visitorCookie(services)) ?? ''
  await services.database.outside(async tx => {
    const textHash = await keepText(services, tx, {
      ...shown(question),
      layer: question.layer,
      language: question.language,
    })
    await record(
      services,
      tx,
      [...said].map(([purpose, yes]) => ({
        consentId,
        purpose,
        action: actionOf(yes, before(purpose)),
        textHash,
        policyVersion: policyVersion(today),
        language: question.language,
        zone: 'website',
        method,
      })),
    )
    // What was measured with a yes that is taken back goes with it: nobody could find it afterwards.
    if (said.get('function') === false && UUID.test(visitorId))
      await tx.deleteFrom('visitor_event').where('visitor_id', '=', visitorId).execute()
    if (r.actor)
      await tx
        .insertInto('consent_account')
        .values({ account_id: r.actor.accountId, consent_id: consentId, at: services.clock.now() })
        .onConflict(c => c.doNothing())
        .execute()
  })
  const answers: Answers = new Map([
    // What is no longer there to be asked about is not carried on.
    ...[...consent.answers].filter(([key]) => consent.parts.some(p => p.key === key)),
    ...[...said].map(([key, yes]) => [key, { yes, on: today }] as const),
  ])
  const granted = new Set([...answers].filter(([, s]) => holdsOn(s, today)).map(([key]) => key))
  return [
    answerCookie(services, consentId, answers),
    ...(granted.has('function') && !UUID.test(visitorId)
      ? [visitorIdCookie(services, newConsentId())]
      : !granted.has('function') && visitorId !== ''
        ? [visitorIdCookie(services, null)]
        : []),
    ...forgetting(services, r.request, granted),
  ]
}
