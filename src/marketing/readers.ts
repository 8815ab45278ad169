// Readers of the newsletter. An address that somebody typed is nobody's until its owner has pressed the button in the mail: nothing but
// that mail goes there, and it is forgotten after a week.
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { keepText, record } from '../consent/ledger.ts'
import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Language, Visitor } from '../platform/http/endpoint.ts'
import { type Limit, makeLimits } from '../platform/http/limits.ts'
import { job, sweep } from '../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../platform/ports/mail.ts'
import { newsletterWords } from './marketing.messages.ts'
import { consentShown, newsletterEvent } from './newsletter-consent.ts'
import { addressHash, allow, wayOutPath } from './suppression.ts'

const ASKS: Limit = { name: 'newsletter', attempts: 10, seconds: 3600 }
/** Whoever knows an address shall not be able to fill its inbox. */
const MAILS: Limit = { name: 'newsletter-mail', attempts: 3, seconds: 86_400 }
const LIFETIME_MS = 3 * 86_400_000
const FORGOTTEN_MS = 7 * 86_400_000

export const readerToken = (services: Pick<Services, 'secrets'>, readerId: string) =>
  services.secrets.mac('newsletter', readerId).toString('base64url')
const hashOf = (services: Pick<Services, 'secrets'>, token: string) => services.secrets.mac('newsletter-hash', token)

/** Where a reader says whether we may see that letters are opened. */
export const measuringPath = (services: Pick<Services, 'secrets'>, readerId: string) =>
  `/nyhetsbrev/matning/${readerToken(services, readerId)}`

/** Asks for the newsletter. The answer is the same whether the address is known or not. */
export async function askNewsletter(
  services: Services,
  input: { email: string; language: Language },
  visitor: Pick<Visitor, 'ip'>,
): Promise<void> {
  const limits = makeLimits(services)
  await limits.count(ASKS, visitor.ip)
  const hash = addressHash(services.secrets, input.email)
  const who = hash.toString('base64url')
  if ((await limits.wait(MAILS, who)) > 0) return
  await limits.count(MAILS, who)
  const at = services.clock.now()
  await services.database.outside(async tx => {
    const known = await tx
      .selectFrom('newsletter_reader')
      .select(['id', 'confirmed_at'])
      .where('address_hash', '=', hash)
      .forUpdate()
      .executeTakeFirst()
    if (known?.confirmed_at) return
    if (known) await tx.deleteFrom('newsletter_reader').where('id', '=', known.id).execute()
    const textHash = await keepText(services, tx, {
      ...consentShown(input.language),
      layer: 'mail',
      language: input.language,
    })
    // The number their consent is known by: nobody's address and nobody's time.
    const id = randomUUID()
    await tx
      .insertInto('newsletter_reader')
      .values({
        id,
        email: input.email,
        address_hash: hash,
        language: input.language,
        token_hash: hashOf(services, readerToken(services, id)),
        text_hash: textHash,
        asked_at: at,
        confirmed_at: null,
      })
      .onConflict(c => c.column('address_hash').doNothing())
      .execute()
    await services.door.disclose(tx, {
      id: services.newId(),
      processor: 'mail',
      // To see that the address is theirs; nothing is told of the service.
      purpose: 'communicate',
      columns: ['newsletter_reader.email'],
      subject: { kind: 'visitor', id },
      documentId: null,
    })
    await confirmNewsletterMail.in(tx, { readerId: id }, { key: `newsletter:${id}` })
  })
}

