import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { clause } from '../testing/clause.ts'
import { ConfigurationRefused, readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'cling-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string) => {
  const path = join(folder, name)
  writeFileSync(path, '{}')
  return path
}

function reasons(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigurationRefused) return error.reasons
    throw error
  }
}

const DATABASE_URL = 'postgres://cling@db.internal/cling'
const SMS = { CLING_SMS_USERNAME: 'prov', CLING_SMS_PASSWORD: 'hemligt', CLING_SMS_REPORT_SECRET: 'f'.repeat(32) }
const S3 = {
  CLING_S3_BUCKET: 'cling-filer',
  CLING_S3_ENDPOINT: 'https://s3.eu-north-1.amazonaws.com',
  CLING_S3_ACCESS_KEY: 'NYCKEL',
  CLING_S3_SECRET_KEY: 'hemligt',
  CLING_S3_OPERATOR: 'Exempel Inc, US, SE, SCC 2027-06-30',
}
const PRODUCTION = {
  CLING_ENV: 'production',
  CLING_PUBLIC_URL: 'https://offert.example',
  CLING_ROOT_KEY: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
  CLING_SMTP_URL: 'smtps://mail.example',
  CLING_MAIL_FROM: 'offert@offert.example',
  CLING_MAIL_OPERATOR: 'Exempel Post AB, SE',
  CLING_BANKID: 'production',
  CLING_BANKID_PFX: file('rp.p12'),
  CLING_BANKID_CA: file('ca.pem'),
  CLING_BANKID_ROOT: file('root.pem'),
  CLING_OPERATOR_NAME: 'Prov Drift AB',
  CLING_OPERATOR_NUMBER: '878000-3656',
  CLING_OPERATOR_EMAIL: 'integritet@offert.example',
  CLING_OPERATOR_ADDRESS: 'Provgatan 1, 111 11 Provstad',
  CLING_REGION: 'SE',
  ...SMS,
}

