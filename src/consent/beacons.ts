// The invisible picture of a newsletter, for whoever said yes to just that. It hangs on the yes: when that goes, so does everything that could
// tell whose picture it was, and a letter that came long before fetches an empty picture like any other. Nobody but the reader can switch it
// on: it is known by the number of their own consent, and no row of a company leads here.
import { randomBytes } from 'node:crypto'
import { stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { type Language, page } from '../platform/http/endpoint.ts'
import type { Shown } from './forms.tsx'
import { keepText, record } from './ledger.ts'

export const MAIL_MEASURING = 'mail-measuring'

const hashOf = (services: Pick<Services, 'secrets'>, token: string) => services.secrets.mac('mail-beacon', token)

/** Whether somebody lets us see that their letters are opened. */
export async function isMeasured(tx: Tx, consentId: string): Promise<boolean> {
  const row = await tx.selectFrom('mail_measure').select('since').where('consent_id', '=', consentId).executeTakeFirst()
  return row !== undefined
}

/** Their answer, with the question as it was shown; a no ends every picture in the same transaction. */
export async function setMeasuring(
  services: Services,
  tx: Tx,
  a: { consentId: string; yes: boolean; language: Language; text: Shown; policyVersion: number },
): Promise<void> {
  const before = await isMeasured(tx, a.consentId)
  const textHash = await keepText(services, tx, { ...a.text, layer: 'mail', language: a.language })
  await record(services, tx, [
    {
      consentId: a.consentId,
      purpose: MAIL_MEASURING,
      action: a.yes ? (before ? 'replaced' : 'given') : before ? 'withdrawn' : 'denied',
      textHash,
      policyVersion: a.policyVersion,
      language: a.language,
      zone: 'website',
      method: 'chosen',
    },
  ])
  if (!a.yes) await forgetMeasured(tx, a.consentId)
  else if (!before)
    await tx.insertInto('mail_measure').values({ consent_id: a.consentId, since: services.clock.now() }).execute()
}

/** Ends it: every picture leads nowhere from now on, also those in letters of last year. */
export const forgetMeasured = (tx: Tx, consentId: string) =>
  tx.deleteFrom('mail_measure').where('consent_id', '=', consentId).execute()

/** Ends it for somebody who leaves, and writes that down. */
export async function endMeasuring(
  services: Services,
  tx: Tx,
  a: { consentId: string; language: Language; policyVersion: number },
): Promise<void> {
  if (!(await isMeasured(tx, a.consentId))) return
  await record(services, tx, [
    { ...a, purpose: MAIL_MEASURING, action: 'withdrawn', textHash: null, zone: 'website', method: 'link' },
  ])
  await forgetMeasured(tx, a.consentId)
}

/** The picture of one letter to one reader; null unless they have said yes before. */
export async function pictureFor(
  services: Services,
  tx: Tx,
  a: { consentId: string; letter: string },
): Promise<string | null> {
  if (!(await isMeasured(tx, a.consentId))) return null
  const token = randomBytes(24).toString('base64url')
  await tx
    .insertInto('mail_beacon')
    .values({
      token_hash: hashOf(services, token),
      consent_id: a.consentId,
      letter: a.letter,
      opened_on: null,
      created_at: services.clock.now(),
    })
    .execute()
  return `${services.config.publicUrl}/punkt/${token}`
}

/** One pixel that cannot be seen. */
const EMPTY = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

export const beaconPage = page({
  get: '/punkt/:token',
  zone: 'website',
  access: 'public',
  does: 'Answers an empty picture, to anybody and always; notes the day a newsletter was opened for a reader who said yes to that.',
  handle: async ({ services, params }) => {
    const token = params.token ?? ''
    // The day and nothing else: not from where, with what or how often.
    if (/^[\w-]{32}$/.test(token))
      await services.database.ask(
        'mail-beacon',
        'update mail_beacon set opened_on = $2 where token_hash = $1 and opened_on is null',
        [hashOf(services, token), stockholmDate(services.clock.now())],
      )
    return new Response(EMPTY, {
      headers: {
        'content-type': 'image/gif',
        'cache-control': 'no-store',
        // It lies in a mail, which is shown by others.
        'cross-origin-resource-policy': 'cross-origin',
      },
    })
  },
})
