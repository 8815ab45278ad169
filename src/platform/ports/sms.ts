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
  /** Resolves when the operator has taken it. `delivered` where it already knows. */
  send(sms: OutgoingSms): Promise<{ reference: string; delivered: boolean }>
}

export class SmsRefused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super('The text message was refused.')
    this.reason = reason
  }
}

export const smsSender = port<SmsSender>('sms', {
  processor: 'sms',
  discloses: ['dispatch.address', 'company.name'],
})
