// A marketplace that companies come here through, told of its own companies' clients: four things and nothing else.
import type { PersonalNumber } from '../../kernel/personal-number.ts'
import { port } from './port.ts'

export type PartnerClient = {
  /** Ours, of this telling: a repeat is recognised by it. */
  reference: string
  clientPersonId: string
  /** Only where a tax reduction has been asked for. */
  personalNumber: PersonalNumber | null
  address: { street: string; postcode: string; city: string } | null
  phone: string | null
  email: string | null
}
export type PartnerPort = {
  tell(client: PartnerClient): Promise<void>
  /** The person is erased here and shall be there. True when they have confirmed that it is done. */
  forget(of: { reference: string; clientPersonId: string }): Promise<boolean>
}
export const partner = port<PartnerPort>('partner', {
  processor: 'partner',
  discloses: [
    'client_person.personal_number',
    'client.street',
    'client.postcode',
    'client.city',
    'client.phone',
    'client.email',
    'client_person.phone',
    'client_person.email',
  ],
})
