// Which adapter each port gets, from the configuration: the built-in stand-ins until somebody configures a real one.
import { readFileSync } from 'node:fs'
import { bankIdEid } from './integrations/bankid/adapter.ts'
import { type EmulatorAccess, emulatorEid } from './integrations/bankid/emulator/emulator.ts'
import { type LateEid, lateEid } from './integrations/bankid/late.ts'
import { billectaInvoicing } from './integrations/billecta/adapter.ts'
import { cellsyntSms } from './integrations/cellsynt/adapter.ts'
import { dorunnerPartner } from './integrations/dorunner/adapter.ts'
import { hubspotCrm } from './integrations/hubspot/adapter.ts'
import { intercomChat } from './integrations/intercom/adapter.ts'
import { mailgunMail } from './integrations/mailgun/adapter.ts'
import { mandrillMail } from './integrations/mandrill/adapter.ts'
import { outboxMail, outboxSms } from './integrations/outbox/outbox.ts'
import { BANKID } from './integrations/processors.ts'
import { rollbarFaults } from './integrations/rollbar/adapter.ts'
import { sendgridMail } from './integrations/sendgrid/adapter.ts'
import { slackStaff } from './integrations/slack/adapter.ts'
import { smtpMail } from './integrations/smtp/adapter.ts'
import type { Services } from './platform/context.ts'
import type { InUse } from './platform/outbound/register/paperwork.ts'
import { supportChat } from './platform/ports/chat.ts'
import { checkedChat, checkedMail, checkedSms } from './platform/ports/checked.ts'
import { crm } from './platform/ports/crm.ts'
import { type Eid, eid } from './platform/ports/eid.ts'
import { faultCollector } from './platform/ports/errors.ts'
import { invoicing } from './platform/ports/invoicing.ts'
import { type MailSender, mailSender } from './platform/ports/mail.ts'
import { partner } from './platform/ports/partner.ts'
import type { Port } from './platform/ports/port.ts'
import { smsSender } from './platform/ports/sms.ts'
import { staff } from './platform/ports/staff.ts'

/** `emulator` is how the e-ID becomes known once the emulator is up; unused with the real BankID. */
export function makeChoice(): {
  emulator: LateEid
  choose: (services: Omit<Services, 'ports'>) => readonly [Port<never>, unknown][]
} {
  const emulator = lateEid()
  return {
    emulator,
    choose(services) {
      const { config } = services
      if (config.bankId.kind === 'emulator' && config.bankId.accessFile)
        emulator.become(emulatorEid(emulatorAccess(config.bankId.accessFile), services.door))
      return [
        [mailSender as Port<never>, checkedMail(mailCarrier(services), services.clock)],
        [
          smsSender as Port<never>,
          checkedSms(
            config.sms ? cellsyntSms({ ...config.sms, log: services.log }) : outboxSms(services),
            services.clock,
          ),
        ],
        ...suppliers(services),
        [eid as Port<never>, config.bankId.kind === 'emulator' ? emulator : realBankId(config.bankId, services)],
      ]
    },
  }
}

/** What the suppliers of annex 1 do beside mail, for those that are in use. */
function suppliers({ config, clock }: Omit<Services, 'ports'>): readonly [Port<never>, unknown][] {
  return config.inUse.flatMap(({ key, secret, settings }): [Port<never>, unknown][] => {
    const at = settings.url ? { url: settings.url } : {}
    switch (key) {
      case 'intercom':
        return [[supportChat as Port<never>, checkedChat(intercomChat({ key: secret, ...at }), clock)]]
      case 'hubspot':
        return [[crm as Port<never>, hubspotCrm({ key: secret, ...at })]]
      case 'slack': {
        const { publicUrl } = config
        return [[staff as Port<never>, slackStaff({ key: secret, channel: settings.channel ?? '', publicUrl, ...at })]]
      }
      case 'rollbar': {
        const environment = config.production ? 'production' : 'development'
        return [[faultCollector as Port<never>, rollbarFaults({ key: secret, environment, ...at })]]
      }
      case 'dorunner':
        return [[partner as Port<never>, dorunnerPartner({ url: settings.url ?? '', secret, clock })]]
      case 'billecta':
        return [[invoicing as Port<never>, billectaInvoicing(at)]]
      default:
        return []
    }
  })
}

/** By SMTP, through the supplier of annex 1 that is in use, or nowhere. */
function mailCarrier(services: Omit<Services, 'ports'>): MailSender {
  const { config, clock } = services
  const row = config.inUse.find(u => u.row.serves === 'mail')
  if (row) return mailOf(row, clock)
  return config.mail?.smtpUrl
    ? smtpMail({ ...config.mail, smtpUrl: config.mail.smtpUrl, encrypted: config.production })
    : outboxMail(services)
}

function mailOf({ key, secret, settings }: InUse, clock: Services['clock']): MailSender {
  const access = { key: secret, ...(settings.url ? { url: settings.url } : {}) }
  if (key === 'mailgun') return mailgunMail({ ...access, domain: settings.domain ?? '', clock })
  return key === 'sendgrid' ? sendgridMail(access) : mandrillMail(access)
}

/** What `cling emulator` wrote. */
export const emulatorAccess = (file: string): EmulatorAccess => JSON.parse(readFileSync(file, 'utf8'))

function realBankId(
  config: Extract<Services['config']['bankId'], { kind: 'real' }>,
  services: Pick<Services, 'door'>,
): Eid {
  return bankIdEid({
    baseUrl: BANKID[config.environment],
    pfx: readFileSync(config.pfxFile),
    passphrase: config.passphrase,
    ca: readFileSync(config.caFile, 'utf8'),
    rootsPem: [readFileSync(config.rootFile, 'utf8')],
    test: config.environment === 'test',
    door: services.door,
  })
}
