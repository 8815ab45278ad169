// How somebody shows who they are, and what that opens. A secret follows from its row's id and a key only the installation has; the row
// keeps a keyed hash of it. A link is used once, for one case, at the level its case was asked at, and its time is looked at when it is used.
import { timingSafeEqual } from 'node:crypto'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { makeLimits } from '../../platform/http/limits.ts'
import { sweep } from '../../platform/jobs/job.ts'
import { decrypt, encrypt, place } from '../../platform/vault/cipher.ts'
import { personsAt } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import type { Case } from './cases.ts'
import { queueCode } from './mail.ts'
import type { Level } from './rights.tables.ts'

const LIVES = { code: 15 * 60_000, window: 30 * 60_000, link: 7 * 86_400_000, bankid: 10 * 60_000 }
type Way = keyof typeof LIVES

export type Access = {
  id: string
  way: Way
  level: Level
  persons: Person[]
  caseId: string | null
  language: 'sv' | 'en'
}

const secretOf = (services: Pick<Services, 'secrets'>, id: string) =>
  services.secrets.mac('rights-secret', id).toString('base64url')
const hashOf = (services: Pick<Services, 'secrets'>, secret: string) =>
  services.secrets.mac('rights-secret-hash', secret)
const addressPlace = (id: string, column: 'address' | 'secrets') => place('rights_access', column, id, '')

async function make(
  services: Services,
  tx: Tx,
  a: {
    way: Way
    level: Level
    persons: readonly Person[]
    language: 'sv' | 'en'
    caseId?: string
    address?: string
    secrets?: string
  },
): Promise<string> {
  const id = services.newId()
  const at = services.clock.now()
  const key = services.secrets.key('rights-case')
  await tx
    .insertInto('rights_access')
    .values({
      id,
      way: a.way,
      level: a.level,
      token_hash: hashOf(services, secretOf(services, id)),
      case_id: a.caseId ?? null,
      persons: JSON.stringify(a.persons),
      address: a.address ? encrypt(key, Buffer.from(a.address), addressPlace(id, 'address')) : null,
      secrets: a.secrets ? encrypt(key, Buffer.from(a.secrets), addressPlace(id, 'secrets')) : null,
      language: a.language,
      created_at: at,
      expires_at: new Date(at.getTime() + LIVES[a.way]),
      used_at: null,
    })
    .execute()
  return id
}

/** The row whose secret was presented, living or not; null for one that was never given out. */
async function presented(services: Services, secret: string) {
  if (!/^[\w-]{43}$/.test(secret)) return null
  const hash = hashOf(services, secret)
  const [row] = await services.database.ask<{
    id: string
    way: Way
    level: Level
    token_hash: Buffer
    case_id: string | null
    persons: Person[]
    language: 'sv' | 'en'
    expires_at: Date
    used_at: Date | null
    secrets: Buffer | null
  }>(
    'rights-access',
    'select id, way, level, token_hash, case_id, persons, language, expires_at, used_at, secrets from rights_access where token_hash = $1',
    [hash],
  )
  return row && timingSafeEqual(hash, row.token_hash) ? row : null
}

/**
 * Begins with an address: where we hold it a code goes there, where we do not nothing does, and the answer is the same. What is given
 * back is carried by the browser.
 */
export async function askCode(
  services: Services,
  address: string,
  who: string,
  language: 'sv' | 'en',
): Promise<string> {
  await makeLimits(services).count({ name: 'rights-ask', attempts: 5, seconds: 3600 }, who)
  await makeLimits(services).count({ name: 'rights-ask-address', attempts: 5, seconds: 3600 }, address)
  const persons = address.includes('@') ? await personsAt(services.database, address) : []
  const company = await companyFor(services, persons)
  const work = async (tx: Tx) => {
    const id = await make(services, tx, { way: 'code', level: 1, persons, language, ...(company ? { address } : {}) })
    if (company) await queueCode(services, tx, { accessId: id, kind: persons[0]?.kind ?? 'client' })
    return id
  }
  return secretOf(
    services,
    await (company ? services.database.company(company, work) : services.database.outside(work)),
  )
}
async function companyFor(services: Services, persons: readonly Person[]): Promise<string | null> {
  for (const p of persons) {
    if ('companyId' in p) return p.companyId
    if (p.kind === 'member') {
      const [row] = await services.database.ask<{ company_id: string }>(
        'companies-of-account',
        'select company_id from companies_of_account($1)',
        [p.accountId],
      )
      if (row) return row.company_id
    }
  }
  return null
}

