// What stands in a column, so that the person it is about can read it: decrypted where it is theirs to see, masked where identity is weak,
// and told with its reason where it is nobody's to read.

import { withoutCosts } from '../../../articles/cost.ts'
import type { DocumentContent } from '../../../blocks/contract.ts'
import { personalNumberOf } from '../../../clients/clients.ts'
import { traderNumberOf } from '../../../company/number.ts'
import type { Words } from '../../../datamap/words.ts'
import { instantWords } from '../../../kernel/dates.ts'
import { maskPersonalNumber, printPersonalNumber } from '../../../kernel/personal-number.ts'
import type { Services } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import { decrypt, place } from '../../../platform/vault/cipher.ts'
import type { PersonalColumn, PersonalRow } from '../../subjects/rows.ts'
import { wordsOf } from '../cases.ts'
import type { Level } from '../rights.tables.ts'

export type Shown = { value: string | number | boolean | null } | { exempt: Words }

const exempt = (sv: string, en: string): { exempt: Words } => ({ exempt: { sv, en } })
const ONE_WAY = exempt(
  'Ett avtryck som inte går att läsa, inte heller av oss. Det lämnas inte ut därför att det skyddar dig.',
  'An imprint that cannot be read, not by us either. It is not handed out because it protects you.',
)
const AS_FILE = exempt(
  'Finns som egen fil i utdraget, vid rätt identitet.',
  'Is a file of its own in the extract, with the right identity.',
)
const SECRET = exempt(
  'Tjänstens egna nycklar till BankID under ett försök att skriva under. Lämnas inte ut, av säkerhetsskäl.',
  'The service’s own keys to BankID during an attempt to sign. Not handed out, for security.',
)
const OTHERS = exempt('Gäller någon annan än du.', 'Is about somebody else.')

/** What is in files beside, and what is never handed out, by column. Everything else encrypted is read by `readers`. */
const told: Readonly<Record<string, { exempt: Words }>> = {
  'document_version.canonical': AS_FILE,
  'signature.agreement': AS_FILE,
  'signature.evidence': AS_FILE,
  'signing_order.agreement': AS_FILE,
  'signing_order.secrets': SECRET,
  'signing_order.reply': SECRET,
  'rights_access.secrets': SECRET,
  'rights_access.address': exempt(
    'Adressen du själv angav; borta när koden är använd.',
    'The address you gave; gone when the code is used.',
  ),
  'erasure.addresses': exempt(
    'Adresser till leverantörer; borta när de svarat.',
    'Addresses for suppliers; gone when they have answered.',
  ),
  'file.sha256': AS_FILE,
  // The household's name stands in it, also for somebody who only has a part in the document.
  'document.search': exempt(
    'Dokumentets nummer, rubrik och kundens namn en gång till, för att det ska gå att söka.',
    'The document’s number, title and the client’s name once more, so that it can be searched for.',
  ),
  'support_file.content': exempt(
    'En fil du bifogade ett ärende. Be om den i ärendet, så skickas den till adressen vi har.',
    'A file you attached to a case. Ask for it in the case and it is sent to the address we hold.',
  ),
  'incident.described': exempt(
    'Vår beskrivning av en händelse. Berörs du får du veta det direkt, med vad som hände och vad du kan göra.',
    'Our description of an incident. If you are affected you are told directly, with what happened and what you can do.',
  ),
  'company_connection.access': exempt(
    'Nyckeln till en tjänst som företaget kopplat in. Lämnas inte ut, av säkerhetsskäl.',
    'The key to a service the company has connected. Not handed out, for security.',
  ),
}

type Reader = (services: Services, tx: Tx, row: PersonalRow, level: Level) => Promise<string | null>
/** Sealed under a key of the installation, bound to its table, column and row. */
const sealedHere =
  (key: string, column: string): Reader =>
  async (services, _, row) => {
    const id = row.values.id as string
    return decrypt(
      services.secrets.key(key),
      row.values[column] as Buffer,
      place(row.table.name, column, id, ''),
    ).toString('utf8')
  }
const readers: Readonly<Record<string, Reader>> = {
  'client_person.personal_number': async (services, _, row, level) => {
    const number = await personalNumberOf(services, row.values as never)
    return number && (level >= 3 ? printPersonalNumber(number) : maskPersonalNumber(number))
  },
  'company.sole_trader_number': async (services, _, row, level) => {
    const number = await traderNumberOf(services, row.values as never)
    return number && (level >= 2 ? number : `${number.slice(0, 8)}-****`)
  },
  // What the company's own costs are is the company's, also where it stands in a draft about somebody.
  'document.content': async (_, __, row) => JSON.stringify(withoutCosts(row.values.content as DocumentContent)),
  'support_case.reply_to': sealedHere('support', 'reply_to'),
  'support_message.body': sealedHere('support', 'body'),
  'rights_case.request': (services, tx, row) => wordsOf(services, tx, row.values.id as string, 'request'),
  'rights_case.answer_to': (services, tx, row) => wordsOf(services, tx, row.values.id as string, 'answer_to'),
  'rights_case.reasons': (services, tx, row) => wordsOf(services, tx, row.values.id as string, 'reasons'),
}

/** Columns that are protected and that nothing here can show or excuse: none may be left (a test asks). */
export const unreadable = (table: string, column: string): boolean =>
  !told[`${table}.${column}`] && !readers[`${table}.${column}`]

/** What others than this person are named by in a document they share. */
const OTHERS_IN_SHARED = new Set(['name', 'contact', 'address', 'property', 'personal-number', 'organisation-number'])

export async function shown(
  services: Services,
  tx: Tx,
  row: PersonalRow,
  c: PersonalColumn,
  as: { level: Level; language: 'sv' | 'en' },
): Promise<Shown> {
  const key = `${row.table.name}.${c.column}`
  if (c.value === null) return { value: null }
  if (c.declared.protect === 'one-way') return ONE_WAY
  const reader = readers[key]
  if (reader) return { value: await reader(services, tx, row, as.level) }
  const note = told[key]
  if (note) return note
  if (row.shared && OTHERS_IN_SHARED.has(c.declared.holds)) return OTHERS
  return { value: plain(c.value, as.language) }
}

function plain(value: unknown, language: 'sv' | 'en'): string | number | boolean {
  if (value instanceof Date) return instantWords(value, language)
  if (Buffer.isBuffer(value)) return value.toString('base64url')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
