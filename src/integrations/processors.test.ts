import { describe, expect, test } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { processorsOf } from './processors.ts'

const reached = (env: Record<string, string>) =>
  processorsOf(readConfig(env))
    .filter(p => !p.builtIn)
    .map(p => p.key)

describe('the processors', () => {
  test('are all built in until something is configured', () => expect(reached({})).toEqual([]))

  test.each([
    ['mail', { CLING_SMTP_URL: 'smtp://mail.example', CLING_MAIL_FROM: 'offert@offert.example' }],
    ['sms', { CLING_SMS_USERNAME: 'x', CLING_SMS_PASSWORD: 'y', CLING_SMS_REPORT_SECRET: 'f'.repeat(32) }],
    [
      'eid',
      {
        CLING_BANKID: 'test',
        CLING_BANKID_PFX: import.meta.filename,
        CLING_BANKID_CA: import.meta.filename,
        CLING_BANKID_ROOT: import.meta.filename,
      },
    ],
    ['timestamp', { CLING_TSA_URL: 'https://tsa.example' }],
    [
      'files',
      {
        CLING_S3_BUCKET: 'filer',
        CLING_S3_ENDPOINT: 'https://s3.example',
        CLING_S3_ACCESS_KEY: 'x',
        CLING_S3_SECRET_KEY: 'y',
      },
    ],
  ])('%s is named as a recipient when it is configured, and nobody else', (key, env) =>
    expect(reached(env)).toEqual([key]),
  )
})
