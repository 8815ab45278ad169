// Who may receive anything, and for what. The data map's `shared` lists use these keys; the policy page names those active here.
import type { Processor } from '../platform/outbound/door.ts'

export const processors: readonly Processor[] = [
  {
    key: 'mail',
    name: 'E-post (SMTP)',
    does: { sv: 'Skickar e-post', en: 'Sends e-mail' },
    country: 'SE',
    purposes: ['deliver', 'communicate', 'provide-service'],
    builtIn: true,
  },
  {
    key: 'sms',
    name: 'Sms',
    does: { sv: 'Skickar sms', en: 'Sends text messages' },
    country: 'SE',
    purposes: ['deliver'],
    builtIn: true,
  },
  {
    key: 'eid',
    name: 'BankID',
    does: { sv: 'Legitimering och underskrift', en: 'Identification and signatures' },
    country: 'SE',
    purposes: ['sign'],
    builtIn: true,
  },
  {
    key: 'timestamp',
    name: 'Tidsstämpel',
    does: {
      sv: 'Stämplar ett hashvärde med tid; inga personuppgifter',
      en: 'Stamps a hash with the time; no personal data',
    },
    country: 'SE',
    purposes: ['sign'],
    builtIn: false,
  },
]
