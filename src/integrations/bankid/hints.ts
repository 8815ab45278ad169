// From what BankID answers to what the person is told. New hint codes come without notice; an unknown one gets the general text.
import { say } from '../../kernel/messages.ts'
import { EidRefused, EidUnavailable } from '../../platform/ports/eid.ts'
import { type BankIdMessage, bankidMessages } from './bankid.messages.ts'

/** How the app is started: on this device, or by reading the QR code with another. */
export type Way = 'same' | 'qr'

/** The message for a pending or failed order. */
export function hintMessage(status: 'pending' | 'failed', hint: string, way: Way): BankIdMessage {
  for (const key of [`bankid.${status}.${hint}.${way}`, `bankid.${status}.${hint}`])
    if (Object.hasOwn(bankidMessages, key)) return key as BankIdMessage
  return `bankid.${status}.unknown`
}

/** The message for what start, collect or cancel threw; null when it came from somewhere else. */
export function errorMessage(error: unknown): BankIdMessage | null {
  if (error instanceof EidUnavailable) return `bankid.error.${error.reason}`
  if (!(error instanceof EidRefused)) return null
  return error.code === 'alreadyInProgress' ? 'bankid.error.alreadyInProgress' : 'bankid.error.unknown'
}

export const hintText = (status: 'pending' | 'failed', hint: string, way: Way, language: 'sv' | 'en'): string =>
  say(bankidMessages[hintMessage(status, hint, way)], language)
