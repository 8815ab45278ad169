// What an operator can set, in words: docs/generated/settings.md is made of this. config.ts reads them; a test holds the two together.

export type Setting = { name: string; default: string; means: string }
export type SettingGroup = {
  /** The processor it configures, where it is one's. */
  processor?: string
  about: string
  /** What answers when nothing is set, and what answers then. */
  standIn?: string
  adapter?: string
  settings: readonly Setting[]
}

const set = (name: string, standard: string, means: string): Setting => ({ name, default: standard, means })

export const settingGroups: readonly SettingGroup[] = [
  {
    about: 'The service',
    settings: [
      set('PORT', '3000', 'where the service listens'),
      set('CLING_HOST', '127.0.0.1; 0.0.0.0 in production', 'the address it listens on'),
      set('CLING_ENV', 'development', '`production` refuses stand-ins and missing secrets'),
      set('NODE_ENV', '–', '`production` means the same where `CLING_ENV` is not set'),
      set('CLING_DATA', '`./data`', 'the data folder'),
      set('CLING_PUBLIC_URL', '`http://localhost:PORT`', 'the address people use; https in production'),
      set(
        'CLING_ROLE',
        '`all`',
        '`all`, `web` or `worker`; the last two need `DATABASE_URL`, and with the emulator `CLING_BANKID_EMULATOR`',
      ),
      set('DATABASE_URL', 'embedded', 'a PostgreSQL 18 database, entered as its owner, who may create roles'),
      set('CLING_ROOT_KEY', 'made under the data folder', '32 bytes, hex or base64; required in production'),
      set(
        'CLING_TRUSTED_PROXIES',
        'none',
        'addresses or CIDR blocks whose `X-Forwarded-For` is believed; BankID’s end-user address and the limits follow',
      ),
      set('CLING_LOG', '`info`', 'level of the JSON log on standard error'),
    ],
  },
  {
    about: 'Who runs the installation',
    settings: [
      set('CLING_OPERATOR_NAME', 'placeholder', 'named in the policy and in every mail; required in production'),
      set('CLING_OPERATOR_NUMBER', '–', 'organisation number; required in production'),
      set('CLING_OPERATOR_EMAIL', 'placeholder', 'where questions on privacy go; required in production'),
      set('CLING_OPERATOR_ADDRESS', '–', 'postal address; required in production'),
      set('CLING_OPERATOR_PLACE', '–', 'where the machines stand, as the policy says it, for example Malmö, Sverige'),
      set(
        'CLING_REGION',
        '`SE`',
        'the country where the machines stand, in two letters; outside the EU/EEA the service does not start; required in production',
      ),
      set('CLING_DATABASE_REGION', '`CLING_REGION`', 'where the database stands, if that is another country'),
      set(
        'CLING_BOOKKEEPING_NOTICE',
        '–',
        'reference of the notice to Skatteverket; required where database or files stand in another country of the EU than Sweden (bokföringslagen 7 kap. 3 a §)',
      ),
      set('CLING_DPF', '`stands`', '`ended` stops at once all that leaves the EEA on the Data Privacy Framework alone'),
    ],
  },
  {
    about: 'Suppliers of annex 1',
    settings: [
      set(
        'CLING_PROCESSORS',
        'none',
        'a JSON file with the papers of each supplier in use; [what it holds](../operating.md#suppliers-of-annex-1). A secret stands beside it as `CLING_<ROW>_KEY`, such as `CLING_MAILGUN_KEY`',
      ),
    ],
  },
  {
    processor: 'mail',
    about: 'Mail',
    standIn: 'the outbox at `/utkorg`',
    adapter: 'SMTP',
    settings: [
      set('CLING_SMTP_URL', 'outbox', '`smtp://user:password@host:587` or `smtps://`; required in production'),
      set('CLING_MAIL_FROM', '–', 'the address that mails are sent from'),
      set(
        'CLING_MAIL_IN_SECRET',
        'no mail is taken',
        'the part of the address `/inkommande/mejl/…` at which the mail server hands over mail to support: `openssl rand -hex 16`',
      ),
      set(
        'CLING_MAIL_OPERATOR',
        '–',
        'whose server it is, in which country, and where the data are handled: `Exempel AB, SE`, or with what they leave the EEA on and until when: `Exempel Inc, US, DE, DPF 2027-06-30` (`adequacy`, `DPF` or `SCC`); required in production',
      ),
    ],
  },
  {
    processor: 'sms',
    about: 'Text messages',
    standIn: 'the outbox at `/utkorg`',
    adapter: 'Cellsynt',
    settings: [
      set('CLING_SMS_USERNAME', 'outbox', 'the account with Cellsynt; required in production'),
      set('CLING_SMS_PASSWORD', '–', 'its password'),
      set(
        'CLING_SMS_REPORT_SECRET',
        '–',
        'the part of the delivery reports’ address that nobody can guess: `openssl rand -hex 16`',
      ),
      set('CLING_SMS_URL', 'Cellsynt’s', 'another address of the operator’s interface; https in production'),
    ],
  },
  {
    processor: 'eid',
    about: 'BankID',
    standIn: 'the emulator with its test phone',
    adapter: 'BankID’s relying-party API v6.0',
    settings: [
      set('CLING_BANKID', '`emulator`', '`emulator`, `test` or `production`; production refuses the first two'),
      set(
        'CLING_BANKID_EMULATOR',
        'the worker’s own',
        'access file of an emulator that runs by itself (`npm run cling -- emulator`), for several processes',
      ),
      set('CLING_BANKID_PFX', '–', 'relying-party certificate (PKCS#12)'),
      set('CLING_BANKID_PASSPHRASE', '–', 'its passphrase'),
      set('CLING_BANKID_CA', '–', 'root of the API’s server certificate (PEM)'),
      set('CLING_BANKID_ROOT', '–', 'root of signatures (PEM)'),
    ],
  },
  {
    processor: 'timestamp',
    about: 'Time stamps',
    standIn: 'none: the seal carries its own time',
    adapter: 'an RFC 3161 authority',
    settings: [set('CLING_TSA_URL', 'none', 'the authority’s address'), set('CLING_TSA_CA', '–', 'its root (PEM)')],
  },
  {
    processor: 'files',
    about: 'Files',
    standIn: 'the local disk, `files/` under the data folder',
    adapter: 'an S3-compatible object store',
    settings: [
      set('CLING_S3_BUCKET', 'disk', 'the bucket, one installation’s alone'),
      set('CLING_S3_ENDPOINT', '–', 'for example `https://s3.eu-north-1.amazonaws.com`; https in production'),
      set('CLING_S3_REGION', '`eu-north-1`', 'a region within the EU'),
      set('CLING_S3_ACCESS_KEY', '–', 'a key that may read, write, list and delete there'),
      set('CLING_S3_SECRET_KEY', '–', 'its secret'),
      set('CLING_S3_OPERATOR', '–', 'whose store it is, as `CLING_MAIL_OPERATOR`; required in production'),
    ],
  },
  {
    about: 'The seal',
    settings: [
      set('CLING_SEAL_CERT', 'made at set-up', 'a sealing certificate of your own (PEM, with chain)'),
      set('CLING_SEAL_KEY', '–', 'its key (PEM)'),
    ],
  },
]
