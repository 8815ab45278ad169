// From what BankID answers to what the person is told. New hint codes come without notice; an unknown one gets the general text.
import { say } from '../../kernel/messages.ts'
import { type Eid, EidRefused, EidUnavailable } from '../../platform/ports/eid.ts'
import { type BankIdMessage, bankidMessages } from './bankid.messages.ts'

/** The message for a pending or failed order; `way` is how the app is started: on this device, or by reading the code with another. */
export function hintMessage(status: 'pending' | 'failed', hint: string, way: 'same' | 'qr'): BankIdMessage {
  for (const key of [`bankid.${status}.${hint}.${way}`, `bankid.${status}.${hint}`])
    if (Object.hasOwn(bankidMessages, key)) return key as BankIdMessage
  return `bankid.${status}.unknown`
}

/** The message for what start, collect, cancel or verify threw. */
export function errorMessage(error: unknown): BankIdMessage {
  if (error instanceof EidUnavailable) return `bankid.error.${error.reason}`
  if (error instanceof EidRefused && error.code === 'alreadyInProgress') return 'bankid.error.alreadyInProgress'
  return 'bankid.error.unknown'
}

/** What the person is told, the same whether BankID is there or not. */
export const bankIdWords: Eid['words'] = (about, language) =>
  say(
    bankidMessages['error' in about ? errorMessage(about.error) : hintMessage(about.status, about.hint, about.way)],
    language,
  )
