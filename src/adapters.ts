// Which adapter each port gets, from the configuration: the built-in stand-ins until somebody configures a real one.

import { outboxMail, outboxSms } from './integrations/outbox/outbox.ts'
import { smtpMail } from './integrations/smtp/adapter.ts'
import type { Services } from './platform/context.ts'
import { mailSender } from './platform/ports/mail.ts'
import type { Port } from './platform/ports/port.ts'
import { smsSender } from './platform/ports/sms.ts'

export function chooseAdapters(services: Omit<Services, 'ports'>): readonly [Port<never>, unknown][] {
  const { config } = services
  return [
    [mailSender as Port<never>, config.mail ? smtpMail(config.mail) : outboxMail(services)],
    [smsSender as Port<never>, outboxSms(services)],
  ]
}
