// Correction of what can be pointed at: one field, one right value. One's own account is put right at once; what a company is responsible
// for when it lets it go. Signed documents are not touched. Anything else is told in words and done by whoever is responsible.
import { z } from 'zod'
import { correctMember } from '../../accounts/correct.ts'
import { correctHousehold, correctPerson } from '../../clients/correct.ts'
import { zEmail, zLine, zPhone } from '../../kernel/fields.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import { companiesOf } from '../subjects/find.ts'
import type { Person } from '../subjects/person.ts'
import { type Case, wordsOf } from './cases.ts'

export const correctable = {
  name: { sv: 'Namn', en: 'Name', right: zLine(120).pipe(z.string().min(2)) },
  email: { sv: 'E-post', en: 'E-mail', right: zEmail },
  phone: { sv: 'Telefon', en: 'Phone', right: zPhone },
  street: { sv: 'Gatuadress', en: 'Street', right: zLine(120).pipe(z.string().min(2)) },
  postcode: { sv: 'Postnummer', en: 'Postcode', right: zLine(12).pipe(z.string().min(2)) },
  city: { sv: 'Ort', en: 'City', right: zLine(80).pipe(z.string().min(2)) },
} as const satisfies Record<string, { sv: string; en: string; right: z.ZodType }>
export type CorrectField = keyof typeof correctable

/** What can be pointed at by this person. An address to sign in with is changed in the account, where the new one is confirmed. */
export function fieldsFor(person: Person): CorrectField[] {
  if (person.kind === 'member') return ['name', 'phone']
  if (person.kind !== 'client' && person.kind !== 'co-applicant') return []
  return [
    ...(person.personId ? (['name', 'email', 'phone'] as const) : []),
    ...(person.clientId ? (['street', 'postcode', 'city'] as const) : []),
  ]
}

/** The request as it is kept: a field and its right value, or words. Refuses a value that cannot be right. */
export function correctionOf(
  person: Person,
  said: { field: string; wrong: string; right: string },
): Record<string, string> {
  const field = fieldsFor(person).find(f => f === said.field)
  if (!field) {
    if (said.wrong.length < 2 || said.right.length < 2) throw new Problem('rights-say-more', {}, { status: 422 })
    return { wrong: said.wrong, right: said.right }
  }
  const right = correctable[field].right.safeParse(said.right)
  if (!right.success) throw new Problem('rights-value-wrong', {}, { status: 422 })
  return { field, right: String(right.data) }
}

/** Field and value, where a request names one. */
export function pointedAt(request: string | null): { field: CorrectField; right: string } | null {
  const said = request ? (JSON.parse(request) as { field?: string; right?: string }) : {}
  return said.field && Object.hasOwn(correctable, said.field) && said.right
    ? { field: said.field as CorrectField, right: said.right }
    : null
}

/** Puts it right. What cannot be pointed at is done by the company before it approves, or by a person. */
export async function rectify(services: Services, c: Case): Promise<'answered' | 'waiting'> {
  const said = pointedAt(await services.database.outside(tx => wordsOf(services, tx, c.id, 'request')))
  const { person } = c
  if (!said || !person || !fieldsFor(person).includes(said.field))
    return c.companyAnswer === 'approved' ? 'answered' : 'waiting'
  let done = false
  for (const companyId of await companiesOf(services.database, person))
    await services.database.company(companyId, async tx => {
      const { field, right } = said
      if (person.kind === 'member') {
        if (field === 'name' || field === 'phone') await correctMember(tx, companyId, person.accountId, field, right)
        done = true
      } else if (person.kind === 'client' || person.kind === 'co-applicant') {
        if (field === 'name' || field === 'email' || field === 'phone')
          done =
            person.personId !== null &&
            (await correctPerson(services, tx, companyId, { ...person, personId: person.personId }, field, right))
        else
          done =
            person.clientId !== null && (await correctHousehold(services, tx, companyId, person.clientId, field, right))
      }
    })
  return done ? 'answered' : 'waiting'
}