/** Six digits that follow from the row and are kept nowhere. */
export const codeOf = (services: Pick<Services, 'secrets'>, id: string): string =>
  String(services.secrets.mac('rights-code', id).readUInt32BE(0) % 1_000_000).padStart(6, '0')

/** The address a code goes to; null when it has been used or its time is over. */
export async function accessAddress(
  services: Services,
  id: string,
): Promise<{ to: string; language: 'sv' | 'en' } | null> {
  const [row] = await services.database.ask<{ address: Buffer | null; language: 'sv' | 'en' }>(
    'rights-access-address',
    'select address, language from rights_access where id = $1 and used_at is null and expires_at > $2',
    [id, services.clock.now()],
  )
  if (!row?.address) return null
  return {
    to: decrypt(services.secrets.key('rights-case'), row.address, addressPlace(id, 'address')).toString('utf8'),
    language: row.language,
  }
}

/** The code was right: a window opens for half an hour. Five tries, then the code is over. */
export async function enterCode(services: Services, secret: string, code: string): Promise<string> {
  const row = await presented(services, secret)
  if (row?.way !== 'code' || row.used_at || row.expires_at <= services.clock.now())
    throw new Problem('rights-code-over', {}, { status: 410 })
  await makeLimits(services).count({ name: 'rights-code', attempts: 5, seconds: 900 }, row.id)
  const right = codeOf(services, row.id)
  const given = code.replace(/\s/g, '').padEnd(6).slice(0, 6)
  if (
    row.persons.length === 0 ||
    !timingSafeEqual(
      Buffer.from(right),
      Buffer.from(
        given
          .normalize('NFKD')
          .replace(/[^\x20-\x7e]/g, '?')
          .padEnd(6)
          .slice(0, 6),
      ),
    )
  )
    throw new Problem('rights-code-wrong', {}, { status: 422, field: 'code' })
  return services.database.outside(async tx => {
    if (!(await use(services, tx, row.id))) throw new Problem('rights-code-over', {}, { status: 410 })
    return openWindow(services, tx, { level: 1, persons: row.persons, language: row.language })
  })
}

