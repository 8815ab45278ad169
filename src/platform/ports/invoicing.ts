// The invoicing service that a company has connected itself: who is invoiced, and for what.
import { port } from './port.ts'

export type InvoicingAccess = { token: string; creditor: string }
export type Debtor = {
  clientId: string
  kind: 'private' | 'company'
  name: string
  organisationNumber: string | null
  street: string | null
  postcode: string | null
  city: string | null
  email: string | null
  phone: string | null
}
export type InvoicingPort = {
  /** Proves who the company is there. The password is kept by nobody. */
  connect(as: { user: string; password: string }): Promise<InvoicingAccess>
  /** Makes or changes a debtor; the answer is what it is called there. */
  putDebtor(access: InvoicingAccess, debtor: Debtor): Promise<{ reference: string }>
  /** Gone where nothing was invoiced; else without everything that invoices need not hold. */
  forgetDebtor(access: InvoicingAccess, reference: string): Promise<'gone' | 'kept-by-law'>
}
export const invoicing = port<InvoicingPort>('invoicing', {
  processor: 'invoicing',
  discloses: [
    'client.name',
    'client.organisation_number',
    'client.street',
    'client.postcode',
    'client.city',
    'client.email',
    'client.phone',
  ],
})
