// One row of a customer list as a client with its people, with what cannot be read of it.
import type { z } from 'zod'
import { NewClient } from '../clients/contract.ts'
import { oneLine } from '../kernel/text.ts'
import type { ClientField } from './contract.ts'
import { faultsOf, type Given, type Read } from './read.ts'

export type ClientRow = z.infer<typeof NewClient>

/** A row whole: the same shape, and so the same rules, as when somebody fills in the form. */
export function readClient(given: Given<ClientField>): Read<ClientRow | null> {
  const text = (field: ClientField) => {
    const cell = given(field)
    return cell ? oneLine(cell.text) : undefined
  }
  const name = text('name') ?? ([text('firstName'), text('lastName')].filter(Boolean).join(' ') || undefined)
  const said = kindOf(text('kind'))
  if (said === 'unknown') return { said: null, faults: [{ field: 'kind', code: 'import-client-kind', facts: {} }] }
  const kind = said ?? guessKind(name ?? '', text('organisationNumber') !== undefined)
  const email = text('email')
  const phone = phoneOf(given('phone')?.text) ?? phoneOf(given('mobile')?.text)
  const contact = text('contactName')
  const number = given('personalNumber')?.text.replace(/,0+$/, '')
  const person = {
    ...(kind === 'person' ? { name, email, phone } : { name: contact ?? name }),
    ...(number ? { personalNumber: number } : {}),
  }
  const withContact = kind !== 'person' && contact !== undefined
  const whole = {
    ...{ kind, name, email, phone, language: languageOf(text('language')) },
    ...(kind === 'person' ? {} : { organisationNumber: text('organisationNumber') }),
    ...{ street: text('street'), postcode: postcodeOf(text('postcode')), city: text('city') },
    ...{ workStreet: text('workStreet'), workPostcode: postcodeOf(text('workPostcode')), workCity: text('workCity') },
    propertyDesignation: text('propertyDesignation'),
    ...{ associationNumber: text('associationNumber'), flatNumber: text('flatNumber') },
    ...(kind === 'person' || withContact || number
      ? {
          people: [
            withContact
              ? {
                  ...person,
                  title: text('contactTitle'),
                  email: text('contactEmail'),
                  phone: phoneOf(given('contactPhone')?.text),
                }
              : person,
          ],
        }
      : {}),
  }
  const read = NewClient.safeParse(whole, { reportInput: true })
  if (read.success) return { said: read.data, faults: [] }
  const faults = faultsOf(read.error, path => columnOf(path, kind, text('name') === undefined))
  return { said: null, faults }
}

/** Where in the file the value came from. */
function columnOf(path: string, kind: ClientRow['kind'], isFirstAndLast: boolean): string {
  const field = path.replace(/^people\.\d+\./, '')
  if (field === 'personalNumber') return field
  if (path.startsWith('people.') && kind !== 'person')
    return `contact${field.slice(0, 1).toUpperCase()}${field.slice(1)}`
  return field === 'name' && isFirstAndLast ? 'lastName' : field
}

function kindOf(text: string | undefined): ClientRow['kind'] | 'unknown' | undefined {
  if (text === undefined) return undefined
  const word = text.toLowerCase()
  if (/^(privat|person|hushåll|konsument|private|individual|p$)/.test(word)) return 'person'
  if (/^(brf|förening|bostadsrätt|samfällighet|association)/.test(word)) return 'association'
  if (/^(företag|bolag|aktiebolag|ab$|firma|company|business|f$)/.test(word)) return 'company'
  return 'unknown'
}

function guessKind(name: string, hasNumber: boolean): ClientRow['kind'] {
  if (/\bbrf\b|bostadsrätt|samfällighet|förening|ek\.? ?för/i.test(name)) return 'association'
  return hasNumber || /\b(ab|aktiebolag|hb|kb|handelsbolag|kommanditbolag|kommun|as|oy)\b/i.test(name)
    ? 'company'
    : 'person'
}

/** A spreadsheet takes the nought away from a number that it believes to be a figure: "701740605" was "0701740605". */
function phoneOf(text: string | undefined): string | undefined {
  const bare = text?.replace(/,0+$/, '').trim()
  if (!bare) return undefined
  if (/^46\d{7,9}$/.test(bare)) return `+${bare}`
  return /^[1-9]\d{6,8}$/.test(bare) ? `0${bare}` : bare
}

const postcodeOf = (text: string | undefined) => text?.replace(/^(\d{3})\s?(\d{2})$/, '$1 $2')
const languageOf = (text: string | undefined): 'sv' | 'en' => (text && /^(en|eng)/i.test(text) ? 'en' : 'sv')