describe('the configuration', () => {
  test('needs nothing, and a whole one is taken in production', () => {
    expect(reasons({})).toEqual([])
    expect(reasons(PRODUCTION)).toEqual([])
    expect(reasons({ ...PRODUCTION, ...S3 })).toEqual([])
  })

  test('an operator whose organisation number has another check digit is refused', clause('P-1.1'), () => {
    expect(reasons({ CLING_OPERATOR_NUMBER: '878000-3656' })).toEqual([])
    expect(reasons({ CLING_OPERATOR_NUMBER: '878000-3657' })[0]).toContain('CLING_OPERATOR_NUMBER is "878000-3657"')
  })

  test('everything that is wrong is told at once', () => {
    expect(reasons({ CLING_ENV: 'prod', CLING_ROLE: 'boss', PORT: 'x' })).toHaveLength(3)
  })

  test.each(['web', 'worker'])('refuses the role %s with an emulator that the processes do not share', CLING_ROLE => {
    const [reason, ...others] = reasons({ CLING_ROLE, DATABASE_URL })
    expect(others).toEqual([])
    expect(reason).toMatch(/CLING_BANKID_EMULATOR.*npm run cling -- emulator/)
    expect(reasons({ CLING_ROLE, DATABASE_URL, CLING_BANKID_EMULATOR: file('access.json') })).toEqual([])
  })

  test.each([
    ['CLING_SMS_PASSWORD', SMS],
    ['CLING_SMS_REPORT_SECRET', SMS],
    ['CLING_S3_BUCKET', S3],
    ['CLING_S3_ENDPOINT', S3],
    ['CLING_S3_ACCESS_KEY', S3],
    ['CLING_S3_SECRET_KEY', S3],
  ])('says in one sentence that %s is missing beside the others', (name, all) => {
    const found = reasons({ ...all, [name]: '' })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(name)
  })

  test.each([
    ['CLING_SMS_REPORT_SECRET', { ...SMS, CLING_SMS_REPORT_SECRET: 'kort' }],
    ['CLING_SMS_URL', { ...SMS, CLING_SMS_URL: 'ftp://sms.example' }],
    ['CLING_S3_ENDPOINT', { ...S3, CLING_S3_ENDPOINT: 's3.example' }],
    ['CLING_S3_BUCKET', { ...S3, CLING_S3_BUCKET: 'Mina_filer' }],
    ['CLING_S3_REGION', { ...S3, CLING_S3_REGION: 'us-east-1' }],
    ['CLING_S3_ENDPOINT', { ...PRODUCTION, ...S3, CLING_S3_ENDPOINT: 'http://s3.example' }],
    ['CLING_SMS_URL', { ...PRODUCTION, CLING_SMS_URL: 'http://sms.example' }],
    ['CLING_SMS_USERNAME', { ...PRODUCTION, CLING_SMS_USERNAME: '' }],
    ['CLING_SMTP_URL', { ...PRODUCTION, CLING_SMTP_URL: '' }],
    ['CLING_MAIL_OPERATOR', { ...PRODUCTION, CLING_MAIL_OPERATOR: '' }],
    ['CLING_MAIL_OPERATOR', { ...PRODUCTION, CLING_MAIL_OPERATOR: 'Exempel Inc, US' }],
    ['CLING_S3_OPERATOR', { ...PRODUCTION, ...S3, CLING_S3_OPERATOR: '' }],
    ['CLING_DPF', { CLING_DPF: 'kanske' }],
    ['CLING_REGION', { ...PRODUCTION, CLING_REGION: '' }],
  ])('refuses a %s that would not do', (name, env) => {
    const found = reasons(env as Record<string, string>)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(name)
  })

  test.each([
    ['the machines', { CLING_REGION: 'GB' }, 'CLING_REGION places the database in GB'],
    ['the database', { CLING_DATABASE_REGION: 'US' }, 'CLING_DATABASE_REGION places the database in US'],
    ['the files', { ...S3, CLING_S3_OPERATOR: 'Exempel Inc, US, US, SCC 2027-06-30' }, 'places the files in US'],
    [
      'the files, by a region that is called European',
      { ...S3, CLING_S3_REGION: 'eu-west-2' },
      'CLING_S3_REGION is eu-west-2',
    ],
    ['the files, by a region beyond', { ...S3, CLING_S3_REGION: 'us-east-1' }, 'CLING_S3_REGION is us-east-1'],
  ])('does not start with %s outside the EU/EEA', clause('P-20.1', 'B-15'), (_, env, said) => {
    for (const whole of [env, { ...PRODUCTION, ...env }])
      expect(reasons(whole as Record<string, string>).join()).toContain(said)
  })

  test('says of each store in which country it stands, also where nobody has said', clause('P-20.1'), () => {
    expect(readConfig({}).stores).toEqual([
      { store: 'database', country: 'SE' },
      { store: 'files', country: 'SE' },
    ])
    const env = { CLING_DATABASE_REGION: 'FI', CLING_BOOKKEEPING_NOTICE: '202 100-26/2111', ...S3 }
    expect(readConfig(env).stores.map(s => s.country)).toEqual(['FI', 'SE'])
  })

  test(
    'keeps bookkeeping in Sweden, and asks for the notice when it is another country of the EU',
    clause('X-44'),
    () => {
      const told = { CLING_BOOKKEEPING_NOTICE: '202 100-26/2111' }
      for (const env of [{ CLING_REGION: 'FI' }, { ...S3, CLING_S3_OPERATOR: 'Exempel Oy, FI' }]) {
        const whole = { ...PRODUCTION, ...env }
        expect(reasons(whole).join()).toMatch(/CLING_BOOKKEEPING_NOTICE is missing: bookkeeping would be kept in FI/)
        expect(reasons({ ...whole, ...told })).toEqual([])
      }
      // The notice opens the EU and nothing beyond.
      expect(reasons({ CLING_REGION: 'US', ...told }).join()).toContain('CLING_REGION places the database in US')
    },
  )

  test('lets nothing travel in the clear in production', clause('P-20.4'), () => {
    const at = (url: string) => reasons({ ...PRODUCTION, DATABASE_URL: url }).join()
    expect(at(DATABASE_URL)).toContain('DATABASE_URL must end with ?sslmode=verify-full')
    for (const url of [`${DATABASE_URL}?sslmode=verify-full`, 'postgres://cling@localhost/cling'])
      expect(at(url)).toBe('')
    expect(reasons({ ...PRODUCTION, CLING_PUBLIC_URL: 'http://offert.example' }).join()).toContain(
      'must begin with https',
    )
  })
})