/** Marks a secret as used; false when somebody was faster. What it was sent to goes. */
async function use(services: Services, tx: Tx, id: string): Promise<boolean> {
  const used = await tx
    .updateTable('rights_access')
    .set({ used_at: services.clock.now(), address: null, secrets: null })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

/** A window for somebody who has just shown who they are. Gives the secret its cookie carries. */
export async function openWindow(
  services: Services,
  tx: Tx,
  w: { level: Level; persons: readonly Person[]; language: 'sv' | 'en' },
): Promise<string> {
  return secretOf(services, await make(services, tx, { way: 'window', ...w }))
}

/** Who is in the window, or null: closed, over, or never open. */
export async function inWindow(services: Services, secret: string): Promise<Access | null> {
  const row = await presented(services, secret)
  if (row?.way !== 'window' || row.used_at || row.expires_at <= services.clock.now()) return null
  return {
    id: row.id,
    way: 'window',
    level: row.level,
    persons: row.persons,
    caseId: row.case_id,
    language: row.language,
  }
}
export const closeWindow = (services: Services, id: string) => services.database.outside(tx => use(services, tx, id))

/** BankID was begun: its references wait, encrypted, for the browser that began. */
export const beginEid = async (services: Services, secrets: object, language: 'sv' | 'en'): Promise<string> =>
  secretOf(
    services,
    await services.database.outside(tx =>
      make(services, tx, { way: 'bankid', level: 3, persons: [], language, secrets: JSON.stringify(secrets) }),
    ),
  )

export async function eidUnderway<T>(
  services: Services,
  secret: string,
): Promise<{ id: string; secrets: T; language: 'sv' | 'en' } | null> {
  const row = await presented(services, secret)
  if (row?.way !== 'bankid' || row.used_at || !row.secrets || row.expires_at <= services.clock.now()) return null
  const text = decrypt(services.secrets.key('rights-case'), row.secrets, addressPlace(row.id, 'secrets')).toString(
    'utf8',
  )
  return { id: row.id, secrets: JSON.parse(text) as T, language: row.language }
}
export const endEid = (services: Services, id: string) => services.database.outside(tx => use(services, tx, id))

/** A link to the answer of a case, for a mail. */
export const giveLink = (
  services: Services,
  tx: Tx,
  c: Pick<Case, 'id' | 'person' | 'level' | 'language'>,
): Promise<string> =>
  make(services, tx, {
    way: 'link',
    level: c.level,
    persons: c.person ? [c.person] : [],
    language: c.language,
    caseId: c.id,
  })
export const linkOf = (services: Services, id: string): string =>
  `/integritet/dina-uppgifter/svar/${secretOf(services, id)}`

const GUESSES = { name: 'rights-link-guess', attempts: 20, seconds: 3600 }

/**
 * The case a link answers, for somebody who has shown who they are anew. A link alone opens nothing: one that was passed on, guessed,
 * used or is over is refused with its own sentence, and told to whoever watches.
 */
export async function caseOfLink(
  services: Services,
  secret: string,
  window: Access | null,
  from: string,
): Promise<{ accessId: string; caseId: string }> {
  const refused = (why: 'unknown' | 'used' | 'over' | 'shared' | 'level'): Problem => {
    services.log.warn({ alarm: 'rights-link-refused', why }, 'a link to somebody’s data was refused')
    return new Problem(
      `rights-link-${why}`,
      {},
      { status: why === 'unknown' ? 404 : why === 'shared' || why === 'level' ? 403 : 410 },
    )
  }
  const row = await presented(services, secret)
  if (row?.way !== 'link' || !row.case_id) {
    await makeLimits(services).count(GUESSES, from)
    throw refused('unknown')
  }
  if (row.used_at) throw refused('used')
  if (row.expires_at <= services.clock.now()) throw refused('over')
  if (!window) throw new Problem('rights-identify-first', {}, { status: 401 })
  if (!row.persons.every(p => window.persons.some(mine => samePerson(mine, p)))) throw refused('shared')
  if (window.level < row.level) throw refused('level')
  return { accessId: row.id, caseId: row.case_id }
}
/** Uses a link up when what it leads to is handed out. */
export const useLink = async (services: Services, accessId: string): Promise<void> => {
  if (!(await services.database.outside(tx => use(services, tx, accessId))))
    throw new Problem('rights-link-used', {}, { status: 410 })
}

export const samePerson = (a: Person, b: Person): boolean =>
  a.kind === 'member' || b.kind === 'member'
    ? a.kind === 'member' && b.kind === 'member' && a.accountId === b.accountId
    : a.kind === 'visitor' || b.kind === 'visitor'
      ? a.kind === 'visitor' && b.kind === 'visitor' && a.visitorId === b.visitorId
      : a.companyId === b.companyId &&
        ('personId' in a && 'personId' in b
          ? a.personId === b.personId && a.clientId === b.clientId
          : a.kind === b.kind)

export const forgetAccess = sweep('forget-rights-access', {
  does: 'Forgets codes, windows and links to people’s own data a week after their time was over.',
  everySeconds: 3600,
  async run(services) {
    await services.database.ask('forget-rights-access', 'delete from rights_access where expires_at < $1', [
      new Date(services.clock.now().getTime() - 7 * 86_400_000),
    ])
  },
})
