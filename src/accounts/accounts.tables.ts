import {
  bigint,
  boolean,
  bytes,
  companyId,
  defaulted,
  id,
  integer,
  optional,
  reference,
  table,
  text,
  timestamp,
} from '../datamap/table.ts'
import type { Keep, Use } from '../datamap/vocabulary.ts'
import type { Scope } from '../platform/http/endpoint.ts'

/** The agreement is with the company: whoever works there is no party to it. */
const working: Use = {
  role: 'controller',
  purpose: 'provide-service',
  ground: { art: '6.1.f', interest: 'LIA-2' },
}
const security: Use = { role: 'controller', purpose: 'security', ground: { art: '6.1.f', interest: 'LIA-1' } }
/** What we tell customers of the service; they can say no when they give the address and ever after. */
const news: Use = { role: 'controller', purpose: 'marketing', ground: { art: '6.1.f', interest: 'LIA-3' } }
const whileCustomer: Keep = { for: '90 days', after: 'relation-ended', ending: 'erase' }

export const account = table('account', {
  tenancy: 'none',
  is: 'How a person signs in.',
  about: { member: 'id' },
  use: working,
  keep: whileCustomer,
  columns: {
    id: id(),
    email: text({
      holds: 'contact',
      needed: 'sign-in',
      shared: ['mail', 'crm'],
      also: [{ use: news, keep: whileCustomer }],
      why: { sv: 'Du loggar in med den och får besked dit.', en: 'You sign in with it and get notices there.' },
    }),
    /** argon2id with a server-side pepper; the password itself is stored nowhere. */
    password_hash: text({
      holds: 'credential',
      needed: 'sign-in',
      protect: 'one-way',
      why: { sv: 'Skyddar ditt konto. Sparas bara som en hash.', en: 'Protects your account. Stored only as a hash.' },
    }),
    language: defaulted(text<'sv' | 'en'>({ holds: 'preference', needed: 'read-own-language' })),
    confirmed_at: optional(timestamp('nothing-personal')),
    created_at: timestamp('nothing-personal'),
  },
})

export const accountToken = table('account_token', {
  tenancy: 'none',
  is: 'A link sent by mail to confirm an address or choose a new password.',
  about: { member: 'account_id' },
  use: working,
  keep: { for: '7 days', after: 'row-created', ending: 'erase' },
  columns: {
    id: id(),
    account_id: reference('account'),
    /** The company an invitation is to. */
    company_id: optional(reference('company')),
    purpose: text<'confirm' | 'reset' | 'invite' | 'second-step'>('nothing-personal'),
    token_hash: bytes({ holds: 'credential', needed: 'invite', protect: 'one-way' }),
    expires_at: timestamp('nothing-personal'),
    used_at: optional(timestamp('nothing-personal')),
    created_at: timestamp('nothing-personal'),
  },
})

export const session = table('session', {
  tenancy: 'none',
  is: 'A signed-in browser.',
  about: { member: 'account_id' },
  use: security,
  keep: { for: '30 days', after: 'ended', ending: 'erase' },
  columns: {
    id: id(),
    account_id: reference('account'),
    company_id: companyId(),
    member_id: reference('member'),
    token_hash: bytes({ holds: 'credential', protect: 'one-way' }),
    /** Browser and system in words ("Firefox på Linux"), never the whole header. */
    device: text({ holds: 'technical', shared: ['mail'] }),
    /** First half of the address, enough to recognise a place. */
    network: text({ holds: 'technical' }),
    created_at: timestamp('nothing-personal'),
    seen_at: timestamp('nothing-personal'),
    ended_at: optional(timestamp('nothing-personal')),
    how: defaulted(text<'password' | 'two-steps' | 'passkey'>('nothing-personal')),
    /** When whoever holds it last proved who they are. */
    proved_at: defaulted(timestamp('nothing-personal')),
  },
})

const untilRemoved: Keep = { for: 'until removed', after: 'removed-by-person', ending: 'erase' }

export const passkey = table('passkey', {
  tenancy: 'none',
  is: 'A passkey somebody signs in with instead of a password.',
  about: { member: 'account_id' },
  use: security,
  keep: untilRemoved,
  columns: {
    id: id(),
    account_id: reference('account'),
    credential_id: bytes({ holds: 'identifier' }),
    public_key: bytes({ holds: 'identifier' }),
    name: text({
      holds: 'preference',
      why: {
        sv: 'Så att du vet vilken du tar bort, om du blir av med den.',
        en: 'So that you know which one to remove, should you lose it.',
      },
    }),
    sign_count: bigint('nothing-personal'),
    backup_eligible: boolean('nothing-personal'),
    backed_up: boolean('nothing-personal'),
    created_at: timestamp('nothing-personal'),
    used_at: optional(timestamp({ holds: 'activity' })),
  },
})

/** The key an app and we share is made from the row's id and the installation's own key: no row holds it. */
export const authenticatorApp = table('authenticator_app', {
  tenancy: 'none',
  is: 'An app that shows codes, as a second step when somebody signs in.',
  about: { member: 'account_id' },
  use: security,
  keep: untilRemoved,
  columns: {
    id: id(),
    account_id: reference('account'),
    created_at: timestamp('nothing-personal'),
    confirmed_at: optional(timestamp('nothing-personal')),
    /** Which thirty seconds the last code was of. */
    last_step: defaulted(bigint('nothing-personal')),
  },
})

export const recoveryCode = table('recovery_code', {
  tenancy: 'none',
  is: 'A code for whoever has lost their app; each works once.',
  about: { member: 'account_id' },
  use: security,
  keep: untilRemoved,
  columns: {
    id: id(),
    account_id: reference('account'),
    code_hash: bytes({ holds: 'credential', protect: 'one-way' }),
    created_at: timestamp('nothing-personal'),
    used_at: optional(timestamp({ holds: 'activity' })),
  },
})

export const passkeyChallenge = table('passkey_challenge', {
  tenancy: 'none',
  is: 'What a browser was asked to answer with a passkey, for a few minutes.',
  columns: {
    id: id(),
    purpose: text<'sign-in' | 'new' | 'prove'>('nothing-personal'),
    account_id: optional(reference('account')),
    expires_at: timestamp('nothing-personal'),
  },
})

export const apiKey = table('api_key', {
  tenancy: 'none',
  is: 'A key by which a company’s own system calls the API.',
  about: { company: 'company_id' },
  columns: {
    id: id(),
    company_id: companyId(),
    member_id: reference('member'),
    name: text('nothing-personal'),
    scope: defaulted(text<Scope>('nothing-personal')),
    key_hash: bytes({
      holds: 'credential',
      protect: 'one-way',
      subject: 'company',
      use: security,
      keep: { for: '30 days', after: 'ended', ending: 'erase' },
    }),
    created_at: timestamp('nothing-personal'),
    revoked_at: optional(timestamp('nothing-personal')),
  },
})

/** Never a consent: no ground rests on it, and no question about consent is answered by it. */
export const policyShown = table('policy_shown', {
  tenancy: 'none',
  is: 'Which version of the policy was shown to somebody who made an account, and when.',
  columns: {
    account_id: reference('account'),
    version: integer('nothing-personal'),
    at: timestamp('nothing-personal'),
  },
})

export const accountTables = [
  account,
  accountToken,
  session,
  passkey,
  authenticatorApp,
  recoveryCode,
  passkeyChallenge,
  apiKey,
  policyShown,
] as const
