// What is common to rows of every kind: cells by field, and faults that name a column and never what stood in it.
import type { z } from 'zod'
import type { Problem } from '../kernel/problem.ts'
import type { Cell } from './sheet.ts'

/** What stands in a field's column; undefined where the cell is empty or no column is read as the field. */
export type Given<F extends string> = (field: F) => Cell | undefined
export type Fault = { field: string | null; code: string; facts: Problem['facts'] }
export type Read<T> = { said: T; faults: Fault[] }

export const tooLong = (field: string, limit: number): Fault => ({ field, code: 'field-too-long', facts: { limit } })

/** Issues of a shape as faults of fields; the same codes that stand beside a form. */
export function faultsOf(error: z.ZodError, fieldOf: (path: string) => string): Fault[] {
  const found = new Map<string, Fault>()
  for (const issue of error.issues) {
    const field = fieldOf(issue.path.join('.'))
    if (found.has(field)) continue
    const params = (issue as { params?: { code?: string; facts?: Problem['facts'] } }).params
    const limit = issue.code === 'too_big' ? issue.maximum : issue.code === 'too_small' ? issue.minimum : ''
    found.set(field, {
      field,
      code: params?.code ?? generalCode(issue),
      facts: { limit: String(limit), ...params?.facts },
    })
  }
  return [...found.values()]
}

function generalCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) return 'field-missing'
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'field-missing' : 'field-too-small'
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'field-too-long' : 'field-too-large'
  return 'field-wrong-kind'
}
