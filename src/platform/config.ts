// The environment is read here and nowhere else, turned into one typed value. Contradictions and missing secrets are refused
// with a sentence that says the fix; the whole list is told at once.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readOrganisationNumber } from '../kernel/organisation-number.ts'
import { inEea, type Recipient, readRecipient } from './outbound/recipient.ts'
import { type InUse, readPapers, secretName } from './outbound/register/paperwork.ts'

export type Role = 'all' | 'web' | 'worker'

export type Config = {
  production: boolean
  role: Role
  host: string
  port: number
  publicUrl: string
  dataDir: string
  /** Null: the embedded PostgreSQL under the data folder. */
  databaseUrl: string | null
  /** Addresses or CIDR blocks whose X-Forwarded-For and -Proto are believed. */
  trustedProxies: readonly string[]
  /** 32 bytes as hex or base64, or null: made once and kept under the data folder (never in production). */
  rootKey: Buffer | null
  /** By SMTP, or through the mail supplier of annex 1 that is in use. */
  mail: { smtpUrl: string | null; from: string; operator: Recipient | null } | null
  /** The part of the address that nobody can guess, at which the mail server hands over incoming mail; null: none is taken. */
  mailInSecret: string | null
  /** Rows of annex 1 that the operator has papers for. */
  inUse: readonly InUse[]
  sms: {
    provider: 'cellsynt'
    url: string
    username: string
    password: string
    /** The part of the delivery reports' address that nobody can guess; the operator signs nothing. */
    reportSecret: string
  } | null
  bankId:
    | {
        kind: 'emulator'
        /** Access to an emulator that runs by itself; null: the worker has its own. */
        accessFile: string | null
      }
    | {
        kind: 'real'
        environment: 'test' | 'production'
        pfxFile: string
        passphrase: string
        caFile: string
        rootFile: string
      }
  timestamp: { url: string; caFile: string | null } | null
  seal: { certificateFile: string; keyFile: string } | null
  objectStore: {
    endpoint: string
    bucket: string
    region: string
    accessKey: string
    secretKey: string
    operator: Recipient | null
  } | null
  /** In which country each store of personal data stands. */
  stores: readonly { store: Store; country: string }[]
  /** False from the day the EU–US Data Privacy Framework no longer stands: what rests on it alone stops. */
  dpf: boolean
  /** Who runs the installation, and in which place its machines stand (empty: not told). */
  operator: { name: string; organisationNumber: string; email: string; address: string; place: string }
  logLevel: string
}

export type Store = 'database' | 'files'

/** All that is wrong, a sentence each. */
export class ConfigurationRefused extends Error {
  readonly reasons: readonly string[]
  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'))
    this.name = 'ConfigurationRefused'
    this.reasons = reasons
  }
}

/** Called after Europe, and outside the EEA: London and Zürich. */
const BEYOND_EEA = new Set(['eu-west-2', 'eu-central-2', 'europe-west2', 'europe-west6'])

type Environment = Readonly<Record<string, string | undefined>>

/** Values that stand in manuals and examples; a secret that equals one is no secret. */
const KNOWN_DEFAULTS = new Set([
  'secret',
  'changeme',
  'change-me',
  'password',
  'qwerty123',
  'cling',
  'postgres',
  'admin',
])

