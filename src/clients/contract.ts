// Clients as the app meets them. Personal numbers go in and come out masked; in full only one at a time, when a member asks for it.
import { z } from 'zod'
import { zEmail, zOrganisationNumber, zPersonalNumber, zPhone } from '../kernel/fields.ts'
import { PersonalNumber } from '../kernel/personal-number.ts'

const line = (max: number) => z.string().trim().max(max)
/** Left out: unchanged. Null or empty: removed. */
const removable = <T extends z.ZodType>(field: T) =>
  z.preprocess(v => (v === '' ? null : v), field.nullable()).optional()

export const PersonInput = z.object({
  /** Given for a person that is already there. */
  id: z.uuid().optional(),
  name: line(120).min(1),
  email: removable(zEmail),
  phone: removable(zPhone),
  /** What the person is in the company or association, when it is one. */
  title: removable(line(80)),
  /** Only where the job is ROT or RUT. Left out: unchanged. */
  personalNumber: removable(zPersonalNumber),
  usedRotKr: z.int().min(0).max(200_000).optional(),
  usedRutKr: z.int().min(0).max(200_000).optional(),
})
export type PersonInput = z.infer<typeof PersonInput>

const clientFields = {
  kind: z.enum(['person', 'company', 'association']),
  name: line(120).min(1),
  organisationNumber: removable(zOrganisationNumber),
  email: removable(zEmail),
  phone: removable(zPhone),
  street: removable(line(120)),
  postcode: removable(line(12)),
  city: removable(line(80)),
  workStreet: removable(line(120)),
  workPostcode: removable(line(12)),
  workCity: removable(line(80)),
  propertyDesignation: removable(line(40)),
  associationNumber: removable(zOrganisationNumber),
  flatNumber: removable(line(25)),
  language: z.enum(['sv', 'en']).optional(),
  people: z.array(PersonInput).max(10).optional(),
}

/** Personal numbers are asked for where a private person's job gives ROT or RUT, each once, and nowhere else. */
function refuseNeedlessNumbers(
  client: { kind: string; people?: { personalNumber?: unknown }[] | undefined },
  context: z.RefinementCtx,
) {
  const seen: PersonalNumber[] = []
  for (const [i, p] of (client.people ?? []).entries()) {
    const number = p.personalNumber
    if (!(number instanceof PersonalNumber)) continue
    const code =
      client.kind !== 'person'
        ? 'personal-number-needless'
        : seen.some(s => s.equals(number))
          ? 'personal-number-twice'
          : null
    if (code) context.addIssue({ code: 'custom', path: ['people', i, 'personalNumber'], params: { code } })
    seen.push(number)
  }
}
export const NewClient = z.object(clientFields).superRefine(refuseNeedlessNumbers)
export type NewClient = z.infer<typeof NewClient>
export const ChangeClient = z.object({ id: z.uuid(), ...clientFields }).superRefine(refuseNeedlessNumbers)

export const PersonView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  personalNumberMasked: z.string().nullable(),
  /** When it was last shown in full, and to whom. */
  numberShown: z.object({ at: z.string(), to: z.string() }).nullable(),
  usedRotKr: z.int(),
  usedRutKr: z.int(),
})
export const ClientView = z.object({
  id: z.uuid(),
  kind: z.enum(['person', 'company', 'association']),
  name: z.string(),
  organisationNumber: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  street: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  workStreet: z.string().nullable(),
  workPostcode: z.string().nullable(),
  workCity: z.string().nullable(),
  propertyDesignation: z.string().nullable(),
  associationNumber: z.string().nullable(),
  flatNumber: z.string().nullable(),
  language: z.enum(['sv', 'en']),
  people: z.array(PersonView),
  updatedAt: z.string(),
})
export type ClientView = z.infer<typeof ClientView>

export const ClientSummary = ClientView.pick({
  id: true,
  kind: true,
  name: true,
  email: true,
  phone: true,
  city: true,
}).extend({ documents: z.int() })
export const ClientList = z.object({ clients: z.array(ClientSummary), next: z.string().nullable() })
export const ClientQuery = z.object({
  q: z.string().trim().max(100).default(''),
  cursor: z.string().max(200).optional(),
})
