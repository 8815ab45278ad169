// A refusal becomes a sentence in the reader's language, beside the field it is about. The catalogue of all slices is passed in.
import type { z } from 'zod'
import type { Message } from '../../kernel/messages.ts'
import { say } from '../../kernel/messages.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { Language } from './endpoint.ts'

export type Catalogue = Readonly<Record<string, Message<never>>>

export type Refusal = {
  problem: string
  text: string
  /** Dotted path of the field to the sentence that stands beside it. */
  fields: Record<string, string>
  facts: Problem['facts']
}

export function sentence(catalogue: Catalogue, code: string, language: Language, facts: Problem['facts'] = {}): string {
  const message = catalogue[code] ?? catalogue.failure
  if (!message) throw new Error(`No text for ${code}.`)
  return say(message, language, facts)
}

export function refusalOf(error: Problem, catalogue: Catalogue, language: Language): Refusal {
  const text = sentence(catalogue, error.code, language, error.facts)
  return { problem: error.code, text, fields: error.field ? { [error.field]: text } : {}, facts: error.facts }
}

/** Input that does not fit its shape. Our own checks carry a code; the rest get a general sentence for their kind. */
export function refusalOfInput(error: z.ZodError, catalogue: Catalogue, language: Language): Refusal {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    if (path in fields) continue
    const params = (issue as { params?: { code?: string; facts?: Problem['facts'] } }).params
    const code = params?.code ?? generalCode(issue)
    fields[path] = sentence(catalogue, code, language, { ...limitsOf(issue), ...params?.facts })
  }
  return { problem: 'invalid-input', text: sentence(catalogue, 'invalid-input', language), fields, facts: {} }
}

function generalCode(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? 'field-missing' : 'field-wrong-kind'
    case 'too_small':
      return issue.origin === 'string' ? 'field-missing' : 'field-too-small'
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'field-too-long' : 'field-too-large'
    case 'unrecognized_keys':
      return 'field-unknown'
    default:
      return 'field-wrong-kind'
  }
}

function limitsOf(issue: z.core.$ZodIssue): Record<string, string> {
  if (issue.code === 'too_big') return { limit: String(issue.maximum) }
  if (issue.code === 'too_small') return { limit: String(issue.minimum) }
  return { limit: '' }
}

/** zod 4 leaves the input out of issues unless asked. */
export const parseOptions = { reportInput: true } as const

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Dotted paths of what was given and nothing took: a program that misspells a price shall hear of it. */
export function unknownFields(given: unknown, taken: unknown, path = ''): string[] {
  const at = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`)
  if (Array.isArray(given) && Array.isArray(taken)) return given.flatMap((g, i) => unknownFields(g, taken[i], at(i)))
  if (!isPlain(given) || !isPlain(taken)) return []
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(taken, key) ? unknownFields(value, taken[key], at(key)) : [at(key)],
  )
}

/** As any other input that does not fit. */
export function refusalOfUnknown(paths: readonly string[], catalogue: Catalogue, language: Language): Refusal {
  const text = sentence(catalogue, 'field-not-known', language)
  return {
    problem: 'invalid-input',
    text: sentence(catalogue, 'invalid-input', language),
    fields: Object.fromEntries(paths.map(p => [p, text])),
    facts: {},
  }
}