export function readConfig(env: Environment): Config {
  const wrong: string[] = []
  const production = env.CLING_ENV === 'production' || (env.CLING_ENV === undefined && env.NODE_ENV === 'production')
  if (env.CLING_ENV && !['production', 'development'].includes(env.CLING_ENV))
    wrong.push(`CLING_ENV is "${env.CLING_ENV}"; it may be production or development.`)

  const role = (env.CLING_ROLE ?? 'all') as Role
  if (!['all', 'web', 'worker'].includes(role)) wrong.push(`CLING_ROLE is "${role}"; it may be all, web or worker.`)
  const isParted = role === 'web' || role === 'worker'

  const port = Number(env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong.push(`PORT is "${env.PORT}"; give a number from 1 to 65535, for example PORT=3000.`)

  const publicUrl = (env.CLING_PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, '')
  if (env.CLING_PUBLIC_URL && !URL.canParse(publicUrl))
    wrong.push(
      `CLING_PUBLIC_URL is "${publicUrl}", which is not an address. Give for example https://offert.example.se.`,
    )
  else if (production && !publicUrl.startsWith('https:'))
    wrong.push('CLING_PUBLIC_URL must begin with https:// in production: links are personal and sessions ride on them.')

  const dataDir = resolve(env.CLING_DATA ?? 'data')
  const databaseUrl = env.DATABASE_URL || null
  if (isParted && !databaseUrl)
    wrong.push(`CLING_ROLE=${role} needs DATABASE_URL: the embedded database serves one process group only.`)
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    wrong.push('DATABASE_URL must begin with postgres:// or postgresql://.')
  else if (databaseUrl && production && !isEncrypted(databaseUrl))
    wrong.push(
      'DATABASE_URL must end with ?sslmode=verify-full in production where the database is on another machine: everything travels encrypted.',
    )

  let rootKey: Buffer | null = null
  if (env.CLING_ROOT_KEY) {
    rootKey = decodeKey(env.CLING_ROOT_KEY)
    if (!rootKey)
      wrong.push('CLING_ROOT_KEY must be 32 bytes as 64 hex digits or base64. Make one with: openssl rand -hex 32')
  } else if (production)
    wrong.push(
      'CLING_ROOT_KEY is missing. It encrypts every key in the vault; make one with: openssl rand -hex 32, and keep a copy apart from the backups.',
    )
  if (rootKey && new Set(rootKey).size < 8)
    wrong.push('CLING_ROOT_KEY is a known default or far too regular. Make one with: openssl rand -hex 32')

  /** Whoever gets to handle personal data is somebody, somewhere. */
  const operatorOf = (name: string, text: string | undefined): Recipient | null => {
    const read = text ? readRecipient(text) : null
    if (text && !read)
      wrong.push(
        `${name} is "${text}"; write company, its country and where the data are handled, and what they leave the EEA on: "Exempel AB, SE" or "Exempel Inc, US, DE, DPF 2027-06-30".`,
      )
    if (production && !text)
      wrong.push(`${name} is missing: the policy page names who handles the data and where, such as "Exempel AB, SE".`)
    return read
  }
  const inUse: InUse[] = []
  if (env.CLING_PROCESSORS) {
    if (!existsSync(env.CLING_PROCESSORS))
      wrong.push(`CLING_PROCESSORS points at ${env.CLING_PROCESSORS}, which does not exist.`)
    else {
      const read = readPapers(readFileSync(env.CLING_PROCESSORS, 'utf8'), {
        file: 'CLING_PROCESSORS',
        secretOf: key => env[secretName(key)],
      })
      inUse.push(...read.inUse)
      wrong.push(...read.wrong)
    }
  }
  const mailRow = inUse.find(u => u.row.serves === 'mail')
  if (mailRow && env.CLING_SMTP_URL)
    wrong.push(`CLING_SMTP_URL contradicts ${mailRow.row.product} in CLING_PROCESSORS; keep one of them.`)

  const mail = mailRow
    ? { smtpUrl: null, from: env.CLING_MAIL_FROM ?? '', operator: mailRow.recipient }
    : env.CLING_SMTP_URL
      ? {
          smtpUrl: env.CLING_SMTP_URL,
          from: env.CLING_MAIL_FROM ?? '',
          operator: operatorOf('CLING_MAIL_OPERATOR', env.CLING_MAIL_OPERATOR),
        }
      : null
  if (mail?.smtpUrl && !/^smtps?:\/\//.test(mail.smtpUrl))
    wrong.push('CLING_SMTP_URL must begin with smtp:// or smtps://.')
  if (mail && !mail.from.includes('@'))
    wrong.push('CLING_MAIL_FROM is missing: give the address that mails are sent from.')
  if (production && !mail)
    wrong.push(
      'CLING_SMTP_URL is missing: in production mails must leave by SMTP or a mail supplier of CLING_PROCESSORS, there is no outbox.',
    )

  const mailInSecret = env.CLING_MAIL_IN_SECRET || null
  if (mailInSecret && !/^[A-Za-z0-9_-]{22,128}$/.test(mailInSecret))
    wrong.push(
      'CLING_MAIL_IN_SECRET is too short: the address for incoming mail must be unguessable. Make one with: openssl rand -hex 16',
    )

  const sms = env.CLING_SMS_USERNAME
    ? {
        provider: 'cellsynt' as const,
        url: env.CLING_SMS_URL ?? 'https://se-1.cellsynt.net/sms.php',
        username: env.CLING_SMS_USERNAME,
        password: env.CLING_SMS_PASSWORD ?? '',
        reportSecret: env.CLING_SMS_REPORT_SECRET ?? '',
      }
    : null
  if (sms && !sms.password) wrong.push('CLING_SMS_PASSWORD is missing beside CLING_SMS_USERNAME.')
  if (sms && !/^[A-Za-z0-9_-]{22,128}$/.test(sms.reportSecret))
    wrong.push(
      'CLING_SMS_REPORT_SECRET is missing beside CLING_SMS_USERNAME, or too short. Delivery reports carry no signature, so their address must be unguessable. Make one with: openssl rand -hex 16',
    )
  refuseOpenAddress(wrong, production, 'CLING_SMS_URL', sms?.url)
  if (production && !sms)
    wrong.push(
      'CLING_SMS_USERNAME is missing: in production text messages must leave through an operator, there is no outbox.',
    )

  const bankIdEnvironment = env.CLING_BANKID ?? 'emulator'
  const accessFile = env.CLING_BANKID_EMULATOR ?? null
  let bankId: Config['bankId'] = { kind: 'emulator', accessFile }
  if (accessFile && bankIdEnvironment !== 'emulator')
    wrong.push(`CLING_BANKID_EMULATOR contradicts CLING_BANKID=${bankIdEnvironment}; remove one of them.`)
  else if (accessFile && !existsSync(accessFile))
    wrong.push(
      `CLING_BANKID_EMULATOR points at ${accessFile}, which does not exist. It is written by: npm run cling -- emulator`,
    )
  if (bankIdEnvironment === 'test' || bankIdEnvironment === 'production') {
    const files = {
      CLING_BANKID_PFX: env.CLING_BANKID_PFX,
      CLING_BANKID_CA: env.CLING_BANKID_CA,
      CLING_BANKID_ROOT: env.CLING_BANKID_ROOT,
    }
    for (const [name, file] of Object.entries(files)) {
      if (!file)
        wrong.push(
          `${name} is missing: CLING_BANKID=${bankIdEnvironment} needs the relying-party certificate, the server CA and the signature root.`,
        )
      else if (!existsSync(file)) wrong.push(`${name} points at ${file}, which does not exist.`)
    }
    if (production && bankIdEnvironment === 'test')
      wrong.push(
        'CLING_BANKID=test in production: signatures with test identities bind no one. Use CLING_BANKID=production.',
      )
    if (production && KNOWN_DEFAULTS.has(env.CLING_BANKID_PASSPHRASE ?? ''))
      wrong.push(
        'CLING_BANKID_PASSPHRASE is a known default. Export the certificate again with a passphrase of your own.',
      )
    bankId = {
      kind: 'real',
      environment: bankIdEnvironment,
      pfxFile: files.CLING_BANKID_PFX ?? '',
      caFile: files.CLING_BANKID_CA ?? '',
      rootFile: files.CLING_BANKID_ROOT ?? '',
      passphrase: env.CLING_BANKID_PASSPHRASE ?? '',
    }
  } else if (bankIdEnvironment !== 'emulator')
    wrong.push(`CLING_BANKID is "${bankIdEnvironment}"; it may be emulator, test or production.`)
  else if (production)
    wrong.push(
      'CLING_BANKID is the emulator, which production refuses. Set CLING_BANKID=production with its certificate.',
    )
  else if (bankIdEnvironment === 'emulator' && isParted && !accessFile)
    wrong.push(
      `CLING_ROLE=${role} with the BankID emulator needs CLING_BANKID_EMULATOR: the processes must share one. Start it with: npm run cling -- emulator, and give the access file it names.`,
    )

  const timestamp = env.CLING_TSA_URL ? { url: env.CLING_TSA_URL, caFile: env.CLING_TSA_CA ?? null } : null
  if (timestamp && !/^https?:\/\//.test(timestamp.url)) wrong.push('CLING_TSA_URL must be an http or https address.')
  if (timestamp?.caFile && !existsSync(timestamp.caFile))
    wrong.push(`CLING_TSA_CA points at ${timestamp.caFile}, which does not exist.`)

  const seal =
    env.CLING_SEAL_CERT || env.CLING_SEAL_KEY
      ? { certificateFile: env.CLING_SEAL_CERT ?? '', keyFile: env.CLING_SEAL_KEY ?? '' }
      : null
  if (seal && !(existsSync(seal.certificateFile) && existsSync(seal.keyFile)))
    wrong.push(
      'CLING_SEAL_CERT and CLING_SEAL_KEY must both name existing PEM files (certificate with chain, and its key).',
    )

  const objectStore = env.CLING_S3_BUCKET
    ? {
        endpoint: env.CLING_S3_ENDPOINT ?? '',
        bucket: env.CLING_S3_BUCKET,
        region: env.CLING_S3_REGION ?? 'eu-north-1',
        accessKey: env.CLING_S3_ACCESS_KEY ?? '',
        secretKey: env.CLING_S3_SECRET_KEY ?? '',
        operator: operatorOf('CLING_S3_OPERATOR', env.CLING_S3_OPERATOR),
      }
    : null
  if (objectStore) {
    if (!objectStore.endpoint || !objectStore.accessKey || !objectStore.secretKey)
      wrong.push('CLING_S3_BUCKET needs CLING_S3_ENDPOINT, CLING_S3_ACCESS_KEY and CLING_S3_SECRET_KEY beside it.')
    if (objectStore.endpoint) refuseOpenAddress(wrong, production, 'CLING_S3_ENDPOINT', objectStore.endpoint)
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(objectStore.bucket))
      wrong.push(
        `CLING_S3_BUCKET is "${objectStore.bucket}"; a bucket's name is 3 to 63 lower-case letters, digits, dots or hyphens.`,
      )
    if (!objectStore.region.startsWith('eu') || BEYOND_EEA.has(objectStore.region))
      wrong.push(
        `CLING_S3_REGION is ${objectStore.region}: personal data are kept within the EU/EEA, choose a region there.`,
      )
  } else if (env.CLING_S3_ENDPOINT || env.CLING_S3_ACCESS_KEY || env.CLING_S3_SECRET_KEY)
    wrong.push('CLING_S3_BUCKET is missing beside the other CLING_S3 settings: files would lie on disk unnoticed.')

  for (const u of inUse) {
    if (u.row.serves === 'eid')
      wrong.push(
        `${u.row.product} cannot be used: there is no way to it here yet, BankID is reached directly (CLING_BANKID).`,
      )
    if (u.row.serves === 'sms' && !sms) wrong.push(`${u.row.product} is in use and CLING_SMS_USERNAME is missing.`)
    if (u.row.serves === 'files' && !objectStore)
      wrong.push(`${u.row.product} is in use and CLING_S3_BUCKET is missing.`)
  }

  const machines = env.CLING_REGION || 'SE'
  if (production && !env.CLING_REGION)
    wrong.push('CLING_REGION is missing: give the country where the machines stand, in two letters, such as SE.')
  const fileRow = inUse.find(u => u.row.serves === 'files')
  const stores: Config['stores'] = [
    { store: 'database', country: env.CLING_DATABASE_REGION || machines },
    ...placesOf(fileRow?.recipient ?? objectStore?.operator ?? null, machines).map(country => ({
      store: 'files' as const,
      country,
    })),
  ]
  for (const { store, country } of stores)
    if (!inEea(country))
      wrong.push(
        `${store === 'database' && env.CLING_DATABASE_REGION ? 'CLING_DATABASE_REGION' : store === 'files' && objectStore ? 'The operator of CLING_S3_BUCKET' : 'CLING_REGION'} places the ${store} in ${country}: every store of personal data stands within the EU/EEA.`,
      )
  // Bookkeeping lies in both. Another country of the EU asks for a notice to Skatteverket first (bokföringslagen 7 kap. 3 a §).
  const abroad = stores.filter(s => s.country !== 'SE' && inEea(s.country))
  if (abroad.length > 0 && !env.CLING_BOOKKEEPING_NOTICE)
    wrong.push(
      `CLING_BOOKKEEPING_NOTICE is missing: bookkeeping would be kept in ${abroad.map(s => s.country).join(' and ')}, which is told to Skatteverket first (bokföringslagen 7 kap. 3 a §). Give the reference of the notice, or keep the stores in Sweden.`,
    )

  const dpf = env.CLING_DPF ?? 'stands'
  if (dpf !== 'stands' && dpf !== 'ended') wrong.push(`CLING_DPF is "${dpf}"; it may be stands or ended.`)

  const operator = {
    name: env.CLING_OPERATOR_NAME ?? 'Cling (egen installation)',
    organisationNumber: env.CLING_OPERATOR_NUMBER ?? '',
    email: env.CLING_OPERATOR_EMAIL ?? 'integritet@localhost',
    address: env.CLING_OPERATOR_ADDRESS ?? '',
    place: env.CLING_OPERATOR_PLACE ?? '',
  }
  if (operator.organisationNumber && !readOrganisationNumber(operator.organisationNumber).ok)
    wrong.push(
      `CLING_OPERATOR_NUMBER is "${operator.organisationNumber}", which is no organisation number: give ten digits with their check digit.`,
    )
  if (production)
    for (const [name, value] of [
      ['CLING_OPERATOR_NAME', env.CLING_OPERATOR_NAME],
      ['CLING_OPERATOR_NUMBER', env.CLING_OPERATOR_NUMBER],
      ['CLING_OPERATOR_EMAIL', env.CLING_OPERATOR_EMAIL],
      ['CLING_OPERATOR_ADDRESS', env.CLING_OPERATOR_ADDRESS],
    ])
      if (!value) wrong.push(`${name} is missing: the policy and every mail name who runs the installation.`)

  if (wrong.length > 0) throw new ConfigurationRefused(wrong)
  return {
    production,
    role,
    host: env.CLING_HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port,
    publicUrl,
    dataDir,
    databaseUrl,
    trustedProxies: (env.CLING_TRUSTED_PROXIES ?? '')
      .split(',')
      .map(s => s.trim())
      .filter(Boolean),
    rootKey,
    mail,
    mailInSecret,
    inUse,
    sms,
    bankId,
    timestamp,
    seal,
    objectStore,
    stores,
    dpf: dpf === 'stands',
    operator,
    logLevel: env.CLING_LOG ?? 'info',
  }
}

const placesOf = (recipient: Recipient | null, otherwise: string): string[] =>
  recipient ? [recipient.place, ...(recipient.otherPlaces ?? [])] : [otherwise]

/** Over TLS, or without leaving the machine. */
function isEncrypted(databaseUrl: string): boolean {
  if (!URL.canParse(databaseUrl)) return false
  const { hostname, searchParams } = new URL(databaseUrl)
  const local = ['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return local || ['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '')
}

/** What carries credentials to the outside goes over https in production. */
function refuseOpenAddress(wrong: string[], production: boolean, name: string, address: string | undefined) {
  if (address === undefined) return
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    wrong.push(`${name} is "${address}", which is not an http or https address.`)
  else if (production && new URL(address).protocol !== 'https:')
    wrong.push(`${name} must begin with https:// in production: credentials and personal data ride on it.`)
}

function decodeKey(text: string): Buffer | null {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  return key.length === 32 ? key : null
}
