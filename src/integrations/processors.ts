// Who may receive anything, and for what. The data map's `shared` lists use these keys; the policy page names those that are not
// built in.
import type { Config } from '../platform/config.ts'
import type { BrowserPart } from '../platform/outbound/browser.ts'
import { type Processor, type Reach, reachOf } from '../platform/outbound/door.ts'
import type { InUse } from '../platform/outbound/register/paperwork.ts'
import { servedKeys } from '../platform/outbound/register/rows.ts'

type Chosen = Pick<Config, 'mail' | 'sms' | 'bankId' | 'timestamp' | 'objectStore' | 'inUse'>

/**
 * Every processor of this installation. Whether what each needs is built in, and who does it otherwise, follows from the configuration;
 * rows of annex 1 that nothing here must have are there when they are in use and not else.
 */
export function processorsOf(chosen: Chosen): readonly Processor[] {
  const always = needed(chosen)
  const withRow = always.map(p => {
    const inUse = chosen.inUse.find(u => u.row.serves === p.key)
    if (!inUse || p.builtIn) return p
    return {
      ...p,
      name: inUse.row.product,
      recipient: inUse.recipient,
      inUse,
      reaches: [...(p.reaches ?? []), ...reachesOf(inUse)],
    }
  })
  const more = chosen.inUse.filter(u => !always.some(p => p.key === u.row.serves))
  return [
    ...withRow,
    ...more.map(u => ({
      key: u.row.serves ?? u.key,
      name: u.row.product,
      does: u.row.does,
      recipient: u.recipient,
      purposes: u.row.purposes,
      builtIn: false,
      inUse: u,
      reaches: reachesOf(u),
      ...(u.row.browser ? { browser: withSettings(u.row.browser, u.settings) } : {}),
    })),
  ]
}

/** Where the server reaches a row in use: what the papers say, or where everybody does. */
function reachesOf({ row, settings }: InUse): Reach[] {
  const url = settings.url ?? row.eea ?? row.api
  return url && row.serves ? [reachOf(url)] : []
}

/** Its program's address, with the number the supplier knows the installation by. */
const withSettings = (part: BrowserPart, settings: Readonly<Record<string, string>>): BrowserPart => ({
  ...part,
  script: part.script.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(settings[name] ?? '')),
  ...(part.begins ? { begins: { ...part.begins, settings } } : {}),
})

/** BankID’s relying-party interface. */
export const BANKID = {
  test: 'https://appapi2.test.bankid.com/rp/v6.0/',
  production: 'https://appapi2.bankid.com/rp/v6.0/',
} as const

/** What every installation has: answered by itself until somebody is configured. */
const needed = ({ mail, sms, bankId, timestamp, objectStore }: Chosen): readonly Processor[] => [
  {
    key: 'mail',
    name: 'E-post (SMTP)',
    does: { sv: 'Skickar e-post', en: 'Sends e-mail' },
    recipient: mail?.operator ?? null,
    purposes: ['deliver', 'communicate', 'provide-service', 'answer', 'marketing'],
    builtIn: mail === null,
    // A mail server is found by its number, whatever it is called.
    reaches: mail?.smtpUrl ? [{ ...reachOf(mail.smtpUrl), host: null }] : [],
  },
  {
    key: 'sms',
    name: sms ? 'Cellsynt AB' : 'Sms',
    does: { sv: 'Skickar sms', en: 'Sends text messages' },
    recipient: sms ? { company: 'Cellsynt AB', country: 'SE', place: 'SE', transfer: null } : null,
    purposes: ['deliver'],
    builtIn: sms === null,
    reaches: sms ? [reachOf(sms.url)] : [],
  },
  {
    key: 'eid',
    name: 'BankID',
    does: { sv: 'Legitimering och underskrift', en: 'Identification and signatures' },
    recipient:
      bankId.kind === 'real'
        ? { company: 'Finansiell ID-Teknik BID AB', country: 'SE', place: 'SE', transfer: null }
        : null,
    purposes: ['sign'],
    builtIn: bankId.kind === 'emulator',
    reaches: bankId.kind === 'real' ? [reachOf(BANKID[bankId.environment])] : [],
  },
  {
    key: 'timestamp',
    name: 'Tidsstämpel',
    does: {
      sv: 'Stämplar en fils avtryck med tid; inga personuppgifter',
      en: 'Stamps a hash with the time; no personal data',
    },
    // A hash is nobody's: whose authority it is matters to no person.
    recipient: null,
    purposes: ['sign'],
    builtIn: timestamp === null,
    reaches: timestamp ? [reachOf(timestamp.url)] : [],
  },
  {
    key: 'files',
    name: objectStore ? `Fillagring (${new URL(objectStore.endpoint).hostname})` : 'Fillagring',
    does: {
      sv: 'Förvarar bilder och förseglade avtal, krypterade under nycklar som bara finns här',
      en: 'Keeps pictures and sealed agreements, encrypted under keys that exist only here',
    },
    recipient: objectStore?.operator ?? null,
    purposes: ['prepare-agreement', 'sign'],
    builtIn: objectStore === null,
    reaches: objectStore?.endpoint ? [reachOf(objectStore.endpoint)] : [],
  },
]

/** Every key the data map may name. */
export const processorKeys: readonly string[] = [
  ...new Set([
    ...processorsOf({
      mail: null,
      sms: null,
      bankId: { kind: 'emulator', accessFile: null },
      timestamp: null,
      objectStore: null,
      inUse: [],
    }).map(p => p.key),
    ...servedKeys,
  ]),
]
