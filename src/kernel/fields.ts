// The checkers as shapes for the edge. An issue carries our code, so that its sentence can stand beside the field.
import { z } from 'zod'
import type { Checked } from './check.ts'
import { readEmail, readPhone } from './contact.ts'
import { stockholmDate } from './dates.ts'
import { readOrganisationNumber } from './organisation-number.ts'
import { readBankgiro, readIban, readPlusgiro, readSwish } from './payments.ts'
import { readPersonalNumber } from './personal-number.ts'
import { cleanText, oneLine } from './text.ts'

const checked = <T>(read: (text: string) => Checked<T>) =>
  z
    .string()
    .max(300)
    .transform((text, context): T => {
      const result = read(text)
      if (result.ok) return result.value
      context.addIssue({ code: 'custom', params: { code: result.code, facts: result.facts ?? {} } })
      return z.NEVER
    })

export const zEmail = checked(readEmail)
export const zPhone = checked(readPhone)
export const zOrganisationNumber = checked(readOrganisationNumber)
export const zBankgiro = checked(readBankgiro)
export const zPlusgiro = checked(readPlusgiro)
export const zIban = checked(readIban)
export const zSwish = checked(readSwish)
/** The century of ten digits is read against the machine's own day: an input rule, not a business rule. */
export const zPersonalNumber = checked(text => readPersonalNumber(text, stockholmDate(new Date())))

/** One line of text, cleaned. */
export const zLine = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(oneLine)
    .pipe(z.string().max(max))
/** Several lines of text, cleaned. */
export const zText = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(cleanText)
    .pipe(z.string().max(max))
