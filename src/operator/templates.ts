// Every mail and text message the service sends by itself, and what it is: operations come whatever anybody has said, and hold nothing
// that sells; news comes to those who may have it, and always with its way out. A kind is declared by somebody who has read the words.
import { accountMails } from '../accounts/accounts.messages.ts'
import { deliveryTexts } from '../delivery/delivery.messages.ts'
import { incidentMail } from '../incidents/incidents.messages.ts'
import type { IsoDay } from '../kernel/dates.ts'
import { newsletterWords, newsWords } from '../marketing/marketing.messages.ts'
import { processingMails } from '../privacy/processing/mails.words.ts'
import { stopWords } from '../privacy/processing/processing.words.ts'
import { rightsMails } from '../privacy/rights/rights.messages.ts'
import { supportMails } from '../support/support.messages.ts'

export type TemplateKind = 'operations' | 'news'
export type Template = { kind: TemplateKind; read: IsoDay; by: string; words: unknown }

/** By the file that sends it. */
export const templates: Readonly<Record<string, Template>> = {
  'accounts/account-mail.ts': { kind: 'operations', read: '2026-11-23', by: 'those who wrote it', words: accountMails },
  'delivery/dispatch.ts': { kind: 'operations', read: '2026-11-23', by: 'those who wrote it', words: deliveryTexts },
  'privacy/rights/mail.ts': { kind: 'operations', read: '2026-11-23', by: 'those who wrote it', words: rightsMails },
  'privacy/processing/mails.ts': {
    kind: 'operations',
    read: '2026-11-23',
    by: 'those who wrote it',
    words: (['sv', 'en'] as const).flatMap(language => [
      ...Object.keys(stopWords).map(reason => processingMails['instruction-stopped'](reason, language)),
      processingMails['new-processor']('…|2026-11-23', language),
    ]),
  },
  'support/mail.ts': { kind: 'operations', read: '2026-11-24', by: 'those who wrote it', words: supportMails },
  'incidents/mail.ts': { kind: 'operations', read: '2026-11-24', by: 'those who wrote it', words: incidentMail },
  'marketing/readers.ts': {
    kind: 'operations',
    read: '2026-11-23',
    by: 'those who wrote it',
    words: [newsletterWords.sv.confirmMail, newsletterWords.en.confirmMail],
  },
  'marketing/send-news.ts': { kind: 'news', read: '2026-11-23', by: 'those who wrote it', words: newsWords },
}

/** Words that sell, in either language. */
const SELLS =
  /erbjudande|rabatt|kampanj|specialpris|prova gratis|gratis i|uppgradera|missa inte|köp nu|passa på|tipsa en|nyheter om|premium|special offer|discount|upgrade|free trial|don.t miss|buy now|tell a friend|hurry/i

/** Sentences of a template that sell. */
export const selling = (words: unknown): string[] => sentences(words).filter(s => SELLS.test(s))

/** Stands for every fact: a text where one is asked for, and nothing to leave out. */
const anything: object = new Proxy({}, { get: () => '…' })

/** Everything a template can say, with figures and names as dots. */
export function sentences(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return sentences(words(anything, 'sv'))
  if (Array.isArray(words)) return words.flatMap(sentences)
  if (typeof words === 'object' && words !== null) return Object.values(words).flatMap(sentences)
  return []
}
