import { port } from './port.ts'

export type OutgoingSms = {
  /** E.164. */
  to: string
  /** At most eleven letters or digits: the sender shown. */
  from: string
  text: string
  reference: string
}

export type SmsSender = {
  /**
   * Resolves when the operator has taken it; `delivered` where it already knows. The reference is the operator's: one for each part,
   * with spaces between. Throws SmsRefused where repeating cannot help, SmsUnknown where it might do harm.
   */
  send(sms: OutgoingSms): Promise<{ reference: string; delivered: boolean }>
}

export class SmsRefused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super('The text message was refused.')
    this.reason = reason
  }
}

/** Whether the operator took it cannot be known. Sending again might send twice, so nobody does that by itself. */
export class SmsUnknown extends Error {
  constructor(what: string) {
    super(`The SMS operator ${what}; the message may have left all the same.`)
  }
}

export const smsSender = port<SmsSender>('sms', {
  processor: 'sms',
  discloses: ['dispatch.address', 'dispatch.note', 'company.name'],
})
