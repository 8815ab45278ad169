// What a person has looked at. Only a named person of the operator enters a check, with the evidence where it can be found again;
// programs never do. A check holds for twelve months.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { packagePath } from '../../platform/package-path.ts'
import { isClause } from './clauses.ts'

const Check = z.strictObject({
  clause: z.string().refine(isClause, 'is no clause'),
  /** First and last name of whoever looked. */
  name: z.string().regex(/^\p{Lu}[\p{L}'’-]*(?: [\p{L}'’-]+)* \p{Lu}[\p{L}'’-]+$/u, 'is not a first and a last name'),
  role: z.string().min(3),
  date: z.iso.date(),
  /** What was looked at and where it is kept. */
  evidence: z.string().min(20),
})
export type Check = z.infer<typeof Check>

const file = () => packagePath('src', 'privacy', 'clauses', 'checks.json')

export function readChecks(json: unknown = JSON.parse(readFileSync(file(), 'utf8'))): Check[] {
  return z.array(Check).parse(json)
}

/** Whether a check holds on a day: it has been made, and less than a year has gone. */
export function holds(check: Pick<Check, 'date'>, today: string): boolean {
  const [year = 0, ...rest] = check.date.split('-')
  const ends = [String(Number(year) + 1), ...rest].join('-')
  return check.date <= today && today < ends
}
