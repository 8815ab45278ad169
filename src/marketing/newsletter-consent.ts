// The yes to the newsletter, as the ledger of consents keeps it: to which words, and that it was taken back.
import { createHash } from 'node:crypto'
import type { ConsentAction } from '../consent/consent.tables.ts'
import type { NewEvent } from '../consent/ledger.ts'
import { stockholmDate } from '../kernel/dates.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Language } from '../platform/http/endpoint.ts'
import { inForce, readVersions } from '../privacy/policy/versions.ts'
import { newsletterWords } from './marketing.messages.ts'

const PURPOSE = 'newsletter'

/** What a yes is a yes to, exactly as it stands beside the box. */
export function consentShown(language: Language): { markup: string; style: string; hash: string } {
  const markup = `<span>${newsletterWords[language].consent}</span>`
  return { markup, style: '', hash: createHash('sha256').update(`${markup}\0`).digest('hex') }
}

export const newsletterEvent = (
  services: Pick<Services, 'clock'>,
  e: { consentId: string; language: Language; textHash: string; action: ConsentAction },
): NewEvent => ({
  ...e,
  purpose: PURPOSE,
  policyVersion: inForce(readVersions().versions, stockholmDate(services.clock.now())).current.version,
  zone: 'website',
  method: e.action === 'given' ? 'chosen' : 'link',
})

/** Whether the last word of the ledger is yes. */
export async function isConsented(tx: Tx, readerId: string): Promise<boolean> {
  const last = await tx
    .selectFrom('consent_event')
    .select('action')
    .where('consent_id', '=', readerId)
    .where('purpose', '=', PURPOSE)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.action === 'given'
}
