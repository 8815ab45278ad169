// One letter leaves. Everything that could stop it is asked now and not when it was queued: a no said yesterday evening holds this morning.
import { z } from 'zod'
import { pictureFor } from '../consent/beacons.ts'
import { isWeighed } from '../datamap/balancing.ts'
import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import { daysBetween, stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { job } from '../platform/jobs/job.ts'
import { MailRefused, mailSender, type OutgoingMail } from '../platform/ports/mail.ts'
import { hasObjected, isRestricted, saysNoToAdvertising } from '../privacy/rights/stops.ts'
import { FORMER_DAYS } from './customers.ts'
import { newsWords } from './marketing.messages.ts'
import type { NotSent } from './marketing.tables.ts'
import { isConsented } from './newsletter-consent.ts'
import { measuringPath } from './readers.ts'
import { addressHash, isSuppressed, wayOutPath } from './suppression.ts'

/** Whom a letter may go to: never an address, always one of these three, by id. A client of a company is none of them. */
export type NewsTo =
  | { kind: 'reader'; readerId: string }
  | { kind: 'member'; companyId: string; memberId: string }
  | { kind: 'former'; formerId: string }

/** `measured`: they have said yes to a picture in it, beforehand and apart. */
type Receiver = { email: string; language: 'sv' | 'en'; measured?: { picture: string; path: string } }

export const sendNews = job('send-news', {
  does: 'Sends an issue of news to one who may still have it.',
  input: z.object({ dispatchId: z.uuid() }),
  maxAttempts: 10,
  async run(services, { dispatchId }) {
    const found = await services.database.outside(tx =>
      tx
        .selectFrom('news_dispatch as d')
        .innerJoin('news_issue as i', 'i.id', 'd.issue_id')
        .select([
          'd.kind',
          'd.issue_id',
          'd.reader_id',
          'd.company_id',
          'd.member_id',
          'd.former_id',
          'i.content',
          'i.stopped_at',
        ])
        .where('d.id', '=', dispatchId)
        .where('d.state', '=', 'queued')
        .executeTakeFirst(),
    )
    if (!found) return
    const settle = (state: 'sent' | 'not-sent', reason: NotSent | null) =>
      services.database.outside(tx =>
        tx
          .updateTable('news_dispatch')
          .set({ state, reason, settled_at: services.clock.now() })
          .where('id', '=', dispatchId)
          .execute(),
      )
    if (found.stopped_at) return void (await settle('not-sent', 'stopped'))
    const to = toOf(found)
    // The disclosure is written where the company's or nobody's rows are seen, in the transaction that finds the receiver free.
    const find = async (tx: Tx): Promise<Receiver | NotSent> => {
      const who = await receiverOf(services, tx, to)
      if (typeof who === 'string') return who
      await services.door.disclose(tx, {
        id: services.newId(),
        processor: 'mail',
        purpose: 'marketing',
        columns: [COLUMN[to.kind]],
        subject: { kind: to.kind === 'reader' ? 'visitor' : 'member', id: idOf(to) },
        documentId: null,
      })
      if (to.kind !== 'reader') return who
      const picture = await pictureFor(services, tx, { consentId: to.readerId, letter: found.issue_id })
      return picture ? { ...who, measured: { picture, path: measuringPath(services, to.readerId) } } : who
    }
    const { database } = services
    const receiver = await (to.kind === 'member' ? database.company(to.companyId, find) : database.outside(find))
    if (typeof receiver === 'string') return void (await settle('not-sent', receiver))
    try {
      await services.door.through('mail', () =>
        services.ports.get(mailSender).send(letter(services, found.content, to.kind, receiver, dispatchId)),
      )
      await settle('sent', null)
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      await settle('not-sent', 'refused')
    }
  },
})

const COLUMN = { reader: 'newsletter_reader.email', member: 'account.email', former: 'former_customer.email' } as const

function toOf(d: {
  kind: NewsTo['kind']
  reader_id: string | null
  company_id: string | null
  member_id: string | null
  former_id: string | null
}): NewsTo {
  if (d.kind === 'reader') return { kind: 'reader', readerId: d.reader_id as string }
  if (d.kind === 'former') return { kind: 'former', formerId: d.former_id as string }
  return { kind: 'member', companyId: d.company_id as string, memberId: d.member_id as string }
}
const idOf = (to: NewsTo) => (to.kind === 'reader' ? to.readerId : to.kind === 'member' ? to.memberId : to.formerId)

/** Who it goes to at this moment, or why it goes to nobody. */
export async function receiverOf(services: Services, tx: Tx, to: NewsTo): Promise<Receiver | NotSent> {
  const today = stockholmDate(services.clock.now())
  const found =
    to.kind === 'reader'
      ? await reader(tx, to)
      : to.kind === 'member'
        ? await member(tx, to)
        : await former(services, tx, to)
  if (typeof found === 'string') return found
  if (to.kind !== 'reader' && !isWeighed('LIA-3', today)) return 'interest-too-old'
  if (await isSuppressed(tx, addressHash(services.secrets, found.email))) return 'said-no'
  return found
}

async function reader(tx: Tx, to: { readerId: string }): Promise<Receiver | NotSent> {
  const row = await tx
    .selectFrom('newsletter_reader')
    .select(['email', 'language'])
    .where('id', '=', to.readerId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row && (await isConsented(tx, to.readerId)) ? row : 'no-consent'
}

async function member(tx: Tx, to: { companyId: string; memberId: string }): Promise<Receiver | NotSent> {
  const row = await tx
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .innerJoin('company as c', 'c.id', 'm.company_id')
    .leftJoin('news_offer as o', 'o.account_id', 'a.id')
    .select(['a.id', 'a.email', 'a.language', 'o.offered_at'])
    .where('m.company_id', '=', to.companyId)
    .where('m.id', '=', to.memberId)
    .where('m.joined_at', 'is not', null)
    .where('m.left_at', 'is', null)
    .where('a.confirmed_at', 'is not', null)
    .where('c.is_sample', '=', false)
    .executeTakeFirst()
  if (!row) return 'no-customer'
  if (!row.offered_at) return 'never-offered'
  return (await isStopped(tx, row.id)) ? 'stopped-by-right' : { email: row.email, language: row.language }
}

async function former(services: Services, tx: Tx, to: { formerId: string }): Promise<Receiver | NotSent> {
  const row = await tx
    .selectFrom('former_customer')
    .select(['email', 'language', 'ended_on', 'account_id'])
    .where('id', '=', to.formerId)
    .executeTakeFirst()
  if (!row) return 'no-customer'
  if (daysBetween(row.ended_on, stockholmDate(services.clock.now())) > FORMER_DAYS) return 'too-long-ago'
  if (row.account_id && (await isStopped(tx, row.account_id))) return 'stopped-by-right'
  return { email: row.email, language: row.language }
}

/** What the person has stopped in a case about their rights. */
async function isStopped(tx: Tx, accountId: string): Promise<boolean> {
  const person = { kind: 'member', accountId } as const
  return (
    (await saysNoToAdvertising(tx, person)) ||
    (await hasObjected(tx, person, 'marketing')) ||
    (await isRestricted(tx, person))
  )
}

function letter(
  services: Services,
  content: {
    subject: Record<'sv' | 'en', string>
    paragraphs: Record<'sv' | 'en', string[]>
    button?: { label: Record<'sv' | 'en', string>; path: string } | null | undefined
  },
  kind: NewsTo['kind'],
  to: Receiver,
  reference: string,
): OutgoingMail {
  const { operator, publicUrl, mail } = services.config
  const w = newsWords[to.language]
  const wayOut = publicUrl + wayOutPath(services.secrets, addressHash(services.secrets, to.email))
  const body = {
    language: to.language,
    header: w.header,
    paragraphs: content.paragraphs[to.language],
    button: content.button ? { label: content.button.label[to.language], url: publicUrl + content.button.path } : null,
    footer: [
      w.because[kind],
      [operator.name, operator.address, operator.email].filter(Boolean).join(' · '),
      `${w.rights} ${publicUrl}/integritet`,
    ],
    wayOut: { label: w.wayOut, url: wayOut },
    ...(to.measured
      ? { measured: { picture: to.measured.picture, label: w.measured, url: publicUrl + to.measured.path } }
      : {}),
    test: false,
  }
  return {
    to: to.email,
    from: { name: 'Cling', address: mail?.from ?? 'cling@localhost' },
    subject: content.subject[to.language],
    text: mailText(body),
    html: mailHtml(body, deriveBrand(null)),
    attachments: [],
    reference,
    unsubscribe: wayOut,
    ...(to.measured ? { picture: to.measured.picture } : {}),
  }
}
