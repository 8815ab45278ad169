// A register of the companies' contacts: three columns of somebody who works at a company. What is handed over can be made in one place
// only, from a member's own row, so that nothing about a client of a company fits, by type or when it runs.
import { port } from './port.ts'

const made = new WeakSet<object>()
declare const ofMember: unique symbol
export type CompanyContact = Readonly<{
  email: string
  name: string | null
  phone: string | null
  reference: string
}> & {
  readonly [ofMember]: true
}
/** Only for `marketing/contacts.ts`, which reads a member's row. A test holds that. */
export function companyContact(c: { email: string; name: string | null; phone: string | null; reference: string }) {
  const contact = Object.freeze({
    email: c.email,
    name: c.name,
    phone: c.phone,
    reference: c.reference,
  }) as CompanyContact
  made.add(contact)
  return contact
}
/** Throws for whatever was not made of a member's row. */
export function requireCompanyContact(contact: CompanyContact): void {
  if (!made.has(contact)) throw new Error('Only a company’s own contact may go to the customer register.')
}

export type CrmPort = {
  /** The answer is what the contact is called there. */
  put(contact: CompanyContact): Promise<{ reference: string }>
  /** For good: not the bin that can be undone. */
  forget(reference: string): Promise<void>
}
export const crm = port<CrmPort>('crm', {
  processor: 'crm',
  discloses: ['account.email', 'member.name', 'member.phone'],
})