export const confirmNewsletterMail = job('confirm-newsletter-mail', {
  does: 'Sends the mail by which somebody confirms that they want the newsletter.',
  input: z.object({ readerId: z.uuid() }),
  maxAttempts: 15,
  async run(services, { readerId }) {
    const reader = await services.database.outside(tx =>
      tx
        .selectFrom('newsletter_reader')
        .select(['email', 'language'])
        .where('id', '=', readerId)
        .where('confirmed_at', 'is', null)
        .executeTakeFirst(),
    )
    if (!reader) return
    const w = newsletterWords[reader.language].confirmMail
    const { operator } = services.config
    const body = {
      language: reader.language,
      header: w.header,
      paragraphs: [w.text, newsletterWords[reader.language].consent],
      button: {
        label: w.button,
        url: `${services.config.publicUrl}/nyhetsbrev/bekrafta/${readerToken(services, readerId)}`,
      },
      after: [w.ignore],
      footer: [[operator.name, operator.address, operator.email].filter(Boolean).join(' · ')],
      test: false,
    }
    try {
      await services.door.through('mail', () =>
        services.ports.get(mailSender).send({
          to: reader.email,
          from: { name: 'Cling', address: services.config.mail?.from ?? 'cling@localhost' },
          subject: w.subject,
          text: mailText(body),
          html: mailHtml(body, deriveBrand(null)),
          attachments: [],
          reference: readerId,
        }),
      )
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error
      services.log.warn({ readerId, reason: error.reason }, 'a mail to confirm the newsletter was refused for good')
    }
  },
})

export type FoundReader = { id: string; language: Language; confirmed: boolean }

/** Whoever the link in the mail belongs to, or null when there is none or it is too old. */
export async function findReader(services: Services, token: string): Promise<FoundReader | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hash = hashOf(services, token)
  const row = await services.database.outside(tx =>
    tx
      .selectFrom('newsletter_reader')
      .select(['id', 'language', 'confirmed_at', 'asked_at', 'token_hash'])
      .where('token_hash', '=', hash)
      .executeTakeFirst(),
  )
  if (!row || !timingSafeEqual(hash, row.token_hash)) return null
  const old = services.clock.now().getTime() - row.asked_at.getTime() > LIFETIME_MS
  if (old && !row.confirmed_at) return null
  return { id: row.id, language: row.language, confirmed: row.confirmed_at !== null }
}

/** From here on they read the newsletter. Pressed twice is once. */
export async function confirmReader(
  services: Services,
  token: string,
): Promise<{ leavePath: string; measuringPath: string }> {
  const found = await findReader(services, token)
  if (!found) throw new Problem('newsletter-link-ended', {}, { status: 410 })
  return services.database.outside(async tx => {
    const at = services.clock.now()
    const reader = await tx
      .updateTable('newsletter_reader')
      .set({ confirmed_at: at })
      .where('id', '=', found.id)
      .where('confirmed_at', 'is', null)
      .returning(['address_hash', 'text_hash', 'language'])
      .executeTakeFirst()
    if (reader) {
      await record(services, tx, [
        newsletterEvent(services, {
          consentId: found.id,
          language: reader.language,
          textHash: reader.text_hash,
          action: 'given',
        }),
      ])
      // An older no was said by the same person, who now says yes.
      await allow(tx, reader.address_hash)
    }
    const row = await tx
      .selectFrom('newsletter_reader')
      .select('address_hash')
      .where('id', '=', found.id)
      .executeTakeFirstOrThrow()
    return {
      leavePath: wayOutPath(services.secrets, row.address_hash),
      measuringPath: measuringPath(services, found.id),
    }
  })
}

export const forgetUnconfirmed = sweep('forget-unconfirmed-readers', {
  does: 'Forgets addresses that the newsletter was asked for and nobody confirmed, and those whose consent has lapsed.',
  everySeconds: 3600,
  async run({ database, clock }) {
    const before = new Date(clock.now().getTime() - FORGOTTEN_MS)
    await database.outside(async tx => {
      await tx
        .deleteFrom('newsletter_reader')
        .where('confirmed_at', 'is', null)
        .where('asked_at', '<', before)
        .execute()
      await sql`delete from newsletter_reader r where confirmed_at is not null and 'given' is distinct from (
        select action from consent_event e where e.consent_id = r.id and e.purpose = 'newsletter' order by seq desc limit 1)`.execute(
        tx,
      )
    })
  },
})
